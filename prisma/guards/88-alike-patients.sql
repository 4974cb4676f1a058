-- Who may be the same person as somebody: what a clerk would find who looked for them by everything at once. Each way is an index and few
-- rows; the names of lists, which hold no marks, are compared whole.
--   of the same name: same-name-and-birth-date, same-name-swapped-birth-date (day and month), same-name-mistyped-birth-date (two neighbouring
--   digits exchanged), same-name-possible-birth-date (one of both known in part), same-name-similar-phone, same-name-similar-number (a slip apart)
--   of a name alike (names_alike): similar-name-and-birth-date, similar-name-swapped-birth-date
--   of any: same-identifier (in another system or length), same-phone, same-mother-and-birth-date
-- Nobody is taken for their mother or their child, nor a twin for the other: whoever has the same mother and another place among those born. Nor is the
-- child of another mother for a name after her and the same day of birth.

-- Another length of one number: the last 10 digits of an insurance card, the last 9 of a citizen id.
CREATE OR REPLACE FUNCTION public.number_ends(number text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_remove(ARRAY[number,
    CASE WHEN number ~ '^[A-Z]{2}[1-5][0-9]{12}$' THEN right(number, 10) END,
    CASE WHEN number ~ '^[0-9]{12}$' THEN right(number, 9) END], NULL)
$$;

-- A folded name with i wherever i and y are written for one another: the rule of otherSpelling (src/clinical/patients/spelling.rules.ts).
CREATE OR REPLACE FUNCTION public.name_in_one_spelling(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(name, '\m(qu|[bcdghklmnprstvx]{1,3})y\M', '\1i', 'g'), '\mquy(nh|t|ch)\M', 'qui\1', 'g')
$$;

-- The mother's name of lists in what her newborn is called: `hoa con ba nguyen thi`, and of twins `2 con ba nguyen thi hoa`.
CREATE OR REPLACE FUNCTION public.mother_in_name(words text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_string(CASE WHEN words[1] ~ '^[1-9]$' AND cardinality(words) > 3
    THEN words[cardinality(words)] || words[4:cardinality(words) - 1] ELSE words[1] || words[4:] END, ' ')
$$;

-- Whether two names of lists, given name first, may be of one person: given and family name are the same (another middle name, or none), or
-- all words are, in another order. What i and y make different is the same.
CREATE OR REPLACE FUNCTION public.names_alike(one text, other text, same_sex boolean) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  these text[] := string_to_array(public.name_in_one_spelling(one), ' ');
  those text[] := string_to_array(public.name_in_one_spelling(other), ' ');
BEGIN
  IF these[1] = those[1] AND these[2] = those[2] THEN
    -- Of who is called after the mother, all but her name is everybody's.
    IF these[2] = 'con' AND these[3] = 'ba' AND those[3] = 'ba' THEN
      RETURN public.names_alike(public.mother_in_name(these), public.mother_in_name(those), same_sex);
    END IF;
    -- Thị and Văn part a sister from a brother; a middle name that was left out parts nobody.
    RETURN same_sex OR these <@ those OR those <@ these;
  END IF;
  RETURN cardinality(these) = cardinality(those) AND these <@ those AND those <@ these;
END $$;

-- The days of which one may be meant where two neighbouring digits of year, month or day were exchanged: 1958 for 1985, 21 for 12. To be among them
-- is asked of every namesake, and costs a tenth of comparing two days.
DROP FUNCTION IF EXISTS public.digits_exchanged(date, date);
CREATE OR REPLACE FUNCTION public.days_with_digits_exchanged(one date) RETURNS date[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  digits CONSTANT text := to_char(one, 'YYYYMMDD');
  written text;
  days date[];
BEGIN
  IF length(digits) <> 8 THEN
    RETURN NULL;
  END IF;
  FOR place IN 1..7 LOOP
    written := overlay(digits PLACING reverse(substr(digits, place, 2)) FROM place FOR 2);
    IF written <> digits AND pg_input_is_valid(written, 'date') THEN
      days := days || written::date;
    END IF;
  END LOOP;
  RETURN days;
END $$;

-- The words of a name that may be somebody's given name, in both spellings.
CREATE OR REPLACE FUNCTION public.given_names_of(name_sort text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT DISTINCT spelling FROM (SELECT word FROM string_to_table(name_sort, ' ') WITH ORDINALITY AS each (word, place)
      WHERE word <> '' ORDER BY place LIMIT 8) words,
    unnest(CASE WHEN strpos(word, 'i') + strpos(word, 'y') = 0 THEN ARRAY[word]
      ELSE ARRAY[word, public.name_in_one_spelling(word), regexp_replace(word, '^(qu|[bcdghklmnprstvx]{1,3})i$', '\1y'),
        regexp_replace(word, '^qui(nh|t|ch)$', 'quy\1')] END) spelling
$$;

-- Whether two mothers on record are two: told apart by the records office, or of names or years of birth that are not one woman's.
CREATE OR REPLACE FUNCTION public.mothers_apart(one uuid, other uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.duplicate_dismissal apart WHERE apart.undone_at IS NULL
      AND ((apart.patient_id = one AND apart.other_id = other) OR (apart.patient_id = other AND apart.other_id = one)))
    OR EXISTS (SELECT FROM public.patient this JOIN public.patient that ON that.id = other WHERE this.id = one
      AND (extract(year FROM this.birth_date) <> extract(year FROM that.birth_date)
        OR NOT (this.name_sort = that.name_sort OR public.names_alike(this.name_sort, that.name_sort, true))))
$$;

-- The version of before, whose callers give no sex and no mother.
DROP FUNCTION IF EXISTS public.patients_alike(text, date, text, text[], text[], uuid, int);

-- Runs in the owner's name for the indexes, and answers those only who may see who everyone is.
CREATE OR REPLACE FUNCTION public.patients_alike(given_sort text, born date, born_precision text, given_phones text[], given_numbers text[],
  besides uuid, wanted int, given_sex text DEFAULT NULL, given_mother uuid DEFAULT NULL, given_order int DEFAULT NULL)
RETURNS TABLE (id uuid, reasons text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 5 SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  swapped CONSTANT date := CASE WHEN born_precision = 'day' AND extract(day FROM born) <= 12
    THEN make_date(extract(year FROM born)::int, extract(day FROM born)::int, extract(month FROM born)::int) END;
  mistyped CONSTANT date[] := CASE WHEN born_precision = 'day' THEN public.days_with_digits_exchanged(born) END;
  -- On which somebody of the name may have been born, as it is kept of those too of whom month or year are known; looked up one by one.
  about CONSTANT date[] := CASE WHEN born_precision = 'day'
    THEN ARRAY[born, swapped, date_trunc('month', born::timestamp)::date, date_trunc('year', born::timestamp)::date] || mistyped END;
  by_phone CONSTANT text[] := CASE WHEN cardinality(given_phones) > 0 THEN public.namesake_phones(given_sort, given_phones, '[]') END;
  -- Of two numbers a slip apart all but the last three signs are the same or the last, and all but the last five or the last three: asked of every
  -- namesake's before more is, and where one number was given before that is looked at.
  only_number CONSTANT text := CASE WHEN cardinality(given_numbers) = 1 AND length(given_numbers[1]) >= 8 THEN given_numbers[1] END;
  heads CONSTANT text[] := CASE WHEN only_number IS NOT NULL THEN ARRAY[left(only_number, -3), left(only_number, -5)] END;
  tails CONSTANT text[] := CASE WHEN only_number IS NOT NULL THEN ARRAY[right(only_number, 1), right(only_number, 3)] END;
BEGIN
  IF NOT sees_names() THEN
    RETURN;
  END IF;
  RETURN QUERY WITH namesake AS (
      SELECT one.* FROM unnest(about) AS each (day) CROSS JOIN LATERAL (SELECT p.id, p.birth_date, p.birth_date_precision FROM patient p
         WHERE p.birth_date = each.day AND p.name_sort >= given_sort AND p.name_sort <= given_sort ORDER BY p.name_sort, p.id LIMIT 200) one
      UNION ALL (SELECT one.id, one.birth_date, one.birth_date_precision FROM patient one
       WHERE born_precision <> 'day' AND one.name_sort = given_sort ORDER BY one.name_sort, one.id DESC LIMIT 500))
    SELECT alike.id, array_agg(DISTINCT alike.reason) FROM (
      SELECT p.id, CASE
          WHEN p.birth_date = born AND p.birth_date_precision = born_precision THEN 'same-name-and-birth-date'
          WHEN p.birth_date = swapped AND p.birth_date_precision = 'day' THEN 'same-name-swapped-birth-date'
          WHEN born_precision = 'day' AND p.birth_date_precision = 'day' THEN
            CASE WHEN p.birth_date = ANY (mistyped) THEN 'same-name-mistyped-birth-date' END
          WHEN date_trunc(p.birth_date_precision, born::timestamp) = p.birth_date
            OR date_trunc(born_precision, p.birth_date::timestamp) = born THEN 'same-name-possible-birth-date' END AS reason
        FROM namesake p
      UNION ALL SELECT p.id, CASE WHEN p.phones && given_phones OR contact_phones(p.contacts) && given_phones THEN 'same-phone'
            WHEN EXISTS (SELECT FROM unnest(p.phones) own, unnest(given_phones) given WHERE one_slip_apart(own, given))
              THEN 'same-name-similar-phone' END
        FROM patient p WHERE namesake_phones(p.name_sort, p.phones, p.contacts) && by_phone AND p.name_sort || '' = given_sort
      UNION ALL SELECT held.patient_id, 'same-name-similar-number' FROM patient_identifier held
       WHERE held.patient_id = ANY (ARRAY(SELECT one.id FROM patient one WHERE cardinality(given_numbers) > 0 AND one.name_sort = given_sort
               ORDER BY one.name_sort, one.id DESC LIMIT 50)) AND held.retired_at IS NULL
         AND CASE WHEN heads IS NULL OR (starts_with(held.value, heads[1]) OR right(held.value, 1) = tails[1])
              AND (starts_with(held.value, heads[2]) OR right(held.value, 3) = tails[2])
            THEN held.value <> ALL (given_numbers)
              AND EXISTS (SELECT FROM unnest(given_numbers) given WHERE length(given) >= 8
                AND (starts_with(held.value, left(given, -3)) OR right(held.value, 1) = right(given, 1))
                AND (starts_with(held.value, left(given, -5)) OR right(held.value, 3) = right(given, 3)) AND one_slip_apart(held.value, given)) END
      UNION ALL SELECT p.id, CASE WHEN p.birth_date = born THEN 'similar-name-and-birth-date' ELSE 'similar-name-swapped-birth-date' END
        FROM unnest(ARRAY[born, nullif(swapped, born)]) AS days (day) CROSS JOIN given_names_of(given_sort) AS words (word)
          CROSS JOIN LATERAL (SELECT one.id, one.name_sort, one.birth_date, one.sex FROM patient one
             WHERE one.birth_date = days.day AND one.name_sort >= words.word || ' ' AND one.name_sort < words.word || '!'
               AND one.birth_date_precision = 'day' ORDER BY one.name_sort, one.id LIMIT 200) p
       WHERE born_precision = 'day' AND p.name_sort <> given_sort
         AND names_alike(p.name_sort, given_sort, (least(p.sex, given_sex), greatest(p.sex, given_sex)) <> ('female', 'male'))
      -- Of parents and children, or who live together, a telephone alone says nothing.
      UNION ALL (SELECT p.id, 'same-phone' FROM patient p WHERE p.phones && given_phones
          AND (p.name_sort = given_sort OR coalesce(abs(extract(year FROM p.birth_date) - extract(year FROM born)) < 12, true)) LIMIT 50)
      UNION ALL (SELECT held.patient_id, 'same-identifier' FROM unnest(given_numbers) AS number (given), unnest(number_ends(number.given)) ending
          JOIN patient_identifier held ON held.retired_at IS NULL AND reverse(held.value) COLLATE "C" >= reverse(ending)
            AND reverse(held.value) COLLATE "C" < reverse(ending) || '~'
       WHERE ending = ANY (number_ends(held.value)) AND length(ending) >= 9 LIMIT 50)
      UNION ALL (SELECT p.id, 'same-mother-and-birth-date' FROM patient p WHERE p.mother_id = given_mother AND p.birth_date = born
          AND p.birth_order IS NOT DISTINCT FROM given_order LIMIT 20)) alike
    WHERE alike.id IS DISTINCT FROM besides AND alike.reason IS NOT NULL AND alike.id IS DISTINCT FROM given_mother
      -- Each looked up for itself, never joined: a setting that forbids another way costs more than the look.
      AND (SELECT other.merged_into IS NULL AND (other.mother_id = besides) IS NOT TRUE
          AND (other.mother_id = given_mother AND other.birth_order <> given_order) IS NOT TRUE
          AND CASE WHEN other.mother_id <> given_mother AND alike.reason LIKE '%birth-date' THEN NOT mothers_apart(given_mother, other.mother_id)
            ELSE true END FROM patient other WHERE other.id = alike.id)
      AND (SELECT count(*) FROM duplicate_dismissal apart WHERE apart.undone_at IS NULL
        AND ((apart.patient_id = besides AND apart.other_id = alike.id) OR (apart.patient_id = alike.id AND apart.other_id = besides))) = 0
    GROUP BY alike.id ORDER BY array_length(array_remove(array_agg(DISTINCT alike.reason), 'same-phone'), 1) DESC NULLS LAST, alike.id LIMIT wanted;
END $$;

-- The moment after what is known of a time in part, by the hospital's clock.
CREATE OR REPLACE FUNCTION public.end_of_partial(moment timestamptz, known text) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ((moment AT TIME ZONE interval '7 hours') + CASE known WHEN 'year' THEN interval '1 year' WHEN 'month' THEN interval '1 month'
    WHEN 'day' THEN interval '1 day' ELSE interval '0' END) AT TIME ZONE interval '7 hours'
$$;

-- When the first thing was charted of a patient that counts: no birth date is after it. In part-known times the last moment counts.
CREATE OR REPLACE FUNCTION public.first_charted(about uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT least(
    (SELECT min(started_at) FROM public.encounter WHERE patient_id = about AND status <> 'cancelled'),
    (SELECT min(effective_at) FROM public.vital_signs WHERE patient_id = about AND status <> 'entered-in-error'),
    (SELECT min(effective_at) FROM public.observation WHERE patient_id = about AND status <> 'entered-in-error'),
    (SELECT min(effective_at) FROM public.diagnostic_report WHERE patient_id = about AND status <> 'entered-in-error'),
    (SELECT min(authored_at) FROM public.medication_request WHERE patient_id = about AND status <> 'entered-in-error'),
    (SELECT min(public.end_of_partial(onset_at, onset_precision))
       FROM public.problem WHERE patient_id = about AND verification_status <> 'entered-in-error'),
    (SELECT min(public.end_of_partial(onset_at, onset_precision))
       FROM public.allergy WHERE patient_id = about AND verification_status <> 'entered-in-error'))
$$;
