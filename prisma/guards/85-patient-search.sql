-- Finding patients: the few that match are found first and ordered after; the many are read in the order they are shown in, no further
-- than the page goes. Which of both, is tried and not guessed: PostgreSQL's estimates for prefixes and arrays are off by a thousandfold,
-- and a plan built on them reads everybody. So each statement here can be run in one way only, by an index.
--
-- What a term stands for is decided in two places: name_words_of (the words that begin with it) and name_words_near (those it may have
-- been meant for, by the spellings kept with each word). Other ways to write a word (i for y, left-overs of an input method) belong there.

-- The words of a folded name, kept to this length; what is longer is compared with the whole name.
CREATE OR REPLACE FUNCTION public.name_words(name text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT DISTINCT left(word, 40) FROM string_to_table(name, ' ') word WHERE word <> '' $$;

-- By what a name is found besides its given name, with which `name_sort` begins: each other word, and each two of them. Of two common
-- words that few names share, both have long lists, and the two together a short one. Names of more than eight further words are listed
-- under a blank in place of their pairs, which would be too many.
-- Loops and no queries, since it stands in every registration.
CREATE OR REPLACE FUNCTION public.name_keys(name_sort text) RETURNS SETOF text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  words text[] := '{}';
  word text;
  other text;
BEGIN
  FOREACH word IN ARRAY (string_to_array(name_sort, ' '))[2:] LOOP
    word := left(word, 40);
    CONTINUE WHEN word = '' OR word = ANY (words);
    RETURN NEXT word;
    words := words || word;
  END LOOP;
  IF cardinality(words) > 8 THEN
    RETURN NEXT ' ';
    RETURN;
  END IF;
  FOREACH word IN ARRAY words LOOP
    FOREACH other IN ARRAY words LOOP
      IF word < other COLLATE "C" THEN
        RETURN NEXT word || ' ' || other;
      END IF;
    END LOOP;
  END LOOP;
END $$;

-- A word, and what is left of it without one of its letters: two words that share one of these are at most two letters apart.
CREATE OR REPLACE FUNCTION public.name_spellings(word text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT ARRAY(SELECT word UNION SELECT left(word, i - 1) || substr(word, i + 1)
       FROM generate_series(1, CASE WHEN length(word) BETWEEN 3 AND 30 THEN length(word) END) i) $$;

-- Keeps the words of names. In the owner's name: the application writes no word itself, and removes nothing.
CREATE OR REPLACE FUNCTION public.keep_new_name_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO patient_name_word (word, name_sort, patient_id)
    SELECT word, added.name_sort, added.id FROM added, name_keys(added.name_sort) word ORDER BY word, added.name_sort;
  -- Only what is not known yet, so that nobody waits for whoever registers another Nguyễn. Each looked up, since a join reads all words that there are.
  INSERT INTO name_word (word, spellings)
    SELECT word, name_spellings(word) FROM (SELECT DISTINCT word FROM added, name_words(added.name_sort) word) brought
     WHERE (SELECT known.word FROM name_word known WHERE known.word = brought.word LIMIT 1) IS NULL;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION public.keep_changed_name_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM patient_name_word
   WHERE word = ANY (ARRAY(SELECT name_keys(OLD.name_sort))) AND name_sort = OLD.name_sort AND patient_id = OLD.id;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO patient_name_word (word, name_sort, patient_id) SELECT word, NEW.name_sort, NEW.id FROM name_keys(NEW.name_sort) word;
    INSERT INTO name_word (word, spellings)
      SELECT word, name_spellings(word) FROM name_words(NEW.name_sort) AS brought (word)
       WHERE NOT EXISTS (SELECT FROM name_word known WHERE known.word = brought.word);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER name_words_of_new AFTER INSERT ON public.patient
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.keep_new_name_words();
CREATE OR REPLACE TRIGGER name_words_of_changed AFTER UPDATE ON public.patient
  FOR EACH ROW WHEN (OLD.name_sort IS DISTINCT FROM NEW.name_sort) EXECUTE FUNCTION public.keep_changed_name_words();
CREATE OR REPLACE TRIGGER name_words_of_removed AFTER DELETE ON public.patient
  FOR EACH ROW EXECUTE FUNCTION public.keep_changed_name_words();

-- Whether two words differ by one letter that is wrong, missing or too many, or by two neighbours that changed places.
CREATE OR REPLACE FUNCTION public.one_slip_apart(one text, other text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  longest int := least(length(one), length(other));
  half CONSTANT int := longest / 2 - 1;
  most CONSTANT int := longest * 2 / 3;
  same int := 0;
  width int := 8;
BEGIN
  -- Whatever the slip, what lies before or behind it is the same: that passes over most pairs at once. Telephones of one operator have their
  -- beginning in common, and then either more of it is the same or their ends are.
  IF half > 0 AND (left(one, half) <> left(other, half) AND right(one, half) <> right(other, half)
      OR left(one, most) <> left(other, most) AND right(one, longest - 1 - most) <> right(other, longest - 1 - most)) THEN
    RETURN false;
  END IF;
  WHILE width > 0 AND same < longest LOOP
    IF substr(one, same + 1, width) = substr(other, same + 1, width) THEN same := same + width; ELSE width := width / 2; END IF;
  END LOOP;
  one := substr(one, same + 1);
  other := substr(other, same + 1);
  RETURN substr(one, 2) = substr(other, 2) OR one = substr(other, 2) OR substr(one, 2) = other
    OR (substr(one, 3) = substr(other, 3) AND left(one, 2) = reverse(left(other, 2)));
END $$;

-- The words of names for which one of the terms, which begins none of them, may have been mistyped; none of them is another term's.
CREATE OR REPLACE FUNCTION public.name_words_near(typed text, terms text[]) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp SET enable_seqscan = off SET enable_bitmapscan = on AS $$
  SELECT array_agg(DISTINCT word) FROM name_word
   WHERE spellings && name_spellings(typed) AND one_slip_apart(word, typed)
     AND NOT EXISTS (SELECT FROM unnest(terms) term WHERE starts_with(word, term))
$$;

-- Whether a name, its words parted by blanks, matches all patterns of `fits`, one of `either`, and not all of `besides`.
CREATE OR REPLACE FUNCTION public.name_fits(name text, fits text[], either text[], besides text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (' ' || name || ' ') LIKE ALL (fits) AND (either IS NULL OR (' ' || name || ' ') LIKE ANY (either))
    AND (besides IS NULL OR NOT (' ' || name || ' ') LIKE ALL (besides))
$$;
