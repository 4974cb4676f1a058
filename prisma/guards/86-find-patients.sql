-- The search itself, by the words of 85-patient-search.sql. Runs in the owner's name, since the words of names are nobody's to read, and
-- shows who is found only after asking whether the request may see them: `find_patients` gives ids, for a join with tables that are
-- behind the row-level-security scope themselves.

-- Where to begin and to end in each of these ranges of names behind a place in the order of lists: one beginning, since an index told to
-- begin behind two goes by either. No patient has the nil id.
CREATE OR REPLACE FUNCTION public.rest_of_ranges(starts text[], ends text[], after_sort text, after_id uuid)
RETURNS TABLE (from_sort text, from_id uuid, upto text) LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN first > after_sort COLLATE "C" THEN first ELSE after_sort END,
    CASE WHEN first > after_sort COLLATE "C" THEN '00000000-0000-0000-0000-000000000000' ELSE after_id END, last
    FROM unnest(starts, ends) AS range (first, last) WHERE last > after_sort COLLATE "C"
$$;

-- Walks the patients under these keys of patient_name_word whose names lie in these ranges, in the order of lists, behind a place in it
-- and at most `cap` a key and range. @returns those that fit, and how far this is all there are: null when to the end.
CREATE OR REPLACE FUNCTION public.walk_name_keys(keys text[], starts text[], ends text[], fits text[], either text[], besides text[],
  after_sort text, after_id uuid, cap int, wanted int, OUT sorts text[], OUT ids uuid[], OUT end_sort text, OUT end_id uuid)
LANGUAGE sql STABLE AS $$
  WITH walked AS MATERIALIZED (
    SELECT step.name_sort, step.patient_id, step.place = cap AS cut, public.name_fits(step.name_sort, fits, either, besides) AS right_one
      FROM public.rest_of_ranges(starts, ends, after_sort, after_id) rest CROSS JOIN unnest(keys) AS of (key) CROSS JOIN LATERAL (
        SELECT name_sort, patient_id, row_number() OVER (ORDER BY name_sort, patient_id) AS place FROM public.patient_name_word
         WHERE word = of.key AND (name_sort, patient_id) > (rest.from_sort, rest.from_id) AND name_sort < rest.upto
         ORDER BY name_sort, patient_id LIMIT cap) step),
  reached AS MATERIALIZED (SELECT name_sort, patient_id FROM walked WHERE cut ORDER BY name_sort, patient_id LIMIT 1),
  found AS (
    SELECT DISTINCT name_sort, patient_id FROM walked
     WHERE right_one AND ((SELECT count(*) FROM reached) = 0
        OR (name_sort, patient_id) <= ((SELECT name_sort FROM reached), (SELECT patient_id FROM reached)))
     ORDER BY name_sort, patient_id LIMIT wanted)
  SELECT array_agg(name_sort ORDER BY name_sort, patient_id), array_agg(patient_id ORDER BY name_sort, patient_id),
    (SELECT name_sort FROM reached), (SELECT patient_id FROM reached) FROM found
$$;

-- The same of those in these ranges whatever else they are called.
CREATE OR REPLACE FUNCTION public.patients_in_ranges(starts text[], ends text[], fits text[], either text[], besides text[],
  after_sort text, after_id uuid, wanted int) RETURNS TABLE (name_sort text, id uuid) LANGUAGE sql STABLE AS $$
  SELECT step.name_sort, step.id FROM public.rest_of_ranges(starts, ends, after_sort, after_id) rest CROSS JOIN LATERAL (
      SELECT p.name_sort, p.id FROM public.patient p
       WHERE (p.name_sort, p.id) > (rest.from_sort, rest.from_id) AND p.name_sort < rest.upto
         AND public.name_fits(p.name_sort, fits, either, besides)
       ORDER BY p.name_sort, p.id LIMIT wanted) step
   ORDER BY 1, 2 LIMIT wanted
$$;

