-- What a row can be, and under what indexes find it: functions that migrations made, here as they made them last. CHECKs and indexes call them,
-- so a changed one is as bad as a changed trigger: writes are refused until it is put back, and here is what puts it back. One with other
-- arguments, or another rule for rows that are there, is a migration's, which says it here too.

CREATE OR REPLACE FUNCTION public.vital_signs_are_possible(status text, heart_rate smallint, respiratory_rate smallint, systolic smallint, diastolic smallint,
  temperature numeric, oxygen_saturation smallint, consciousness bpchar, spo2_scale smallint, pregnancy text, oxygen_flow numeric, fio2 smallint,
  gcs_eye smallint, gcs_verbal smallint, gcs_motor smallint, pain smallint, capillary_refill numeric, respiratory_effort text, weight numeric,
  height numeric, glucose numeric, not_measured jsonb, replaces_id uuid, moved_by uuid) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF num_nonnulls(oxygen_flow, fio2, gcs_eye, gcs_verbal, gcs_motor, pain, capillary_refill, respiratory_effort, weight, height, glucose, moved_by) > 0
    AND (oxygen_flow BETWEEN 0 AND 100 AND fio2 BETWEEN 21 AND 100
      AND num_nonnulls(gcs_eye, gcs_verbal, gcs_motor) IN (0, 3)
      AND gcs_eye BETWEEN 0 AND 4 AND gcs_verbal BETWEEN 0 AND 5 AND gcs_motor BETWEEN 0 AND 6
      AND pain BETWEEN 0 AND 10 AND capillary_refill BETWEEN 0 AND 20 AND respiratory_effort IN ('normal', 'mild', 'moderate', 'severe')
      AND weight BETWEEN 0.1 AND 700 AND height BETWEEN 15 AND 275 AND glucose BETWEEN 0.1 AND 150
      AND (moved_by IS NULL OR replaces_id IS NOT NULL)) IS FALSE THEN
    RETURN false;
  END IF;
  RETURN num_nonnulls(heart_rate, respiratory_rate, systolic, diastolic, temperature, oxygen_saturation, consciousness, weight, height, glucose,
      pain, gcs_eye, capillary_refill, respiratory_effort, not_measured) > 0
    AND status IN ('final', 'entered-in-error') AND spo2_scale IN (1, 2) AND pregnancy IN ('pregnant', 'not-pregnant', 'unknown')
    AND heart_rate BETWEEN 0 AND 350 AND respiratory_rate BETWEEN 0 AND 150 AND oxygen_saturation BETWEEN 0 AND 100
    AND systolic BETWEEN 0 AND 370 AND diastolic BETWEEN 0 AND 360 AND (diastolic < systolic OR diastolic = 0 AND systolic = 0)
    AND temperature BETWEEN 10 AND 47 AND consciousness IN ('A', 'C', 'V', 'P', 'U');
END $$;

CREATE OR REPLACE FUNCTION public.patient_is_possible(id uuid, full_name text, sex text, birth_date date, birth_date_precision text, birth_date_estimated boolean,
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

CREATE OR REPLACE FUNCTION public.service_order_is_possible(kind text, status text, priority text, code text, display text, detail jsonb, requested_by uuid,
  signed_at timestamptz, started_at timestamptz, verbal_by uuid, read_back_at timestamptz, sent_by text, sender_system text, placer_number text,
  collected_at timestamptz, collected_by uuid, set_code text, set_version int, rejected_specimens jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF num_nonnulls(verbal_by, read_back_at, sent_by, sender_system, placer_number, collected_at, collected_by, set_code, set_version,
      rejected_specimens) > 0
    AND (num_nonnulls(verbal_by, read_back_at) IN (0, 2) AND num_nonnulls(sent_by, sender_system) IN (0, 2)
      AND (placer_number IS NULL OR sent_by IS NOT NULL)
      AND num_nonnulls(collected_at, collected_by) IN (0, 2) AND num_nonnulls(set_code, set_version) IN (0, 2)
      AND (rejected_specimens IS NULL OR kind IN ('laboratory', 'blood') AND jsonb_typeof(rejected_specimens) = 'array' AND rejected_specimens <> '[]'))
      IS FALSE THEN
    RETURN false;
  END IF;
  RETURN kind IN ('laboratory', 'imaging', 'procedure', 'nursing', 'diet', 'consultation', 'blood', 'medication')
    AND status IN ('draft', 'active', 'on-hold', 'completed', 'cancelled', 'entered-in-error')
    AND priority IN ('routine', 'urgent', 'asap', 'stat') AND btrim(display) <> '' AND btrim(code) <> ''
    AND jsonb_typeof(detail) = 'object' AND (kind <> 'medication' OR detail ?& ARRAY['dose', 'route', 'timing'])
    AND (requested_by IS NOT NULL OR sent_by IS NOT NULL AND status IN ('draft', 'cancelled'))
    AND (started_at IS NULL OR signed_at IS NOT NULL OR read_back_at IS NOT NULL);
END $$;

CREATE OR REPLACE FUNCTION public.observation_is_possible(id uuid, status text, display text, value_comparator text, criticality text, not_judged_because text,
  corrects_id uuid) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN status IN ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown')
    AND btrim(display) <> '' AND value_comparator IN ('<', '<=', '>=', '>', 'ad') AND corrects_id <> id
    AND criticality IN ('critical', 'not-critical', 'not-judged')
    AND ((criticality = 'not-judged') = (not_judged_because IS NOT NULL) OR criticality IS NULL AND not_judged_because IS NULL);
END $$;

CREATE OR REPLACE FUNCTION public.diagnostic_report_is_possible(status text, display text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN btrim(display) <> '' AND status IN ('registered', 'partial', 'preliminary', 'final', 'amended', 'corrected', 'appended', 'cancelled',
    'entered-in-error', 'unknown');
END $$;

CREATE OR REPLACE FUNCTION public.phone_ends(phones text[]) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  phone text;
  ends text[] := '{}';
BEGIN
  FOREACH phone IN ARRAY coalesce(phones, '{}') LOOP
    ends := array_append(ends, right(phone, 4));
  END LOOP;
  RETURN ends;
END $$;

CREATE OR REPLACE FUNCTION public.contact_phones(contacts jsonb) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN ARRAY(SELECT contact->>'phone' FROM jsonb_array_elements(contacts) contact WHERE contact->>'phone' IS NOT NULL);
END $$;

CREATE OR REPLACE FUNCTION public.namesake_phones(name_sort text, phones text[], contacts jsonb) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  phone text;
  keys text[] := '{}';
BEGIN
  FOREACH phone IN ARRAY coalesce(phones, '{}') LOOP
    keys := keys || ARRAY[name_sort || ' ' || left(phone, 8), name_sort || ' -' || right(phone, 3)];
    IF length(phone) < 12 THEN
      keys := array_append(keys, name_sort || ' -');
    END IF;
  END LOOP;
  IF contacts <> '[]' THEN
    FOREACH phone IN ARRAY public.contact_phones(contacts) LOOP
      keys := array_append(keys, name_sort || ' ' || left(phone, 8));
    END LOOP;
  END IF;
  RETURN keys;
END $$;
