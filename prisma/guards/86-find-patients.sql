-- The search itself, by the words of 85-patient-search.sql. Runs in the owner's name, since the words of names are nobody's to read, and
-- shows who is found only after asking whether the request may see them: `find_patients` gives ids, for a join with tables that are
-- behind the row-level-security scope themselves.

-- Walks the patients of these words in the order of lists, behind a place in it and at most `cap` a word. @returns those that fit, and how
-- far this is all there are: null when to the end.
CREATE OR REPLACE FUNCTION public.walk_name_words(words text[], fits text[], either text[], besides text[],
  after_sort text, after_id uuid, cap int, wanted int, OUT sorts text[], OUT ids uuid[], OUT end_sort text, OUT end_id uuid)
LANGUAGE sql STABLE AS $$
  WITH walked AS MATERIALIZED (
    SELECT step.name_sort, step.patient_id, step.place = cap AS cut, public.name_fits(step.name_sort, fits, either, besides) AS right_one
      FROM unnest(words) AS of (word) CROSS JOIN LATERAL (
        SELECT name_sort, patient_id, row_number() OVER (ORDER BY name_sort, patient_id) AS place FROM public.patient_name_word known
         WHERE known.word = of.word AND (name_sort, patient_id) > (after_sort, after_id) ORDER BY name_sort, patient_id LIMIT cap) step
     WHERE step.place = cap OR public.name_fits(step.name_sort, fits, either, besides)),
  reached AS MATERIALIZED (SELECT name_sort, patient_id FROM walked WHERE cut ORDER BY name_sort, patient_id LIMIT 1),
  found AS (
    SELECT DISTINCT name_sort, patient_id FROM walked
     WHERE right_one AND ((SELECT count(*) FROM reached) = 0
        OR (name_sort, patient_id) <= ((SELECT name_sort FROM reached), (SELECT patient_id FROM reached)))
     ORDER BY name_sort, patient_id LIMIT wanted)
  SELECT array_agg(name_sort ORDER BY name_sort, patient_id), array_agg(patient_id ORDER BY name_sort, patient_id),
    (SELECT name_sort FROM reached), (SELECT patient_id FROM reached) FROM found
$$;