-- The lists of keys, parted by tabs, of which each has every patient whose name has, behind the given one, words for all `parts`: those
-- of two parts, as far as they are not too many, else those of the part of fewest words. `parts` are words parted by tabs.
CREATE OR REPLACE FUNCTION public.name_key_lists(parts text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  WITH part AS (SELECT place, string_to_array(words, E'\t') AS words FROM unnest(parts) WITH ORDINALITY AS one (words, place)),
  any_pair AS (
    SELECT cardinality(one.words) * cardinality(other.words) AS size, one.words AS these, other.words AS those
      FROM part one JOIN part other ON one.place < other.place),
  pair AS (
    (SELECT * FROM any_pair WHERE size <= 32 ORDER BY size LIMIT 8)
    UNION ALL (SELECT * FROM any_pair WHERE size BETWEEN 33 AND 512 ORDER BY size LIMIT 2))
  SELECT coalesce(
    (SELECT array_agg(E' \t' || (SELECT string_agg(least(this COLLATE "C", that) || ' ' || greatest(this COLLATE "C", that), E'\t')
         FROM unnest(these) AS a (this), unnest(those) AS b (that)) ORDER BY size) FROM pair),
    (SELECT ARRAY[array_to_string(words, E'\t')] FROM part ORDER BY cardinality(words) LIMIT 1))
$$;

-- The first `wanted` patients behind a place, in these ranges of names, who are under a key of every list and fit. Goes along each list a
-- little way: a short one comes to its end and a dense one to enough. Failing both, goes on from the furthest place that any of them
-- reached, since there is nobody more before it, along the list that reached it; and tries them all again from there.
CREATE OR REPLACE FUNCTION public.walk_name_lists(every_list text[], starts text[], ends text[], fits text[], either text[], besides text[],
  after_sort text, after_id uuid, wanted int) RETURNS TABLE (name_sort text, id uuid)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  lists text[] := every_list;
  stride int := 256;
  chunk int := 64;
  list text;
  keys text[];
  step record;
  furthest record;
  furthest_list text;
  reached boolean;
BEGIN
  LOOP
    reached := false;
    FOREACH list IN ARRAY lists LOOP
      keys := string_to_array(list, E'\t');
      -- What has many keys costs more to ask, and mostly needs not be.
      CONTINUE WHEN reached AND stride = 256 AND cardinality(keys) > 32;
      step := public.walk_name_keys(keys, starts, ends, fits, either, besides, after_sort, after_id,
        greatest(wanted, chunk / least(cardinality(keys) * cardinality(starts), 8)), wanted);
      IF step.end_id IS NULL OR cardinality(step.ids) >= wanted THEN
        RETURN QUERY SELECT * FROM unnest(step.sorts, step.ids);
        RETURN;
      END IF;
      IF NOT reached THEN
        furthest := step;
        furthest_list := list;
        reached := true;
      ELSIF (step.end_sort COLLATE "C", step.end_id) > (furthest.end_sort, furthest.end_id) THEN
        furthest := step;
        furthest_list := list;
      END IF;
    END LOOP;
    RETURN QUERY SELECT * FROM unnest(furthest.sorts, furthest.ids);
    wanted := wanted - coalesce(cardinality(furthest.ids), 0);
    after_sort := furthest.end_sort;
    after_id := furthest.end_id;
    stride := CASE WHEN chunk = 64 THEN least(stride * 4, 4096) ELSE stride END;
    lists := CASE WHEN chunk = 64 THEN ARRAY[furthest_list] ELSE every_list END;
    chunk := CASE WHEN chunk = 64 THEN stride ELSE 64 END;
  END LOOP;
END $$;

-- What a name of lists between blanks looks like that has a term: one that begins with '^' is of the given name.
CREATE OR REPLACE FUNCTION public.name_pattern(term text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN left(term, 1) = '^' THEN ' ' || substr(term, 2) || '%' ELSE '% ' || term || '%' END $$;

-- The words of names that begin with a term, parted by tabs; null when none does. A term that ends with a blank is a whole word.
CREATE OR REPLACE FUNCTION public.name_words_of(term text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(DISTINCT word, E'\t') FROM public.name_word
   WHERE word >= left(rtrim(term), 40)
     AND word < left(rtrim(term), 40) || CASE WHEN term LIKE '% ' THEN E'\x01' ELSE U&'\+10FFFF' END
$$;

-- The first `wanted` patients behind a place whose names have a word for each term and one of `near`, but are not of `besides`. In each
-- of them, one of the terms is met by the given name, which is a range of the order of lists, and the others by keys; or all are met
-- by keys. Where the first term begins with '^', it is met by the given name.
CREATE OR REPLACE FUNCTION public.patients_named(terms text[], near text[], fits text[], either text[], besides text[],
  after_sort text, after_id uuid, wanted int) RETURNS TABLE (name_sort text, id uuid)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  of_given boolean := coalesce(left(terms[1], 1) = '^', false);
  parts text[] := ARRAY(SELECT public.name_words_of(ltrim(term, '^')) FROM unnest(terms) term);
  upper_end text := U&'\+10FFFF';
  others text[];
  starts text[];
  ends text[];
  sorts text[] := '{}';
  ids uuid[] := '{}';
BEGIN
  parts := CASE WHEN near IS NULL THEN parts ELSE parts || array_to_string(near, E'\t') END;
  IF array_position(parts, NULL) IS NOT NULL THEN
    RETURN;
  END IF;
  IF of_given THEN
    terms[1] := substr(terms[1], 2);
  END IF;
  FOR given IN REVERSE cardinality(parts) .. 0 LOOP
    CONTINUE WHEN of_given AND given <> 1;
    others := parts[:given - 1] || parts[given + 1:];
    -- A near word is met whole: what follows it is a blank, and '!' the character after that. Who comes behind those found is not needed.
    SELECT array_agg(range.first), array_agg(least(range.last COLLATE "C", upper_end)) INTO starts, ends FROM (
      SELECT '', upper_end WHERE given = 0
      UNION ALL SELECT rtrim(terms[given]), rtrim(terms[given]) || CASE WHEN terms[given] LIKE '% ' THEN '!' ELSE U&'\+10FFFF' END
                 WHERE given BETWEEN 1 AND cardinality(terms)
      UNION ALL SELECT word, word || '!' FROM unnest(near) word WHERE given > cardinality(terms)) AS range (first, last)
     WHERE range.first < upper_end COLLATE "C";
    CONTINUE WHEN starts IS NULL;
    SELECT array_agg(one.name_sort), array_agg(one.id) INTO sorts, ids FROM (
      SELECT * FROM (
        SELECT * FROM unnest(sorts, ids) AS known (name_sort, id)
        UNION SELECT * FROM public.walk_name_lists(public.name_key_lists(others), starts, ends, fits, either, besides, after_sort, after_id,
          wanted) WHERE cardinality(others) > 0
        UNION SELECT * FROM public.patients_in_ranges(starts, ends, fits, either, besides, after_sort, after_id, wanted)
         WHERE cardinality(others) = 0) every_one
       ORDER BY every_one.name_sort COLLATE "C", every_one.id LIMIT wanted) one;
    upper_end := coalesce(sorts[wanted] || '!', upper_end);
  END LOOP;
  RETURN QUERY SELECT * FROM unnest(sorts, ids);
END $$;

-- Initials in place of words: a term that begins with '='.
CREATE OR REPLACE FUNCTION public.initials_of(name_search text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT regexp_replace(name_search, '(\S)\S*\s*', '\1', 'g') COLLATE "C" $$;

-- Whether somebody was born in these days; where only year or month are known, or may have been, when `possibly`.
CREATE OR REPLACE FUNCTION public.born_fits(birth_date date, birth_date_precision text, born_from date, born_to date, possibly boolean)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT born_from IS NULL OR birth_date BETWEEN born_from AND born_to
    OR (possibly AND birth_date < born_from AND birth_date_precision <> 'day'
      AND date_trunc(birth_date_precision, born_from::timestamp) = birth_date)
$$;

-- Versions of before, whose callers are below.
DROP FUNCTION IF EXISTS public.patients_matching(text[], text[], text[], uuid[], date, date, text, uuid, int),
  public.patients_shown(text[], text[], text[], uuid[], date, date, text[], timestamptz, timestamptz, text, uuid, int),
  public.find_patients(text[], uuid[], date, date, text[], timestamptz, timestamptz, boolean, boolean, text, uuid, int);

-- The first `wanted` behind a place, of these patients, of those born in these days, or of all; whether the request may see them or not.
CREATE OR REPLACE FUNCTION public.patients_matching(terms text[], near text[], besides text[], among uuid[], born_from date, born_to date,
  possibly boolean, after_sort text, after_id uuid, wanted int) RETURNS TABLE (name_sort text, id uuid)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  initials text := CASE WHEN left(terms[1], 1) = '=' THEN substr(terms[1], 2) COLLATE "C" END;
  fits text[] := ARRAY(SELECT public.name_pattern(term) FROM unnest(terms) term WHERE initials IS NULL);
  either text[] := CASE WHEN near IS NOT NULL THEN ARRAY(SELECT '% ' || word || ' %' FROM unnest(near) word) END;
  without text[] := CASE WHEN besides IS NOT NULL THEN ARRAY(SELECT '% ' || term || '%' FROM unnest(besides) term) END;
BEGIN
  IF among IS NOT NULL THEN
    RETURN QUERY SELECT p.name_sort, p.id FROM unnest(among) AS one (id) JOIN public.patient p ON p.id = one.id
      WHERE public.born_fits(p.birth_date, p.birth_date_precision, born_from, born_to, possibly)
        AND public.name_fits(p.name_sort, fits, either, without)
        AND (initials IS NULL OR public.initials_of(p.name_search) = initials)
        AND (p.name_sort, p.id) > (after_sort, after_id) ORDER BY p.name_sort, p.id LIMIT wanted;
  ELSIF extract(year FROM born_from) = extract(year FROM born_to)
      AND born_from = make_date(extract(year FROM born_from)::int, 1, 1) AND born_to = make_date(extract(year FROM born_from)::int, 12, 31) THEN
    -- Of a whole year, in the order of lists: no further than the page.
    RETURN QUERY SELECT p.name_sort, p.id FROM public.patient p
      WHERE p.birth_date IS NOT NULL AND extract(year FROM p.birth_date) = extract(year FROM born_from)
        AND (p.name_sort, p.id) > (after_sort, after_id)
        AND (cardinality(fits) + coalesce(cardinality(either), 0) = 0 OR public.name_fits(p.name_sort, fits, either, without))
        AND (initials IS NULL OR public.initials_of(p.name_search) = initials)
      ORDER BY p.name_sort, p.id LIMIT wanted;
  ELSIF born_from = born_to AND initials IS NULL THEN
    -- Of one day, each kind of knowing it in the order of lists: no further than the page.
    RETURN QUERY SELECT born.name_sort, born.id FROM (
        (SELECT p.name_sort, p.id FROM public.patient p
          WHERE p.birth_date = born_from AND (p.name_sort, p.id) > (after_sort, after_id)
            AND public.name_fits(p.name_sort, fits, either, without)
          ORDER BY p.name_sort, p.id LIMIT wanted)
        UNION ALL SELECT near.name_sort, near.id
          FROM (VALUES ('month', date_trunc('month', born_from::timestamp)::date),
                       ('year', date_trunc('year', born_from::timestamp)::date)) AS about (known, day)
            CROSS JOIN LATERAL (
              SELECT p.name_sort, p.id FROM public.patient p
               WHERE p.birth_date = about.day AND p.birth_date_precision <> 'day' AND p.birth_date_precision = about.known
                 AND (p.name_sort, p.id) > (after_sort, after_id) AND public.name_fits(p.name_sort, fits, either, without)
               ORDER BY p.name_sort, p.id LIMIT wanted) near
         WHERE possibly IS TRUE AND about.day < born_from) born
      ORDER BY born.name_sort, born.id LIMIT wanted;
  ELSIF born_from IS NOT NULL THEN
    -- Found by itself, apart from the place in the order, so that nothing but the birth date can lead to an index.
    RETURN QUERY SELECT born.name_sort, born.id FROM (
        SELECT p.name_sort, p.id FROM public.patient p
         WHERE p.birth_date BETWEEN born_from AND born_to
           AND (cardinality(fits) + coalesce(cardinality(either), 0) = 0 OR public.name_fits(p.name_sort, fits, either, without))
           AND (initials IS NULL OR public.initials_of(p.name_search) = initials)
        UNION ALL SELECT p.name_sort, p.id
          FROM (VALUES ('month', date_trunc('month', born_from::timestamp)::date),
                       ('year', date_trunc('year', born_from::timestamp)::date)) AS about (known, day)
            JOIN public.patient p ON p.birth_date = about.day AND p.birth_date_precision <> 'day'
         WHERE possibly IS TRUE AND about.day < born_from AND p.birth_date_precision = about.known
           AND public.name_fits(p.name_sort, fits, either, without)
           AND (initials IS NULL OR public.initials_of(p.name_search) = initials)
        OFFSET 0) born
      WHERE (born.name_sort, born.id) > (after_sort, after_id) ORDER BY born.name_sort, born.id LIMIT wanted;
  ELSIF initials IS NOT NULL THEN
    RETURN QUERY SELECT p.name_sort, p.id FROM public.patient p
      WHERE regexp_replace(p.name_search, '(\S)\S*\s*', '\1', 'g') COLLATE "C" = initials
        AND (p.name_sort, p.id) > (after_sort, after_id) ORDER BY p.name_sort, p.id LIMIT wanted;
  ELSE
    RETURN QUERY SELECT * FROM public.patients_named(terms, near, fits, either, without, after_sort, after_id, wanted);
  END IF;
END $$;

-- The same of those whom the request may see and who are as told: of these sexes, changed in this time. Whether a patient is open to a
-- role is asked of those found alone, in the order they would be shown in, until the page is full.
CREATE OR REPLACE FUNCTION public.patients_shown(terms text[], near text[], besides text[], among uuid[], born_from date, born_to date,
  possibly boolean, sexes text[], changed_from timestamptz, changed_before timestamptz, after_sort text, after_id uuid, wanted int)
RETURNS TABLE (name_sort text, id uuid) LANGUAGE plpgsql STABLE AS $$
DECLARE
  role_scope text := CASE WHEN left(current_setting('emr.scope', true), 1) = '^' THEN current_setting('emr.scope', true) END;
  unasked boolean := num_nonnulls(role_scope, sexes, changed_from, changed_before) = 0;
  chunk int := wanted;
  passed int;
  sorts text[];
  ids uuid[];
BEGIN
  LOOP
    SELECT array_agg(found.name_sort), array_agg(found.id) INTO sorts, ids
      FROM public.patients_matching(terms, near, besides, among, born_from, born_to, possibly, after_sort, after_id, chunk) found;
    RETURN QUERY SELECT found.name_sort, found.id FROM unnest(sorts, ids) WITH ORDINALITY AS found (name_sort, id, place)
      WHERE EXISTS (SELECT FROM public.patient p WHERE p.id = found.id AND p.merged_into IS NULL AND (unasked OR (sexes IS NULL OR p.sex = ANY (sexes)) AND (changed_from IS NULL OR p.updated_at >= changed_from)
        AND (changed_before IS NULL OR p.updated_at < changed_before)
        AND (role_scope IS NULL OR public.open_to_role(role_scope, p.id))))
      ORDER BY found.place LIMIT wanted;
    GET DIAGNOSTICS passed = ROW_COUNT;
    wanted := wanted - passed;
    EXIT WHEN wanted <= 0 OR coalesce(cardinality(ids), 0) < chunk;
    after_sort := sorts[chunk];
    after_id := ids[chunk];
    chunk := least(chunk * 4, 5000);
  END LOOP;
END $$;

-- Patients in the order of lists, given name first: the first `wanted` behind a place (none is '' and nil) who are in the request's
-- row-level-security scope and match everything told; what is null does not matter; of whom birth is known in part, those who may be
-- meant, when `possibly`. `terms` are folded beginnings of words, all of which the
-- name has, in any order. When nobody has them and the search is `forgiving`, those whose names have all but one, and for that one a word
-- typed nearly so: `approximate`, and from there on with `only_approximate`.
CREATE OR REPLACE FUNCTION public.find_patients(terms text[], among uuid[], born_from date, born_to date, possibly boolean, sexes text[],
  changed_from timestamptz, changed_before timestamptz, forgiving boolean, only_approximate boolean,
  after_sort text, after_id uuid, wanted int)
RETURNS TABLE (id uuid, approximate boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
BEGIN
  -- What is the beginning of another term is met by its word.
  terms := ARRAY(SELECT term FROM unnest(terms) term
    WHERE NOT EXISTS (SELECT FROM unnest(terms) more WHERE starts_with(more, term) AND more <> term));
  IF NOT (public.sees_names() OR coalesce(left(current_setting('emr.scope', true), 1) = '^', false)) THEN
    among := ARRAY(SELECT DISTINCT one FROM unnest(public.patients_in_scope()) one WHERE among IS NULL OR one = ANY (among));
  ELSIF num_nulls(among, born_from) = 2 AND cardinality(terms) = 0 THEN
    RAISE EXCEPTION 'a search without a name, a birth date or patients would be of everyone';
  END IF;
  IF NOT only_approximate THEN
    RETURN QUERY SELECT found.id, false FROM public.patients_shown(terms, NULL, NULL, among, born_from, born_to, possibly, sexes,
      changed_from, changed_before, after_sort, after_id, wanted) found;
    IF FOUND OR NOT forgiving OR after_sort <> '' THEN
      RETURN;
    END IF;
  END IF;
  RETURN QUERY SELECT one.id, true FROM (
    SELECT DISTINCT found.name_sort COLLATE "C" AS name_sort, found.id
      FROM unnest(terms) term CROSS JOIN LATERAL public.name_words_near(term, terms) AS near (words)
        CROSS JOIN LATERAL public.patients_shown(array_remove(terms, term), near.words, terms, among, born_from, born_to, possibly, sexes,
          changed_from, changed_before, after_sort, after_id, wanted) found
     WHERE near.words IS NOT NULL ORDER BY 1, 2 LIMIT wanted) one ORDER BY one.name_sort, one.id;
END $$;
