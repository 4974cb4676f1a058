-- What must never be false, whatever program writes.
-- The service checks the same rules first, to answer in words; these are the last line.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- People and numbers
ALTER TABLE staff_member
  ADD CONSTRAINT staff_member_username_form CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
  ADD CONSTRAINT staff_member_full_name_present CHECK (btrim(full_name) <> ''),
  ADD CONSTRAINT staff_member_status CHECK (status IN ('active', 'left'));
ALTER TABLE staff_role
  ADD CONSTRAINT staff_role_known CHECK (role IN ('doctor', 'nurse', 'registrar', 'lab', 'auditor', 'admin'));
CREATE UNIQUE INDEX staff_role_once ON staff_role (staff_id, role) WHERE revoked_at IS NULL;
ALTER TABLE session ADD CONSTRAINT session_expires_after_start CHECK (expires_at > created_at);
ALTER TABLE number_counter ADD CONSTRAINT number_counter_positive CHECK (last >= 0);
ALTER TABLE hospital ADD CONSTRAINT hospital_code_form CHECK (code ~ '^[0-9]{5}$');
CREATE UNIQUE INDEX hospital_only_one ON hospital ((true));

-- Wards
ALTER TABLE ward
  ADD CONSTRAINT ward_name_present CHECK (btrim(name) <> ''),
  ADD CONSTRAINT ward_kind CHECK (kind IN ('inpatient', 'clinic', 'emergency'));

-- Patients
ALTER TABLE patient
  ADD CONSTRAINT patient_full_name_present CHECK (btrim(full_name) <> ''),
  ADD CONSTRAINT patient_full_name_nfc CHECK (full_name IS NFC NORMALIZED),
  ADD CONSTRAINT patient_sex CHECK (sex IN ('male', 'female', 'other', 'unknown')),
  ADD CONSTRAINT patient_birth_date_precision CHECK (
    (birth_date IS NULL) = (birth_date_precision IS NULL)
    AND birth_date_precision IN ('year', 'month', 'day'));
ALTER TABLE patient_identifier
  ADD CONSTRAINT patient_identifier_present CHECK (btrim(system) <> '' AND btrim(value) <> '');
-- Names are stored folded (no marks, lower case); each word typed matches the start of any word of the name.
CREATE INDEX patient_name_words ON patient USING gin (to_tsvector('simple', name_search));
ALTER TABLE allergy
  ADD CONSTRAINT allergy_display_present CHECK (btrim(display) <> ''),
  ADD CONSTRAINT allergy_clinical_status CHECK (clinical_status IN ('active', 'inactive', 'resolved', 'entered-in-error')),
  ADD CONSTRAINT allergy_criticality CHECK (criticality IN ('low', 'high', 'unable-to-assess'));
ALTER TABLE problem
  ADD CONSTRAINT problem_display_present CHECK (btrim(display) <> ''),
  ADD CONSTRAINT problem_clinical_status CHECK (
    clinical_status IN ('active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved')),
  ADD CONSTRAINT problem_verification_status CHECK (
    verification_status IN ('unconfirmed', 'provisional', 'differential', 'confirmed', 'refuted', 'entered-in-error')),
  ADD CONSTRAINT problem_abates_after_onset CHECK (abated_at >= onset_at);

-- Encounters: a bed holds one patient, a patient lies in one bed, an encounter is in one place, at any moment.
ALTER TABLE encounter
  ADD CONSTRAINT encounter_class CHECK (class IN ('inpatient', 'outpatient', 'emergency', 'day')),
  ADD CONSTRAINT encounter_status CHECK (status IN ('planned', 'in-progress', 'finished', 'cancelled')),
  ADD CONSTRAINT encounter_ends_after_start CHECK (ended_at >= started_at),
  ADD CONSTRAINT encounter_finished_has_end CHECK (status <> 'finished' OR ended_at IS NOT NULL),
  ADD CONSTRAINT encounter_open_has_no_end CHECK (status <> 'in-progress' OR ended_at IS NULL);
ALTER TABLE stay
  ADD CONSTRAINT stay_ends_after_start CHECK (ended_at >= started_at),
  ADD CONSTRAINT stay_one_patient_per_bed EXCLUDE USING gist
    (bed_id WITH =, tstzrange(started_at, ended_at) WITH &&) WHERE (bed_id IS NOT NULL),
  ADD CONSTRAINT stay_one_bed_per_patient EXCLUDE USING gist
    (patient_id WITH =, tstzrange(started_at, ended_at) WITH &&) WHERE (bed_id IS NOT NULL),
  ADD CONSTRAINT stay_one_place_per_encounter EXCLUDE USING gist
    (encounter_id WITH =, tstzrange(started_at, ended_at) WITH &&);
