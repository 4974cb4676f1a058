-- What a clerk types into one box finds patients by initials, by the end of a number, and by a birth date known in part.

-- The last four digits of each telephone number, under which its end is looked up; what is typed of more is compared with the few found.
CREATE OR REPLACE FUNCTION public.phone_ends(phones text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT coalesce(array_agg(right(phone, 4)), '{}') FROM unnest(phones) phone $$;
CREATE INDEX patient_phone_ends ON patient USING GIN (phone_ends(phones)) WITH (fastupdate = off);

-- First letters of the words of a name in the order it is written in, with what orders lists.
CREATE INDEX patient_initials ON patient ((regexp_replace(name_search, '(\S)\S*\s*', '\1', 'g') COLLATE "C"), name_sort, id);

-- Numbers by their end.
CREATE INDEX patient_identifier_end ON patient_identifier ((reverse(value) COLLATE "C")) WHERE retired_at IS NULL;

-- Those of whose birth only the year or the month is known: few, and each may be born on a day that is asked for.
CREATE INDEX patient_born_about ON patient (birth_date, name_sort, id) WHERE birth_date_precision <> 'day';
