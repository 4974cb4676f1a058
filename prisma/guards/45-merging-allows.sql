-- Records do not move between patients. The one exception is a merge, or taking one back: it runs in the tables' owner's name, names
-- itself in the setting emr.merge, and stands in patient_merge with both patients.

-- Whether this change moves a row between the patients of the merge under way, and changes nothing else of it.
CREATE OR REPLACE FUNCTION public.moves_in_merge(was jsonb, becomes jsonb) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF coalesce(current_setting('emr.merge', true), '') = '' THEN
    RETURN false;
  END IF;
  RETURN (was - '{patient_id,version,updated_at}'::text[]) = (becomes - '{patient_id,version,updated_at}'::text[])
    AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'public.patient'::regclass)
    AND EXISTS (SELECT FROM public.patient_merge m WHERE m.id = current_setting('emr.merge', true)::uuid
      AND (was->>'patient_id')::uuid IN (m.patient_id, m.merged_id) AND (becomes->>'patient_id')::uuid IN (m.patient_id, m.merged_id));
END $$;

-- Who a patient was merged into is said by a merge alone.
CREATE OR REPLACE FUNCTION public.refuse_merging_by_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('emr.merge', true), '') = ''
     OR current_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = 'public.patient'::regclass) THEN
    RAISE EXCEPTION 'patient % is merged by merge_patients only', NEW.id USING ERRCODE = 'EM004';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_merge_is_recorded BEFORE UPDATE ON public.patient FOR EACH ROW
  WHEN (NEW.merged_into IS DISTINCT FROM OLD.merged_into) EXECUTE FUNCTION public.refuse_merging_by_hand();

-- What is written of a patient who is being merged at this moment waits, and is then tried again as of the survivor. Tables that refer to
-- the patient by themselves take this lock with their foreign key as well; what refers to an encounter meets the same there.
CREATE OR REPLACE FUNCTION public.refuse_writing_to_merged() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE survivor uuid;
BEGIN
  IF NEW.patient_id IS NULL THEN
    RETURN NEW;
  END IF;
  SELECT merged_into INTO survivor FROM patient WHERE id = NEW.patient_id FOR KEY SHARE;
  IF survivor IS NOT NULL THEN
    RAISE EXCEPTION 'patient % was merged', NEW.patient_id USING ERRCODE = '40001';
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE relation record;
BEGIN
  FOR relation IN SELECT DISTINCT c.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
     WHERE k.contype = 'f' AND k.confrelid = 'public.patient'::regclass AND a.attname = 'patient_id' AND cardinality(k.conkey) = 1
       AND c.relnamespace = 'public'::regnamespace AND c.relname NOT IN ('patient_merge', 'duplicate_dismissal', 'staff_member', 'radar_case', 'radar_exception')
  LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER a_merged_patient_takes_nothing BEFORE INSERT ON public.%I FOR EACH ROW
      EXECUTE FUNCTION public.refuse_writing_to_merged()', relation.relname);
  END LOOP;
END $$;

-- Two records of one person may hold stays of the same time: both happened as far as anybody wrote, and a merge does not judge.
CREATE OR REPLACE FUNCTION public.allow_overlap_of_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.overlap_allowed := true;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_merge_allows_overlap BEFORE UPDATE ON public.encounter FOR EACH ROW
  WHEN (NEW.patient_id IS DISTINCT FROM OLD.patient_id) EXECUTE FUNCTION public.allow_overlap_of_merged();
