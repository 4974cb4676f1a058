-- The words of a note as they are compared when somebody looks for them: without marks, đ as d, in lower case, parted by one blank. As
-- foldName of src/clinical/patients/name.rules.ts does it for what is looked for.
CREATE OR REPLACE FUNCTION public.note_words(sections jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(regexp_replace(translate(
      regexp_replace(normalize(lower(section->>'text'), NFKD), '[\u0300-\u036f]', '', 'g'), 'đð', 'dd'),
      '[^[:alnum:]]+', ' ', 'g'), ' ' ORDER BY place), '')
    FROM jsonb_array_elements(sections) WITH ORDINALITY AS written (section, place)
$$;

-- Kept beside the note, so that looking for words does not fold every text anew; whoever writes, it says what the text says.
CREATE OR REPLACE FUNCTION public.keep_note_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.words := note_words(NEW.sections);
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER b_words_follow_sections BEFORE INSERT OR UPDATE OF sections, words ON public.note FOR EACH ROW
  EXECUTE FUNCTION public.keep_note_words();
