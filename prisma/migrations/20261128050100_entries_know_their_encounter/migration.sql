-- Which encounter an entry for review made or moved: what it was found to be decides what the encounter gives to whoever made it.
ALTER TABLE access_grant
  ADD COLUMN encounter_id uuid REFERENCES encounter (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
  ADD CONSTRAINT access_grant_encounter CHECK (encounter_id IS NULL OR kind IN ('admission', 'transfer'));
CREATE INDEX access_grant_encounter_id_idx ON access_grant (encounter_id);
