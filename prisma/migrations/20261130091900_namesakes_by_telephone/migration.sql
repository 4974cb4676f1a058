-- Under what somebody is looked for among those of the same name by a telephone that may be mistyped: its first eight signs and its last three, of
-- which a slip leaves one or the other as it is where a telephone has twelve; those that are shorter, all under one. Of those to be called for them,
-- who are compared whole, the first eight. Before, five hundred namesakes were read for everybody who was registered.
CREATE FUNCTION public.namesake_phones(name_sort text, phones text[], contacts jsonb) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
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
