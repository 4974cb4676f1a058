-- What a patient's row can be is asked by one function instead of nine expressions, which PostgreSQL reads and compiles anew for every
-- statement that registers or changes somebody. What few are registered with is asked only of those. As in a CHECK, what is not known passes.
CREATE FUNCTION public.patient_is_possible(id uuid, full_name text, sex text, birth_date date, birth_date_precision text, birth_date_estimated boolean,
  confidentiality text, merged_into uuid, deceased_at timestamptz, deceased_undated boolean, death_cause text, death_place text, mother_id uuid,
  birth_weight_grams int, gestation_days int, birth_order int, birth_count int) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF num_nonnulls(merged_into, death_cause, death_place, mother_id, birth_weight_grams, gestation_days, birth_order, birth_count) > 0
    AND (merged_into <> id AND mother_id <> id AND (deceased_at IS NOT NULL OR deceased_undated OR num_nonnulls(death_cause, death_place) = 0)
      AND birth_weight_grams BETWEEN 100 AND 9000 AND gestation_days BETWEEN 100 AND 330 AND birth_order BETWEEN 1 AND 9
      AND birth_count BETWEEN 1 AND 9 AND coalesce(birth_order, 1) <= coalesce(birth_count, 9)) IS FALSE THEN
    RETURN false;
  END IF;
  RETURN sex IN ('male', 'female', 'other', 'unknown') AND confidentiality IN ('N', 'R', 'V')
    AND btrim(full_name) <> '' AND full_name IS NFC NORMALIZED
    AND (birth_date IS NULL) = (birth_date_precision IS NULL) AND birth_date_precision IN ('year', 'month', 'day')
    AND (NOT birth_date_estimated OR birth_date_precision = 'year');
END $$;
ALTER TABLE patient
  DROP CONSTRAINT patient_birth, DROP CONSTRAINT patient_birth_date_precision, DROP CONSTRAINT patient_confidentiality,
  DROP CONSTRAINT patient_death, DROP CONSTRAINT patient_estimate, DROP CONSTRAINT patient_full_name_nfc,
  DROP CONSTRAINT patient_full_name_present, DROP CONSTRAINT patient_merged_elsewhere, DROP CONSTRAINT patient_sex,
  ADD CONSTRAINT patient_is_possible CHECK (public.patient_is_possible(id, full_name, sex, birth_date, birth_date_precision, birth_date_estimated,
    confidentiality, merged_into, deceased_at, deceased_undated, death_cause, death_place, mother_id, birth_weight_grams, gestation_days,
    birth_order, birth_count)) NOT VALID;
