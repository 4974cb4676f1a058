-- Whether a list may show a patient is asked for each row it finds: where the patient is now, whatever the number of visits before, and
-- where a person works now, whatever the number of wards before.
CREATE INDEX encounter_current_of_patient ON encounter (patient_id, ward_id) WHERE status IN ('planned', 'in-progress');
CREATE INDEX staff_ward_current ON staff_ward (staff_id, ward_id) WHERE ended_at IS NULL;