CREATE INDEX stay_current_in_ward ON stay (ward_id) WHERE ended_at IS NULL;

-- Vital signs: ranges of domain plausibility, outside of which a value is not a living person's.
ALTER TABLE vital_signs
  ADD CONSTRAINT vital_signs_something_measured CHECK (
    num_nonnulls(heart_rate, respiratory_rate, systolic, diastolic, temperature, oxygen_saturation,
                 consciousness, weight, height, glucose) > 0),
  ADD CONSTRAINT vital_signs_heart_rate CHECK (heart_rate BETWEEN 10 AND 300),
  ADD CONSTRAINT vital_signs_respiratory_rate CHECK (respiratory_rate BETWEEN 2 AND 100),
  ADD CONSTRAINT vital_signs_systolic CHECK (systolic BETWEEN 30 AND 300),
  ADD CONSTRAINT vital_signs_diastolic CHECK (diastolic BETWEEN 10 AND 200 AND diastolic < systolic),
  ADD CONSTRAINT vital_signs_temperature CHECK (temperature BETWEEN 25.0 AND 45.0),
  ADD CONSTRAINT vital_signs_oxygen_saturation CHECK (oxygen_saturation BETWEEN 30 AND 100),
  ADD CONSTRAINT vital_signs_consciousness CHECK (consciousness IN ('A', 'C', 'V', 'P', 'U')),
  ADD CONSTRAINT vital_signs_weight CHECK (weight BETWEEN 0.3 AND 400),
  ADD CONSTRAINT vital_signs_height CHECK (height BETWEEN 20 AND 250),
  ADD CONSTRAINT vital_signs_glucose CHECK (glucose BETWEEN 0.3 AND 80),
  ADD CONSTRAINT vital_signs_status CHECK (status IN ('final', 'entered-in-error'));

-- Observations
ALTER TABLE observation
  ADD CONSTRAINT observation_display_present CHECK (btrim(display) <> ''),
  ADD CONSTRAINT observation_status CHECK (
    status IN ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown')),
  ADD CONSTRAINT observation_comparator CHECK (value_comparator IN ('<', '<=', '>=', '>', 'ad')),
  ADD CONSTRAINT observation_not_its_own_correction CHECK (corrects_id <> id);

-- Notes
ALTER TABLE note
  ADD CONSTRAINT note_type_present CHECK (btrim(type) <> ''),
  ADD CONSTRAINT note_status CHECK (status IN ('draft', 'signed', 'entered-in-error')),
  ADD CONSTRAINT note_signed_is_whole CHECK (
    status <> 'signed' OR (signed_by IS NOT NULL AND signed_at IS NOT NULL AND content_hash IS NOT NULL)),
  ADD CONSTRAINT note_sections_are_a_list CHECK (jsonb_typeof(sections) = 'array');

-- Orders and results
ALTER TABLE service_order
  ADD CONSTRAINT service_order_kind CHECK (kind IN ('laboratory')),
  ADD CONSTRAINT service_order_display_present CHECK (btrim(display) <> '' AND btrim(code) <> ''),
  ADD CONSTRAINT service_order_priority CHECK (priority IN ('routine', 'urgent', 'asap', 'stat')),
  ADD CONSTRAINT service_order_status CHECK (
    status IN ('draft', 'active', 'on-hold', 'completed', 'cancelled', 'entered-in-error')),
  ADD CONSTRAINT service_order_active_is_signed CHECK (status IN ('draft', 'cancelled', 'entered-in-error') OR signed_at IS NOT NULL);
ALTER TABLE diagnostic_report
  ADD CONSTRAINT diagnostic_report_status CHECK (
    status IN ('registered', 'partial', 'preliminary', 'final', 'amended', 'corrected', 'appended', 'cancelled',
               'entered-in-error', 'unknown')),
  ADD CONSTRAINT diagnostic_report_display_present CHECK (btrim(display) <> '');
ALTER TABLE medication_request
  ADD CONSTRAINT medication_request_display_present CHECK (btrim(display) <> '');
