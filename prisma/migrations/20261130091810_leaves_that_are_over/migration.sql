-- A leave that is over stays with the stay, with when the patient came back.
ALTER TABLE encounter ADD COLUMN leaves jsonb;
ALTER TABLE encounter ADD CONSTRAINT encounter_leaves_are_listed CHECK (jsonb_typeof(leaves) = 'array') NOT VALID;
