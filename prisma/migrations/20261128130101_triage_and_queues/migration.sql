-- How urgent somebody is who waits, when a doctor saw them, and when they come again.
ALTER TABLE encounter
  ADD COLUMN triage_level smallint,
  ADD COLUMN triage_reason text,
  ADD COLUMN triaged_at timestamptz(3),
  ADD COLUMN triaged_by uuid,
  ADD COLUMN seen_at timestamptz(3),
  ADD COLUMN seen_by uuid,
  ADD COLUMN follow_up_on date,
  ADD CONSTRAINT encounter_triage CHECK (triage_level BETWEEN 1 AND 5
    AND num_nulls(triage_level, triage_reason, triaged_at, triaged_by) IN (0, 4)),
  ADD CONSTRAINT encounter_seen CHECK ((seen_at IS NULL) = (seen_by IS NULL));
-- Who waits in a clinic or an emergency ward; a few dozen of a day.
CREATE INDEX encounter_waiting ON encounter (ward_id, started_at, id) WHERE status = 'in-progress' AND class IN ('emergency', 'outpatient');