-- For each term the words that begin with it, parted by blanks, the fewest first; null when a term begins no word of any name.
CREATE OR REPLACE FUNCTION public.name_word_lists(terms text[], near text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN bool_and(list IS NOT NULL) THEN array_agg(list ORDER BY length(list) / 20, place DESC) END FROM (
    SELECT place, (SELECT string_agg(DISTINCT word, ' ') FROM public.name_word
       WHERE word >= left(term, 40) AND word < left(term, 40) || U&'\+10FFFF') AS list FROM unnest(terms) WITH ORDINALITY AS t (term, place)
    UNION ALL SELECT 100, array_to_string(near, ' ') WHERE near IS NOT NULL) lists
$$;

-- The first `wanted` patients behind a place whose names have a word for each term and one of `near`, but are not of `besides`. Walks the
-- words of each term a little way: the rare one comes to its end and the common one to enough. Failing both, on along the one that got
-- furthest, whose words are the rarest.
CREATE OR REPLACE FUNCTION public.patients_named(terms text[], near text[], fits text[], either text[], besides text[],
  after_sort text, after_id uuid, wanted int) RETURNS TABLE (name_sort text, id uuid)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  lists text[] := public.name_word_lists(terms, near);
  chunk int := CASE WHEN cardinality(lists) = 1 AND besides IS NULL THEN 1 ELSE 256 END;
  list text;
  words text[];
  step record;
  furthest record;
  furthest_sort text;
  furthest_id uuid;
  furthest_list text;
BEGIN
  WHILE lists IS NOT NULL LOOP
    furthest_id := NULL;
    FOREACH list IN ARRAY lists LOOP
      words := string_to_array(list, ' ');
      step := public.walk_name_words(words, fits, either, besides, after_sort, after_id,
        greatest(wanted, chunk / cardinality(words)), wanted);
      IF step.end_id IS NULL OR cardinality(step.ids) >= wanted THEN
        RETURN QUERY SELECT * FROM unnest(step.sorts, step.ids);
        RETURN;
      END IF;
      IF furthest_id IS NULL OR (step.end_sort, step.end_id) > (furthest_sort, furthest_id) THEN
        furthest := step;
        furthest_sort := step.end_sort;
        furthest_id := step.end_id;
        furthest_list := list;
      END IF;
    END LOOP;
    RETURN QUERY SELECT * FROM unnest(furthest.sorts, furthest.ids);
    wanted := wanted - coalesce(cardinality(furthest.ids), 0);
    after_sort := furthest_sort;
    after_id := furthest_id;
    lists := CASE WHEN chunk > 256 THEN ARRAY[furthest_list] ELSE lists END;
    chunk := least(chunk * 8, 65536);
  END LOOP;
END $$;

-- The first `wanted` behind a place, of these patients, of those born in these days, or of all; whether the request may see them or not.
CREATE OR REPLACE FUNCTION public.patients_matching(terms text[], near text[], besides text[], among uuid[], born_from date, born_to date,
  after_sort text, after_id uuid, wanted int) RETURNS TABLE (name_sort text, id uuid)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  fits text[] := ARRAY(SELECT '% ' || term || '%' FROM unnest(terms) term);
  either text[] := CASE WHEN near IS NOT NULL THEN ARRAY(SELECT '% ' || word || ' %' FROM unnest(near) word) END;
  without text[] := CASE WHEN besides IS NOT NULL THEN ARRAY(SELECT '% ' || term || '%' FROM unnest(besides) term) END;
BEGIN
  IF among IS NOT NULL THEN
    RETURN QUERY SELECT p.name_sort, p.id FROM unnest(among) AS one (id) JOIN patient p ON p.id = one.id
      WHERE (born_from IS NULL OR p.birth_date BETWEEN born_from AND born_to) AND public.name_fits(p.name_sort, fits, either, without)
        AND (p.name_sort, p.id) > (after_sort, after_id) ORDER BY p.name_sort, p.id LIMIT wanted;
  ELSIF born_from IS NOT NULL THEN
    RETURN QUERY SELECT p.name_sort, p.id FROM patient p
      WHERE p.birth_date BETWEEN born_from AND born_to AND public.name_fits(p.name_sort, fits, either, without)
        AND (p.name_sort, p.id) > (after_sort, after_id) ORDER BY p.name_sort, p.id LIMIT wanted;
  ELSE
    RETURN QUERY SELECT * FROM public.patients_named(terms, near, fits, either, without, after_sort, after_id, wanted);
  END IF;
END $$;

-- The same of those whom the request may see and who are as told: of these sexes, changed in this time. Whether a patient is open to a
-- role is asked of those found alone, in the order they would be shown in, until the page is full.
CREATE OR REPLACE FUNCTION public.patients_shown(terms text[], near text[], besides text[], among uuid[], born_from date, born_to date,
  sexes text[], changed_from timestamptz, changed_before timestamptz, after_sort text, after_id uuid, wanted int)
RETURNS TABLE (name_sort text, id uuid) LANGUAGE plpgsql STABLE AS $$
DECLARE
  role_sight text := CASE WHEN left(current_setting('emr.sight', true), 1) = '^' THEN current_setting('emr.sight', true) END;
  unasked boolean := num_nonnulls(role_sight, sexes, changed_from, changed_before) = 0;
  chunk int := wanted;
  passed int;
  sorts text[];
  ids uuid[];
BEGIN
  LOOP
    SELECT array_agg(found.name_sort), array_agg(found.id) INTO sorts, ids
      FROM public.patients_matching(terms, near, besides, among, born_from, born_to, after_sort, after_id, chunk) found;
    RETURN QUERY SELECT found.name_sort, found.id FROM unnest(sorts, ids) WITH ORDINALITY AS found (name_sort, id, place)
      WHERE unasked OR EXISTS (SELECT FROM patient p WHERE p.id = found.id
        AND (sexes IS NULL OR p.sex = ANY (sexes)) AND (changed_from IS NULL OR p.updated_at >= changed_from)
        AND (changed_before IS NULL OR p.updated_at < changed_before)
        AND (role_sight IS NULL OR public.open_to_role(role_sight, p.id)))
      ORDER BY found.place LIMIT wanted;
    GET DIAGNOSTICS passed = ROW_COUNT;
    wanted := wanted - passed;
    EXIT WHEN wanted <= 0 OR coalesce(cardinality(ids), 0) < chunk;
    after_sort := sorts[chunk];
    after_id := ids[chunk];
    chunk := least(chunk * 4, 5000);
  END LOOP;
END $$;

-- Patients in the order of lists, given name first: the first `wanted` behind a place (none is '' and nil) who are in the row-level-security
-- scope of the request and match everything told; what is null does not matter. `terms` are folded beginnings of words, all of which the
-- name has, in any order. When nobody has them and the search is `forgiving`, those whose names have all but one, and for that one a word
-- typed nearly so: `approximate`, and from there on with `only_approximate`.
CREATE OR REPLACE FUNCTION public.find_patients(terms text[], among uuid[], born_from date, born_to date, sexes text[],
  changed_from timestamptz, changed_before timestamptz, forgiving boolean, only_approximate boolean, after_sort text, after_id uuid, wanted int)
RETURNS TABLE (id uuid, approximate boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off
SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
BEGIN
  IF NOT (public.sees_names() OR coalesce(left(current_setting('emr.sight', true), 1) = '^', false)) THEN
    among := ARRAY(SELECT DISTINCT one FROM unnest(public.patients_in_sight()) one WHERE among IS NULL OR one = ANY (among));
  ELSIF num_nulls(among, born_from) = 2 AND cardinality(terms) = 0 THEN
    RAISE EXCEPTION 'a search without a name, a birth date or patients would be of everyone';
  END IF;
  IF NOT only_approximate THEN
    RETURN QUERY SELECT found.id, false FROM public.patients_shown(terms, NULL, NULL, among, born_from, born_to, sexes,
      changed_from, changed_before, after_sort, after_id, wanted) found;
    IF FOUND OR NOT forgiving OR after_sort <> '' THEN
      RETURN;
    END IF;
  END IF;
  RETURN QUERY SELECT one.id, true FROM (
    SELECT DISTINCT found.name_sort, found.id
      FROM unnest(terms) term CROSS JOIN LATERAL public.name_words_near(term) AS near (words)
        CROSS JOIN LATERAL public.patients_shown(array_remove(terms, term), near.words, terms, among, born_from, born_to, sexes,
          changed_from, changed_before, after_sort, after_id, wanted) found
     WHERE near.words IS NOT NULL ORDER BY found.name_sort, found.id LIMIT wanted) one ORDER BY one.name_sort, one.id;
END $$;
