-- The words of a note as they are compared when somebody looks for them: without marks, đ as d, in lower case, parted by one blank. As
-- foldName of src/clinical/patients/name.rules.ts does it for what is looked for.
CREATE OR REPLACE FUNCTION public.note_words(sections jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(string_agg(regexp_replace(translate(
      regexp_replace(normalize(lower(section->>'text'), NFKD), '[\u0300-\u036f]', '', 'g'), 'đð', 'dd'),
      '[^[:alnum:]]+', ' ', 'g'), ' ' ORDER BY place), '')
    FROM jsonb_array_elements(sections) WITH ORDINALITY AS written (section, place)
$$;
