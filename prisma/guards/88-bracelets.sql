-- Whose a scanned bracelet is, seen from a newborn: its own, its mother's, or another's, of whom nothing is told. The number of a record that
-- was merged into theirs is theirs. For who may see the newborn; the mother's record stays as closed as it was.
CREATE OR REPLACE FUNCTION public.bracelet_of(newborn uuid, scanned text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN p.id = ANY (found.ids) THEN 'newborn' WHEN p.mother_id = ANY (found.ids) THEN 'mother' ELSE 'other' END
    FROM patient p, patients_of_number('mrn', ARRAY[upper(btrim(scanned))]) found (ids)
   WHERE p.id = newborn AND (sees_everyone() OR strpos(current_setting('emr.scope', true), newborn::text) > 0)
$$;
