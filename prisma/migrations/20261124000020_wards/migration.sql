-- Wards and beds are changed by several administrators: each change names the version it was made on.
ALTER TABLE ward ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE bed ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE ward ADD CONSTRAINT ward_code_present CHECK (btrim(code) <> '');
ALTER TABLE room ADD CONSTRAINT room_code_present CHECK (btrim(code) <> '');
ALTER TABLE bed ADD CONSTRAINT bed_code_present CHECK (btrim(code) <> '');

-- Which beds are free now, however many patients have lain in them.
CREATE INDEX stay_current_in_bed ON stay (bed_id) WHERE ended_at IS NULL AND bed_id IS NOT NULL;

-- Encounters of a ward, the newest first, of any status or of one.
DROP INDEX encounter_ward_id_status_id_idx;
CREATE INDEX encounter_ward_id_status_started_at_id_idx ON encounter (ward_id, status, started_at DESC, id DESC);
CREATE INDEX encounter_ward_id_started_at_id_idx ON encounter (ward_id, started_at DESC, id DESC);
