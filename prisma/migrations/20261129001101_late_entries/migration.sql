-- What is charted only after the discharge, or after paper was used while the system was down. Nothing stands where neither is so: the hashes of
-- closed records stay as they are.
ALTER TABLE fluid_entry
  ADD COLUMN late_entry boolean,
  ADD COLUMN late_reason text,
  ADD CONSTRAINT fluid_entry_late CHECK (late_entry);
ALTER TABLE bedside_site
  ADD COLUMN late_entry boolean,
  ADD COLUMN late_reason text,
  ADD CONSTRAINT bedside_site_late CHECK (late_entry);
ALTER TABLE nursing_assessment
  ADD COLUMN late_entry boolean,
  ADD COLUMN late_reason text,
  ADD CONSTRAINT nursing_assessment_late CHECK (late_entry);
ALTER TABLE dose
  ADD COLUMN late_entry boolean,
  ADD COLUMN late_reason text,
  ADD CONSTRAINT dose_late CHECK (late_entry);
