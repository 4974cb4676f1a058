-- How a stay ends, who is in charge of it, and that no two of one patient are at one time.
ALTER TABLE encounter
  ADD COLUMN destination text,
  ADD COLUMN destination_code text,
  ADD COLUMN passed_over jsonb,
  ADD COLUMN attending_id uuid,
  ADD COLUMN leave_since timestamptz(3),
  ADD COLUMN leave_until timestamptz(3),
  ADD COLUMN leave_reason text,
  ADD COLUMN isolation text[] NOT NULL DEFAULT '{}',
  -- What stood here before the rule is left as it is.
  ADD COLUMN overlap_allowed boolean NOT NULL DEFAULT true,
  ADD CONSTRAINT encounter_destination CHECK (destination_code IS NULL OR destination IS NOT NULL AND destination_code ~ '^[0-9]{5}$'),
  ADD CONSTRAINT encounter_leave CHECK ((leave_since IS NULL) = (leave_reason IS NULL) AND leave_until > leave_since),
  ADD CONSTRAINT encounter_isolation CHECK (isolation <@ ARRAY['contact', 'droplet', 'airborne', 'protective']),
  -- An outpatient visit may lie beside a stay, and a history from elsewhere has no ward.
  ADD CONSTRAINT encounter_one_at_a_time EXCLUDE USING gist
    (patient_id WITH =, tstzrange(started_at, ended_at) WITH &&)
    WHERE (ward_id IS NOT NULL AND class <> 'outpatient' AND status <> 'cancelled' AND NOT overlap_allowed);
ALTER TABLE encounter ALTER COLUMN overlap_allowed SET DEFAULT false;
