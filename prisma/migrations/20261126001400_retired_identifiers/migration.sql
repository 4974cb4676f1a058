-- An identifier written down wrongly is retired: it stays readable, and its number is free for whom it belongs to.
ALTER TABLE patient_identifier
  ADD COLUMN retired_at     timestamptz(3),
  ADD COLUMN retired_by     uuid,
  ADD COLUMN retired_reason text,
  ADD CONSTRAINT patient_identifier_retired CHECK (CASE
    WHEN retired_at IS NULL THEN num_nonnulls(retired_by, retired_reason) = 0
    ELSE coalesce(btrim(retired_reason), '') <> '' END);

DROP INDEX patient_identifier_system_value_key;
-- A number is one patient's at a time.
CREATE UNIQUE INDEX patient_identifier_in_use ON patient_identifier (system, value) WHERE retired_at IS NULL;
