-- A patient is an inpatient here at most once at a time. Histories from elsewhere name no ward and are not meant.
CREATE UNIQUE INDEX encounter_one_open_admission ON encounter (patient_id)
  WHERE class = 'inpatient' AND status = 'in-progress' AND ward_id IS NOT NULL;
