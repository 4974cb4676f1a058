-- An encounter that took place elsewhere has no visit number of ours; one in our wards always has.
ALTER TABLE encounter ALTER COLUMN visit_number DROP NOT NULL;
ALTER TABLE encounter
  ADD CONSTRAINT encounter_here_is_numbered CHECK (ward_id IS NULL OR visit_number IS NOT NULL);
