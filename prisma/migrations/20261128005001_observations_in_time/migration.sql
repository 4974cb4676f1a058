-- A page of a patient's observations, all of them or of one category, reads the rows it shows and no others.
CREATE INDEX observation_patient_id_effective_at_id_idx ON observation (patient_id, effective_at DESC, id DESC);
CREATE INDEX observation_patient_id_category_effective_at_id_idx ON observation (patient_id, category, effective_at DESC, id DESC);
