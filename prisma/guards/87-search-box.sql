-- One box for everything: what was typed is told as ways in which it may be meant (src/clinical/patients/search-box.rules.ts), best first:
--   {"terms": [...], "month": 11, "among": [{"kind": "phone-end", "values": ["4567"]}], "born": ["1985-03-12", "1985-03-12"], "possibly": true}
-- Each way is walked in the order of lists as find_patients does, and shows nobody whom a way before it shows. When no way finds anybody,
-- those of `unless` are walked ("known": when all words typed begin words of names), and the words typed are taken for mistyped.

-- The telephone numbers of nine digits behind +84 that begin so, one or two digits short.
CREATE OR REPLACE FUNCTION public.phones_begun(begun text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT begun || lpad(n::text, 12 - length(begun), '0') FROM generate_series(0, (10 ^ (12 - length(begun)))::int - 1) n)
   WHERE length(begun) BETWEEN 10 AND 11
$$;

-- The MRNs of a facility that end with these digits, or have them as their running number; of one or two digits, the latter alone.
CREATE OR REPLACE FUNCTION public.mrns_of_part(facility text, digits text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  newest bigint := (SELECT substr(p.mrn, length(facility) + 2)::bigint FROM public.patient p
    WHERE p.mrn >= facility || '-' AND p.mrn < facility || '-a' ORDER BY p.mrn DESC LIMIT 1);
BEGIN
  IF newest IS NULL OR digits !~ '^[0-9]{1,12}$' THEN
    RETURN '{}';
  END IF;
  RETURN ARRAY(SELECT facility || '-' || lpad(n::text, 8, '0') FROM generate_series(digits::bigint,
      CASE WHEN length(digits) < 3 THEN digits::bigint ELSE newest END, (10 ^ length(digits))::bigint) n WHERE n > 0 LIMIT 1000);
END $$;

-- A day of the year (MM-DD) in every year in which somebody may be born; 29 February in leap years.
CREATE OR REPLACE FUNCTION public.days_of_years(day text) RETURNS date[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT CASE WHEN day <> '02-29' OR y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN (y || '-' || day)::date END
    FROM generate_series(1850, extract(year FROM now())::int + 1) y)
$$;

-- How many of these patterns a name does not match.
CREATE OR REPLACE FUNCTION public.name_lacks(name text, fits text[]) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT count(*)::int FROM unnest(fits) pattern WHERE (' ' || name || ' ') NOT LIKE pattern
$$;

-- Versions of before, whose callers are below.
DROP FUNCTION IF EXISTS public.patients_of_number(text, text[]), public.patients_of_numbers(jsonb);

-- Who has a number as it is typed: whole, or its end as people read it out. Few by nature; bounded for numbers that many were given. Of a day of
-- the year, one in 365: of those, only whose names fit but for `lacks` of the patterns, which the index of birth dates tells without the rows.
CREATE OR REPLACE FUNCTION public.patients_of_number(kind text, numbers text[], fits text[] DEFAULT '{}', lacks int DEFAULT 0) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = on SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  ending text := reverse(numbers[1]);
  tail text := right(numbers[1], 4);
BEGIN
  RETURN CASE kind
    WHEN 'identifier' THEN ARRAY(
      SELECT patient_id FROM patient_identifier WHERE value = ANY (numbers) AND retired_at IS NULL
      UNION SELECT p.id FROM patient p WHERE p.mrn = ANY (numbers))
    -- Of one system, which stands before the value; an insurance card in whichever form.
    WHEN 'of-system' THEN ARRAY(
      SELECT patient_id FROM patient_identifier WHERE system = numbers[1] AND value = numbers[2] AND retired_at IS NULL
      UNION SELECT holders_of_card(numbers[2]) WHERE numbers[1] = 'https://benhan.vn/fhir/sid/bhyt')
    WHEN 'card' THEN ARRAY(SELECT DISTINCT holder FROM unnest(numbers) number CROSS JOIN LATERAL holders_of_card(number) holder)
    -- Theirs, or that of a record which was merged into theirs.
    WHEN 'mrn' THEN ARRAY(
      SELECT p.id FROM patient p WHERE p.mrn = ANY (numbers)
      UNION SELECT patient_id FROM patient_identifier
       WHERE system = 'https://benhan.vn/fhir/sid/mrn' AND value = ANY (numbers) AND retired_at IS NULL)
    -- All of a number, or part of an MRN: of this facility, with these digits, or any of these whole.
    WHEN 'mrn-part' THEN ARRAY(
      SELECT patient_id FROM patient_identifier WHERE value = ANY (numbers[3:]) AND retired_at IS NULL
      UNION SELECT p.id FROM patient p WHERE p.mrn = ANY (numbers[3:] || mrns_of_part(numbers[1], numbers[2])))
    -- Their own, or of those who are called for them.
    WHEN 'phone' THEN ARRAY(
      SELECT own.id FROM (SELECT p.id FROM patient p WHERE p.phones @> numbers LIMIT 1000) own
      UNION SELECT theirs.id FROM (
        SELECT p.id FROM patient p WHERE p.contacts <> '[]' AND contact_phones(p.contacts) @> numbers LIMIT 1000) theirs)
    WHEN 'card-end' THEN ARRAY(
      SELECT patient_id FROM patient_identifier
       WHERE retired_at IS NULL AND reverse(value) COLLATE "C" >= ending AND reverse(value) COLLATE "C" < ending || '~' LIMIT 1000)
    WHEN 'phone-end' THEN ARRAY(
      SELECT p.id FROM patient p WHERE phone_ends(p.phones) @> ARRAY[tail]
         AND EXISTS (SELECT FROM unnest(p.phones) phone WHERE right(phone, length(numbers[1])) = numbers[1])
      UNION SELECT p.id FROM patient p WHERE p.contacts <> '[]' AND phone_ends(contact_phones(p.contacts)) @> ARRAY[tail]
         AND EXISTS (SELECT FROM unnest(contact_phones(p.contacts)) phone WHERE right(phone, length(numbers[1])) = numbers[1]) LIMIT 1000)
    WHEN 'card-start' THEN ARRAY(
      SELECT patient_id FROM patient_identifier
       WHERE retired_at IS NULL AND value >= numbers[1] AND value < numbers[1] || '~' LIMIT 1000)
    -- Of a day of the year (MM-DD), whatever the year; and of its month, of whom no more than that is known.
    WHEN 'birthday' THEN ARRAY(
      SELECT p.id FROM (
          SELECT born.id FROM patient born WHERE born.birth_date = ANY (days_of_years(numbers[1]))
             AND CASE lacks WHEN 0 THEN name_fits(born.name_sort, fits, NULL, NULL) ELSE name_lacks(born.name_sort, fits) <= lacks END
          OFFSET 0) near
        JOIN patient p ON p.id = near.id AND p.birth_date_precision = 'day')
    WHEN 'birthday-month' THEN ARRAY(
      SELECT p.id FROM (
          SELECT born.id FROM patient born
           WHERE born.birth_date = ANY (days_of_years(left(numbers[1], 3) || '01')) AND born.birth_date_precision <> 'day'
             AND CASE lacks WHEN 0 THEN name_fits(born.name_sort, fits, NULL, NULL) ELSE name_lacks(born.name_sort, fits) <= lacks END
          OFFSET 0) near
        JOIN patient p ON p.id = near.id AND p.birth_date_precision = 'month')
    -- Of a telephone number that is nearly typed, each one it may become.
    WHEN 'phone-start' THEN ARRAY(
      SELECT p.id FROM patient p WHERE p.phones && phones_begun(numbers[1])
      UNION SELECT p.id FROM patient p WHERE p.contacts <> '[]' AND contact_phones(p.contacts) && phones_begun(numbers[1]) LIMIT 1000)
  END;
END $$;

-- The same of those whom the request may see, by the rule of the policy of patients. A function for the searches by one number: its statements
-- are planned once a connection, while PostgreSQL plans the same text anew each time, since it knows better how many have this very number.
CREATE OR REPLACE FUNCTION public.patients_with_number(kind text, numbers text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found uuid[] := public.patients_of_number(kind, numbers);
  role_scope text := CASE WHEN left(current_setting('emr.scope', true), 1) = '^' THEN current_setting('emr.scope', true) END;
BEGIN
  IF found = '{}' OR public.sees_names() THEN
    RETURN found;
  END IF;
  RETURN ARRAY(SELECT one FROM unnest(found) one WHERE CASE WHEN role_scope IS NOT NULL THEN public.open_to_role(role_scope, one)
    ELSE one = ANY (public.patients_in_scope()) END);
END $$;

-- Those who have, for each of these numbers, one of the kinds it may be of; null when no number was typed. Of many, only whose names have the
-- terms, but for `lacks` of them.
CREATE OR REPLACE FUNCTION public.patients_of_numbers(among jsonb, terms text[], lacks int) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  fits text[] := ARRAY(SELECT public.name_pattern(term) FROM unnest(terms) term WHERE left(term, 1) <> '=');
  number jsonb;
  these uuid[];
  every_one uuid[];
BEGIN
  FOR number IN SELECT jsonb_array_elements(among) LOOP
    these := ARRAY(SELECT DISTINCT one FROM jsonb_array_elements(number) meaning, unnest(public.patients_of_number(meaning->>'kind',
      ARRAY(SELECT jsonb_array_elements_text(meaning->'values')), fits, lacks)) one WHERE every_one IS NULL OR one = ANY (every_one));
    every_one := these;
  END LOOP;
  RETURN every_one;
END $$;

-- Whole words of names for which a term may have been mistyped: those a slip apart first, then those two letters apart.
CREATE OR REPLACE FUNCTION public.name_words_like(typed text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = on AS $$
  SELECT array_agg(word || ' ' ORDER BY near DESC, apart, word) FROM (
    SELECT DISTINCT word, one_slip_apart(word, typed) AS near, abs(length(word) - length(typed)) AS apart
      FROM name_word WHERE spellings && name_spellings(typed) ORDER BY 2 DESC, 3, 1 LIMIT 6) words
$$;

-- Words of names that were typed without blanks between them (`nguyenthianh`), as whole words parted by tabs, in the ways of fewest words.
CREATE OR REPLACE FUNCTION public.name_words_together(typed text) RETURNS text[] LANGUAGE sql STABLE AS $$
  WITH RECURSIVE step AS (
    SELECT 1 AS at, '{}'::text[] AS words WHERE length(typed) BETWEEN 5 AND 40
    UNION ALL SELECT at + n, words || (substr(typed, at, n) || ' ') FROM step, generate_series(2, 7) n
     WHERE at + n <= length(typed) + 1 AND cardinality(words) < 5
       AND EXISTS (SELECT FROM public.name_word known WHERE known.word = substr(typed, at, n)))
  SELECT array_agg(array_to_string(words, E'\t') ORDER BY cardinality(words)) FROM (
    SELECT words FROM step WHERE at = length(typed) + 1 ORDER BY cardinality(words) LIMIT 6) whole
$$;

-- The terms in every way they may have been meant: what no name begins with is taken for mistyped. None when all are words of names, or one
-- is like nothing.
CREATE OR REPLACE FUNCTION public.mistyped_terms(terms text[]) RETURNS TABLE (meant text[]) LANGUAGE sql STABLE AS $$
  WITH RECURSIVE part AS MATERIALIZED (
    SELECT place, term, public.name_words_of(term) IS NULL AS unknown FROM unnest(terms) WITH ORDINALITY AS one (term, place)),
  alike AS MATERIALIZED (
    SELECT place, CASE WHEN unknown
        THEN (coalesce(public.name_words_like(term), public.name_words_together(term)))[: CASE WHEN (SELECT count(*) FROM part WHERE unknown) = 1 THEN 6 ELSE 3 END]
        ELSE ARRAY[term] END AS words FROM part),
  meaning AS (
    SELECT 0 AS length, '{}'::text[] AS words WHERE (SELECT count(*) FROM part WHERE unknown) BETWEEN 1 AND 3
    UNION ALL SELECT meaning.length + 1, meaning.words || word FROM meaning JOIN alike ON alike.place = meaning.length + 1, unnest(alike.words) word)
  SELECT string_to_array(array_to_string(words, E'\t'), E'\t') FROM meaning WHERE length = cardinality(terms)
$$;

-- Those of a way behind a place in the order of lists: by the number alone (`birthday`: {kind, values}) when it is a day of the year, or its month, of
-- which one in 365 is, with words of names or nothing: the index tells their names, and no more rows are read than are shown.
CREATE OR REPLACE FUNCTION public.patients_of_way(way jsonb, terms text[], among uuid[], birthday jsonb, after_sort text, after_id uuid, wanted int)
RETURNS TABLE (name_sort text, id uuid) LANGUAGE plpgsql STABLE AS $$
DECLARE
  role_scope text := CASE WHEN left(current_setting('emr.scope', true), 1) = '^' THEN current_setting('emr.scope', true) END;
  day text := birthday->'values'->>0;
  fits text[];
BEGIN
  IF birthday IS NULL THEN
    RETURN QUERY SELECT * FROM public.patients_shown(terms, NULL, NULL, among, (way->'born'->>0)::date, (way->'born'->>1)::date,
      (way->>'possibly')::boolean, NULL, NULL, NULL, after_sort, after_id, wanted);
    RETURN;
  END IF;
  fits := ARRAY(SELECT public.name_pattern(term) FROM unnest(terms) term);
  RETURN QUERY SELECT near.name_sort, near.id FROM (
      SELECT born.name_sort, born.id FROM public.patient born
       WHERE birthday->>'kind' = 'birthday' AND born.birth_date = ANY (public.days_of_years(day))
         AND public.name_fits(born.name_sort, fits, NULL, NULL) AND (born.name_sort, born.id) > (after_sort, after_id)
      UNION ALL SELECT born.name_sort, born.id FROM public.patient born
       WHERE birthday->>'kind' <> 'birthday' AND born.birth_date = ANY (public.days_of_years(left(day, 3) || '01')) AND born.birth_date_precision <> 'day'
         AND public.name_fits(born.name_sort, fits, NULL, NULL) AND (born.name_sort, born.id) > (after_sort, after_id)
       ORDER BY 1, 2 OFFSET 0) near
    JOIN public.patient p ON p.id = near.id AND p.merged_into IS NULL
      AND p.birth_date_precision = CASE birthday->>'kind' WHEN 'birthday' THEN 'day' ELSE 'month' END
      AND (role_scope IS NULL OR public.open_to_role(role_scope, p.id))
   ORDER BY near.name_sort, near.id LIMIT wanted;
END $$;

-- Whether somebody was born in a month (1 to 12) of any year; who was born in a year of which no more is known was not.
CREATE OR REPLACE FUNCTION public.born_in_month(one uuid, month int) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.patient p WHERE p.id = one AND p.birth_date_precision <> 'year' AND extract(month FROM p.birth_date) = month)
$$;

-- Whether a way without numbers shows this patient.
CREATE OR REPLACE FUNCTION public.way_shows(way jsonb, one uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  terms text[] := ARRAY(SELECT jsonb_array_elements_text(way->'terms'));
BEGIN
  RETURN (NOT way ? 'month' OR public.born_in_month(one, (way->>'month')::int)) AND EXISTS (SELECT FROM public.patient p WHERE p.id = one
    AND public.born_fits(p.birth_date, p.birth_date_precision, (way->'born'->>0)::date, (way->'born'->>1)::date, (way->>'possibly')::boolean)
    AND CASE WHEN left(terms[1], 1) = '=' THEN public.initials_of(p.name_search) = substr(terms[1], 2) COLLATE "C"
        ELSE public.name_fits(p.name_sort, ARRAY(SELECT public.name_pattern(term) FROM unnest(terms) term), NULL, NULL) END);
END $$;

-- The first `wanted` patients behind a place: a way (0 is before the first), and in it a place in the order of lists. `mistyped` is the way
-- whose words are taken for mistyped when nobody is found, or null; it counts as the way behind the last.
CREATE OR REPLACE FUNCTION public.find_in_box(ways jsonb, mistyped jsonb, after_way int, after_sort text, after_id uuid, wanted int)
RETURNS TABLE (id uuid, way int)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
  last_way int := jsonb_array_length(ways);
  in_scope uuid[] := CASE WHEN NOT (sees_names() OR coalesce(left(current_setting('emr.scope', true), 1) = '^', false))
    THEN coalesce(patients_in_scope(), '{}') END;
  numbered uuid[] := '{}';
  walked jsonb[] := '{}'; -- of `unless`
  unless_from int := (SELECT coalesce(min(rank), last_way + 1) FROM jsonb_array_elements(ways) WITH ORDINALITY AS each (way, rank) WHERE each.way ? 'unless');
  found_any boolean := after_way > 0 AND after_way < unless_from;
  one jsonb;
  terms text[];
  among uuid[];
  birthday jsonb; -- of a way that is of nothing else but words of names
  sorts text[];
  ids uuid[];
  chunk int;
  passed int;
BEGIN
  FOR place IN 1 .. last_way LOOP
    one := ways->(place - 1);
    CONTINUE WHEN one ? 'unless' AND (found_any OR (one->>'unless' = 'known' AND EXISTS (
      SELECT FROM jsonb_array_elements_text(mistyped->'terms') term WHERE name_words_of(term) IS NULL)));
    walked := CASE WHEN one ? 'unless' THEN array_append(walked, one) ELSE walked END;
    terms := ARRAY(SELECT jsonb_array_elements_text(one->'terms'));
    -- Neither of a year beside the day, nor of initials, which no index of birth dates tells.
    birthday := CASE WHEN in_scope IS NULL AND NOT one ? 'born' AND NOT starts_with(array_to_string(terms, ' '), '=')
      AND jsonb_array_length(one->'among') = 1 AND jsonb_array_length(one->'among'->0) = 1
      AND one->'among'->0->0->>'kind' IN ('birthday', 'birthday-month') THEN one->'among'->0->0 END;
    among := CASE WHEN birthday IS NULL THEN patients_of_numbers(one->'among', terms, 0) END;
    IF in_scope IS NOT NULL THEN
      among := ARRAY(SELECT DISTINCT known FROM unnest(in_scope) known WHERE among IS NULL OR known = ANY (among));
    END IF;
    CONTINUE WHEN cardinality(among) = 0;
    CONTINUE WHEN among IS NULL AND birthday IS NULL AND one->'born' IS NULL AND cardinality(terms) = 0;
    -- Of a month is about each twelfth.
    chunk := CASE WHEN one ? 'month' THEN greatest(wanted * 6, 60) ELSE wanted END;
    WHILE place >= after_way LOOP
      SELECT array_agg(found.name_sort), array_agg(found.id) INTO sorts, ids
        FROM patients_of_way(one, terms, among, birthday, after_sort, after_id, chunk) found;
      RETURN QUERY SELECT found.id, place FROM unnest(ids) WITH ORDINALITY AS found (id, rank)
        WHERE found.id <> ALL (numbered) AND (NOT one ? 'month' OR born_in_month(found.id, (one->>'month')::int)) AND NOT EXISTS (SELECT FROM jsonb_array_elements(ways) WITH ORDINALITY AS earlier (way, rank)
          WHERE earlier.rank < place AND NOT earlier.way ? 'among' AND way_shows(earlier.way, found.id))
        ORDER BY found.rank LIMIT wanted;
      GET DIAGNOSTICS passed = ROW_COUNT;
      found_any := found_any OR (passed > 0 AND place < unless_from);
      wanted := wanted - passed;
      IF wanted <= 0 THEN
        RETURN;
      END IF;
      EXIT WHEN coalesce(cardinality(ids), 0) < chunk;
      after_sort := sorts[chunk];
      after_id := ids[chunk];
    END LOOP;
    IF one ? 'among' THEN
      numbered := numbered || ARRAY(SELECT found.id FROM patients_of_way(one, terms, among, birthday, '',
        '00000000-0000-0000-0000-000000000000', 1000) found);
    END IF;
    IF place >= after_way THEN
      after_sort := '';
      after_id := '00000000-0000-0000-0000-000000000000';
    END IF;
  END LOOP;
  IF mistyped IS NULL OR (found_any AND after_way <= last_way) THEN
    RETURN;
  END IF;
  terms := ARRAY(SELECT jsonb_array_elements_text(mistyped->'terms'));
  -- All but one of the words that are known stay as they are typed.
  among := patients_of_numbers(mistyped->'among', ARRAY(SELECT term FROM unnest(terms) term WHERE name_words_of(term) IS NOT NULL), 1);
  IF in_scope IS NOT NULL THEN
    among := ARRAY(SELECT DISTINCT known FROM unnest(in_scope) known WHERE among IS NULL OR known = ANY (among));
  END IF;
  RETURN QUERY SELECT meant.id, last_way + 1 FROM (
    SELECT DISTINCT found.name_sort COLLATE "C" AS name_sort, found.id FROM mistyped_terms(terms) AS meaning (words)
      CROSS JOIN LATERAL patients_shown(meaning.words, NULL, NULL, among, (mistyped->'born'->>0)::date, (mistyped->'born'->>1)::date,
        true, NULL, NULL, NULL, after_sort, after_id, wanted) found
     WHERE NOT EXISTS (SELECT FROM unnest(walked) AS earlier (way) WHERE way_shows(earlier.way, found.id))
     ORDER BY 1, 2 LIMIT wanted) meant ORDER BY meant.name_sort, meant.id;
  IF NOT FOUND AND (after_way <= last_way OR NOT EXISTS (SELECT FROM mistyped_terms(terms))) THEN
    RETURN QUERY SELECT found.id, last_way + 1 FROM find_patients(terms, among, (mistyped->'born'->>0)::date, (mistyped->'born'->>1)::date,
      true, NULL, NULL, NULL, true, true, after_sort, after_id, wanted) found
     WHERE NOT EXISTS (SELECT FROM unnest(walked) AS earlier (way) WHERE way_shows(earlier.way, found.id));
  END IF;
END $$;
