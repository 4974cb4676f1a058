-- Who may be the same person as somebody: what a clerk would find who looked for them by everything at once. Each way is an index and few
-- rows; the names of lists, which hold no marks, are compared whole.
--   same-name-and-birth-date, similar-name-and-birth-date (family and given name), same-name-swapped-birth-date (day and month),
--   same-name-possible-birth-date (one of both known in part), same-identifier (in another system or length), same-phone

-- Another length of one number: the last 10 digits of an insurance card, the last 9 of a citizen id.
CREATE OR REPLACE FUNCTION public.number_ends(number text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_remove(ARRAY[number,
    CASE WHEN number ~ '^[A-Z]{2}[1-5][0-9]{12}$' THEN right(number, 10) END,
    CASE WHEN number ~ '^[0-9]{12}$' THEN right(number, 9) END], NULL)
$$;

-- Runs in the owner's name for the indexes, and answers those only who may see who everyone is.
CREATE OR REPLACE FUNCTION public.patients_alike(given_sort text, born date, born_precision text, given_phones text[], given_numbers text[],
  besides uuid, wanted int) RETURNS TABLE (id uuid, reasons text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5 SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
  given_name text := split_part(given_sort, ' ', 1);
  family text := split_part(given_sort, ' ', 2);
  swapped date := CASE WHEN born_precision = 'day' AND extract(day FROM born) <= 12
    THEN make_date(extract(year FROM born)::int, extract(day FROM born)::int, extract(month FROM born)::int) END;
BEGIN
  IF NOT sees_names() THEN
    RETURN;
  END IF;
  RETURN QUERY SELECT alike.id, array_agg(DISTINCT alike.reason) FROM (
      SELECT p.id, CASE
          WHEN p.birth_date = born AND p.birth_date_precision = born_precision THEN 'same-name-and-birth-date'
          WHEN p.birth_date = swapped AND p.birth_date_precision = 'day' THEN 'same-name-swapped-birth-date'
          WHEN born_precision <> 'day' OR p.birth_date_precision <> 'day' THEN 'same-name-possible-birth-date' END AS reason
        FROM (SELECT one.id, one.birth_date, one.birth_date_precision FROM patient one
               WHERE one.name_sort = given_sort ORDER BY one.name_sort, one.id DESC LIMIT 500) p
       WHERE p.birth_date = swapped OR (p.birth_date = born AND p.birth_date_precision = born_precision)
          OR (p.birth_date_precision <> 'day' AND date_trunc(p.birth_date_precision, born::timestamp) = p.birth_date)
          OR (born_precision <> 'day' AND date_trunc(born_precision, p.birth_date::timestamp) = born)
      UNION ALL SELECT p.id, 'similar-name-and-birth-date' FROM patient p
       WHERE p.birth_date = born AND born_precision = 'day' AND p.birth_date_precision = 'day' AND p.name_sort <> given_sort
         AND p.name_sort >= given_name || ' ' || family AND p.name_sort < given_name || ' ' || family || '!' AND family <> ''
      UNION ALL (SELECT p.id, 'same-phone' FROM patient p WHERE p.phones && given_phones LIMIT 50)
      UNION ALL (SELECT held.patient_id, 'same-identifier' FROM unnest(given_numbers) AS number (given), unnest(number_ends(number.given)) ending
          JOIN patient_identifier held ON held.retired_at IS NULL AND reverse(held.value) COLLATE "C" >= reverse(ending)
            AND reverse(held.value) COLLATE "C" < reverse(ending) || '~'
       WHERE ending = ANY (number_ends(held.value)) AND length(ending) >= 9 LIMIT 50)) alike
    WHERE alike.id IS DISTINCT FROM besides AND alike.reason IS NOT NULL
      AND NOT EXISTS (SELECT FROM patient merged WHERE merged.id = alike.id AND merged.merged_into IS NOT NULL)
      AND NOT EXISTS (SELECT FROM duplicate_dismissal apart WHERE apart.undone_at IS NULL
        AND ((apart.patient_id = besides AND apart.other_id = alike.id) OR (apart.patient_id = alike.id AND apart.other_id = besides)))
    GROUP BY alike.id ORDER BY array_length(array_remove(array_agg(DISTINCT alike.reason), 'same-phone'), 1) DESC NULLS LAST, alike.id LIMIT wanted;
END $$;

-- When the first thing was charted of a patient that counts: no birth date is after it. In part-known times the last moment counts.
CREATE OR REPLACE FUNCTION public.first_charted(about uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(
    (SELECT min(started_at) FROM public.encounter WHERE patient_id = about AND status <> 'cancelled'),
    (SELECT min(effective_at) FROM public.vital_signs WHERE patient_id = about AND status <> 'entered-in-error'),
    (SELECT min(effective_at) FROM public.observation WHERE patient_id = about AND status <> 'entered-in-error'),
    (SELECT min(effective_at) FROM public.diagnostic_report WHERE patient_id = about AND status <> 'entered-in-error'),
    (SELECT min(authored_at) FROM public.medication_request WHERE patient_id = about AND status <> 'entered-in-error'),
    (SELECT min(onset_at + CASE onset_precision WHEN 'year' THEN interval '1 year' WHEN 'month' THEN interval '1 month' WHEN 'day' THEN interval '1 day' ELSE interval '0' END)
       FROM public.problem WHERE patient_id = about AND verification_status <> 'entered-in-error'),
    (SELECT min(onset_at + CASE onset_precision WHEN 'year' THEN interval '1 year' WHEN 'month' THEN interval '1 month' WHEN 'day' THEN interval '1 day' ELSE interval '0' END)
       FROM public.allergy WHERE patient_id = about AND verification_status <> 'entered-in-error'))
$$;
