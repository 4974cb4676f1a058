-- What is charted after a discharge for the time before it, and the closing of a record.
ALTER TABLE vital_signs
  ADD COLUMN late_entry boolean NOT NULL DEFAULT false,
  ADD COLUMN late_reason text;
ALTER TABLE note
  ADD COLUMN effective_at timestamptz(3),
  ADD COLUMN late_entry boolean NOT NULL DEFAULT false,
  ADD COLUMN late_reason text;
ALTER TABLE encounter
  ADD COLUMN closed_at timestamptz(3),
  ADD COLUMN closed_by uuid,
  ADD COLUMN closed_content jsonb,
  ADD COLUMN content_hash text,
  ADD COLUMN closed_without jsonb,
  ADD COLUMN retention_class text,
  ADD COLUMN retain_until date,
  ADD COLUMN hold_since timestamptz(3),
  ADD COLUMN hold_by uuid,
  ADD COLUMN hold_reason text,
  ADD CONSTRAINT encounter_closed_whole CHECK (
    num_nulls(closed_at, closed_by, closed_content, content_hash, retention_class, retain_until) IN (0, 6)),
  ADD CONSTRAINT encounter_closed_is_over CHECK (closed_at IS NULL OR status = 'finished'),
  ADD CONSTRAINT encounter_retention_class CHECK (retention_class IN ('ordinary', 'accident', 'long')),
  ADD CONSTRAINT encounter_hold CHECK (num_nulls(hold_since, hold_by, hold_reason) IN (0, 3));
