-- Puts two records of one person together, and takes them apart again. All in one statement a step, so that every foreign key and every
-- constraint is looked at when all is in its new place; each row that moves is an event of its own (20-capture.sql).

-- Tables with a patient's id that a merge leaves where they are, and why. Everything else moves; a test knows every table.
CREATE OR REPLACE FUNCTION public.merge_leaves() RETURNS TABLE (name text, why text) LANGUAGE sql IMMUTABLE AS $$
  VALUES ('patient_name_word', 'follows the name of its patient'),
    ('patient_merge', 'says itself who was merged'),
    ('duplicate_dismissal', 'says itself which two records were told apart'),
    ('stored_file_content', 'follows its file by its foreign key'),
    ('staff_member', 'one link a person; moved by itself'),
    ('radar_case', 'what was found about reading this record, as it was then'),
    ('radar_exception', 'what was decided about reading this record, as it was then')
$$;

-- Other columns that name a patient, and what becomes of them in a merge.
CREATE OR REPLACE FUNCTION public.merge_links() RETURNS TABLE (name text, column_name text, why text) LANGUAGE sql IMMUTABLE AS $$
  VALUES ('patient', 'mother_id', 'children of who is merged are the survivor''s, and go back'),
    ('patient', 'merged_into', 'who was merged into who is merged follows'),
    ('duplicate_dismissal', 'other_id', 'says itself which two records were told apart'),
    ('patient_merge', 'merged_id', 'says itself who was merged')
$$;

-- Every table whose rows move, and whether they name an encounter.
CREATE OR REPLACE FUNCTION public.merge_moves() RETURNS TABLE (name text, in_encounter boolean) LANGUAGE sql STABLE AS $$
  SELECT c.relname::text, bool_or(a.attname = 'encounter_id') FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND c.relname NOT IN (SELECT leaves.name FROM public.merge_leaves() leaves)
   GROUP BY c.oid HAVING bool_or(a.attname = 'patient_id') AND bool_or(a.attname = 'id') ORDER BY 1
$$;

-- Gives the rows of one patient to the other; of those that `condition` (by table, SQL) says, or of all. @returns their ids, by table
CREATE OR REPLACE FUNCTION public.move_records(from_patient uuid, to_patient uuid, conditions jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  moved jsonb;
  steps text;
  counts text;
BEGIN
  SELECT string_agg(format('%I AS (UPDATE public.%I SET patient_id = $2 WHERE patient_id = $1 AND (%s) RETURNING id)',
      'moved_' || name, name, coalesce(conditions->>name, CASE WHEN conditions IS NULL THEN 'true' ELSE 'false' END)), ', '),
    string_agg(format('%L, (SELECT coalesce(jsonb_agg(id), ''[]'') FROM %I)', name, 'moved_' || name), ', ')
    INTO steps, counts FROM public.merge_moves();
  EXECUTE format('WITH %s SELECT jsonb_build_object(%s)', steps, counts) INTO moved USING from_patient, to_patient;
  RETURN (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(moved) WHERE value <> '[]');
END $$;

-- Holds both, in one order for all, so that whoever charts or merges either of them waits or came first.
CREATE OR REPLACE FUNCTION public.hold_both(one uuid, other uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM public.patient WHERE id IN (one, other) ORDER BY id FOR UPDATE;
  -- Who charts in a stay holds the stay and not the patient: what they are about to commit is waited for here, and then seen by what moves it.
  PERFORM FROM public.encounter WHERE patient_id IN (one, other) ORDER BY id FOR UPDATE;
END $$;

CREATE OR REPLACE FUNCTION public.merge_refused(named text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'constraint "%": these patients cannot be merged so', named USING ERRCODE = 'EM007', CONSTRAINT = named;
END $$;

-- Whether a patient descends from another in the line of the mothers.
CREATE OR REPLACE FUNCTION public.descends_from(child uuid, ancestor uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH RECURSIVE above (id) AS (
    SELECT mother_id FROM public.patient WHERE id = child
    UNION SELECT p.mother_id FROM above JOIN public.patient p ON p.id = above.id)
  SELECT EXISTS (SELECT FROM above WHERE id = ancestor)
$$;

-- What no two records of one person say: that one bore the other, or who bore the other, or that they were born beside each other, as twins are.
-- Twins may be born days apart, and no other child within months.
CREATE OR REPLACE FUNCTION public.kin_apart(one patient, another patient) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN public.descends_from(one.id, another.id) OR public.descends_from(another.id, one.id) THEN 'mother-and-child'
    WHEN one.mother_id = another.mother_id AND one.birth_order <> another.birth_order
      AND another.born_at BETWEEN one.born_at - interval '100 days' AND one.born_at + interval '100 days' THEN 'born-together' END
$$;

-- `survivor` is whose record stays. @returns the id of the merge
CREATE OR REPLACE FUNCTION public.merge_patients(survivor uuid, other uuid, because text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  context jsonb := current_setting('emr.context')::jsonb;
  stays patient;
  goes patient;
  merge_id uuid := uuidv7();
  gone jsonb;
  alias uuid;
  quieted jsonb;
  died boolean;
  linked uuid;
  children uuid[];
BEGIN
  PERFORM hold_both(survivor, other);
  SELECT * INTO stays FROM patient WHERE id = survivor;
  SELECT * INTO goes FROM patient WHERE id = other;
  PERFORM merge_refused('patient_merge_known') WHERE stays.id IS NULL OR goes.id IS NULL OR survivor = other;
  PERFORM merge_refused('patient_merge_once') WHERE stays.merged_into IS NOT NULL OR goes.merged_into IS NOT NULL;
  PERFORM merge_refused('patient_merge_own_record') FROM staff_member
    WHERE id = (context->>'actorId')::uuid AND patient_id IN (survivor, other);
  PERFORM merge_refused('patient_merge_two_staff') WHERE (SELECT count(*) FROM staff_member WHERE patient_id IN (survivor, other)) > 1;
  -- The record of the unknown goes into that of the known, whose name stands.
  PERFORM merge_refused('patient_merge_into_unknown') WHERE stays.identity_unknown AND NOT goes.identity_unknown;
  PERFORM merge_refused('patient_merge_kin') WHERE kin_apart(stays, goes) IS NOT NULL;
  INSERT INTO patient_merge (id, patient_id, merged_id, reason, merged_by)
    VALUES (merge_id, survivor, other, because, (context->>'actorId')::uuid);
  PERFORM set_config('emr.merge', merge_id::text, true);
  -- What both say is said once: the same allergy, and that none is known where the other knows one.
  WITH settled AS (
    UPDATE allergy a SET clinical_status = 'inactive'
     WHERE a.patient_id IN (survivor, other) AND a.clinical_status = 'active' AND EXISTS (
       SELECT FROM allergy b WHERE b.patient_id IN (survivor, other) AND b.patient_id <> a.patient_id AND b.clinical_status = 'active'
          AND CASE WHEN a.none_known AND NOT b.none_known THEN true ELSE a.patient_id = other
            AND coalesce(a.code_system, '') = coalesce(b.code_system, '')
            AND coalesce(a.code, md5(lower(a.display))) = coalesce(b.code, md5(lower(b.display))) END)
    RETURNING a.id)
  SELECT coalesce(jsonb_agg(id), '[]') INTO quieted FROM settled;
  gone := move_records(other, survivor, NULL);
  UPDATE patient SET merged_into = survivor WHERE merged_into = other;
  UPDATE patient SET merged_into = survivor WHERE id = other;
  -- The number on papers and wristbands of the other still finds the person.
  INSERT INTO patient_identifier (patient_id, system, value) VALUES (survivor, 'https://benhan.vn/fhir/sid/mrn', goes.mrn) RETURNING id INTO alias;
  UPDATE staff_member SET patient_id = survivor WHERE patient_id = other RETURNING id INTO linked;
  WITH born AS (UPDATE patient SET mother_id = survivor WHERE mother_id = other AND id <> survivor RETURNING id)
    SELECT coalesce(array_agg(id), '{}') INTO children FROM born;
  died := goes.deceased_at IS NOT NULL OR goes.deceased_undated;
  IF died AND stays.deceased_at IS NULL AND NOT stays.deceased_undated THEN
    UPDATE patient SET deceased_at = goes.deceased_at, deceased_undated = goes.deceased_undated, death_cause = goes.death_cause,
      death_place = goes.death_place WHERE id = survivor;
  ELSE
    died := false;
  END IF;
  UPDATE patient SET updated_at = now(), confidentiality =
      CASE WHEN 'V' IN (confidentiality, goes.confidentiality) THEN 'V' WHEN 'R' IN (confidentiality, goes.confidentiality) THEN 'R' ELSE 'N' END
    WHERE id = survivor;
  UPDATE patient_merge SET moved = gone, before = jsonb_build_object('confidentiality', stays.confidentiality, 'died', died,
      'alias', alias, 'staff', linked, 'allergies', quieted, 'children', to_jsonb(children)) WHERE id = merge_id;
  PERFORM set_config('emr.merge', '', true);
  RETURN merge_id;
END $$;

-- Whether something sensitive was charted of a patient since a moment, for which the record stays restricted.
CREATE OR REPLACE FUNCTION public.sensitive_since(about uuid, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.problem WHERE patient_id = about AND recorded_at > moment AND sensitive_code_in(jsonb_build_array(
      jsonb_build_object('system', coalesce(code_system, 'http://hl7.org/fhir/sid/icd-10'), 'code', code))) IS NOT NULL)
    OR EXISTS (SELECT FROM public.diagnostic_report WHERE patient_id = about AND audit.uuid_floor(moment) < id AND sensitive_code_in(jsonb_build_array(
      jsonb_build_object('system', code_system, 'code', code))) IS NOT NULL)
    OR EXISTS (SELECT FROM public.medication_request WHERE patient_id = about AND audit.uuid_floor(moment) < id AND sensitive_code_in(jsonb_build_array(
      jsonb_build_object('system', code_system, 'code', code))) IS NOT NULL)
    OR EXISTS (SELECT FROM public.observation WHERE patient_id = about AND audit.uuid_floor(moment) < id AND sensitive_code_in(jsonb_build_array(
      jsonb_build_object('system', code_system, 'code', code))) IS NOT NULL)
    OR EXISTS (SELECT FROM public.stay JOIN public.ward ON ward.id = stay.ward_id AND ward.sensitive
       WHERE stay.patient_id = about AND stay.started_at > moment)
$$;

-- What goes back when a merge is undone, as SQL conditions by table: what was moved, what was charted meanwhile in its encounters, and what
-- belongs to either by another reference (versions and values of a report, steps of a task).
CREATE OR REPLACE FUNCTION public.goes_back(moved jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_object_agg(part.name, concat_ws(' OR ',
      format('id = ANY (%L::uuid[])', ARRAY(SELECT jsonb_array_elements_text(moved->part.name))),
      CASE WHEN part.in_encounter THEN format('encounter_id = ANY (%L::uuid[])', ARRAY(SELECT jsonb_array_elements_text(moved->'encounter'))) END,
      (SELECT string_agg(format('%I = ANY (%L::uuid[])', own.attname, ARRAY(SELECT jsonb_array_elements_text(moved->parent.relname::text))), ' OR ')
         FROM pg_constraint k JOIN pg_class parent ON parent.oid = k.confrelid JOIN pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = k.conkey[1]
        WHERE k.contype = 'f' AND k.conrelid = ('public.' || quote_ident(part.name))::regclass AND cardinality(k.conkey) = 1 AND moved ? parent.relname::text),
      -- What names no encounter itself goes with what it belongs to: the steps of a task that was raised meanwhile.
      (SELECT string_agg(format('%I IN (SELECT id FROM public.%I WHERE encounter_id = ANY (%L::uuid[]))', own.attname, owner.name,
            ARRAY(SELECT jsonb_array_elements_text(moved->'encounter'))), ' OR ')
         FROM pg_constraint k JOIN public.merge_moves() owner ON owner.in_encounter AND ('public.' || quote_ident(owner.name))::regclass = k.confrelid
           JOIN pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = k.conkey[1]
        WHERE NOT part.in_encounter AND k.contype = 'f' AND k.conrelid = ('public.' || quote_ident(part.name))::regclass AND cardinality(k.conkey) = 1)))
    FROM public.merge_moves() part
$$;

-- Takes a merge back. @returns how many rows went back and how many of those charted since stayed, by table
CREATE OR REPLACE FUNCTION public.unmerge_patients(survivor uuid, merge_id uuid, because text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  context jsonb := current_setting('emr.context')::jsonb;
  one patient_merge;
  level text;
  back jsonb;
BEGIN
  SELECT * INTO one FROM patient_merge WHERE id = merge_id AND patient_id = survivor FOR UPDATE;
  PERFORM merge_refused('patient_merge_unknown') WHERE one.id IS NULL;
  PERFORM merge_refused('patient_merge_undone_once') WHERE one.undone_at IS NOT NULL;
  PERFORM hold_both(one.patient_id, one.merged_id);
  PERFORM merge_refused('patient_merge_later_first') FROM patient WHERE id = survivor AND merged_into IS NOT NULL;
  PERFORM set_config('emr.merge', merge_id::text, true);
  UPDATE patient SET merged_into = NULL WHERE id = one.merged_id;
  UPDATE patient SET merged_into = one.merged_id WHERE merged_into = survivor
    AND id IN (SELECT merged_id FROM patient_merge earlier WHERE earlier.patient_id = one.merged_id AND earlier.undone_at IS NULL);
  UPDATE patient_identifier SET retired_at = now(), retired_by = (context->>'actorId')::uuid, retired_reason = because
    WHERE id = (one.before->>'alias')::uuid AND retired_at IS NULL;
  UPDATE staff_member SET patient_id = one.merged_id WHERE id = (one.before->>'staff')::uuid AND patient_id = survivor;
  UPDATE patient SET mother_id = one.merged_id WHERE mother_id = survivor
    AND id = ANY (ARRAY(SELECT jsonb_array_elements_text(one.before->'children'))::uuid[]);
  back := move_records(survivor, one.merged_id, goes_back(one.moved));
  UPDATE allergy a SET clinical_status = 'active' WHERE a.id = ANY (ARRAY(SELECT jsonb_array_elements_text(one.before->'allergies'))::uuid[])
     AND a.clinical_status = 'inactive' AND a.verification_status NOT IN ('refuted', 'entered-in-error') AND NOT EXISTS (
       SELECT FROM allergy b WHERE b.patient_id = a.patient_id AND b.clinical_status = 'active' AND (a.none_known
         OR (coalesce(a.code_system, '') = coalesce(b.code_system, '')
           AND coalesce(a.code, md5(lower(a.display))) = coalesce(b.code, md5(lower(b.display))))));
  -- The death of the other is theirs alone again, unless somebody said more of it since.
  UPDATE patient p SET deceased_at = NULL, deceased_undated = false, death_cause = NULL, death_place = NULL
    FROM patient other WHERE p.id = survivor AND other.id = one.merged_id AND (one.before->>'died')::boolean
     AND (p.deceased_at, p.deceased_undated, p.death_cause, p.death_place) IS NOT DISTINCT FROM
         (other.deceased_at, other.deceased_undated, other.death_cause, other.death_place);
  level := one.before->>'confidentiality';
  UPDATE patient SET updated_at = now(),
      confidentiality = CASE WHEN confidentiality = level OR (level = 'N' AND sensitive_since(survivor, one.merged_at)) THEN confidentiality ELSE level END
    WHERE id = survivor;
  UPDATE patient_merge SET undone_at = now(), undone_by = (context->>'actorId')::uuid, undone_reason = because WHERE id = merge_id;
  PERFORM set_config('emr.merge', '', true);
  RETURN jsonb_build_object('mergedId', one.merged_id, 'back', back, 'stayed', stayed_since(survivor, one.merged_at));
END $$;

-- How many rows were charted of a patient since a moment outside of encounters, by table: whose they are, a person decides.
CREATE OR REPLACE FUNCTION public.stayed_since(about uuid, moment timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE counts jsonb;
BEGIN
  EXECUTE (SELECT 'SELECT jsonb_build_object(' || string_agg(format('%L, (SELECT count(*) FROM public.%I WHERE patient_id = $1 AND id >= $2%s)',
      name, name, CASE WHEN in_encounter THEN ' AND encounter_id IS NULL' ELSE '' END), ', ') || ')' FROM public.merge_moves() WHERE name NOT IN ('patient_identifier', 'encounter'))
    INTO counts USING about, audit.uuid_floor(moment);
  RETURN (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(counts) WHERE value <> '0');
END $$;

-- What a merge would do: how much of the other's would move, by table, and what would stop it.
CREATE OR REPLACE FUNCTION public.merge_preview(survivor uuid, other uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  counts jsonb;
BEGIN
  IF NOT coalesce(survivor = ANY (patients_in_scope()), sees_everyone()) THEN
    RETURN NULL;
  END IF;
  EXECUTE (SELECT 'SELECT jsonb_build_object(' || string_agg(format('%L, (SELECT count(*) FROM public.%I WHERE patient_id = $1)', name, name), ', ')
      || ')' FROM merge_moves()) INTO counts USING other;
  RETURN jsonb_build_object('moves', (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(counts) WHERE value <> '0'),
    'stops', ARRAY(
      SELECT 'both-admitted' WHERE (SELECT count(*) FROM encounter WHERE patient_id IN (survivor, other) AND class = 'inpatient'
        AND status = 'in-progress' AND ward_id IS NOT NULL) > 1
      UNION ALL SELECT 'in-two-beds' WHERE EXISTS (SELECT FROM stay a JOIN stay b ON b.patient_id = other AND b.bed_id IS NOT NULL
        AND tstzrange(a.started_at, a.ended_at) && tstzrange(b.started_at, b.ended_at) WHERE a.patient_id = survivor AND a.bed_id IS NOT NULL)
      UNION ALL SELECT 'two-staff' WHERE (SELECT count(*) FROM staff_member WHERE patient_id IN (survivor, other)) > 1
      UNION ALL SELECT 'into-unknown' WHERE (SELECT identity_unknown FROM patient WHERE id = survivor)
        AND NOT (SELECT identity_unknown FROM patient WHERE id = other)
      UNION ALL SELECT kin_apart(a, b) FROM patient a, patient b WHERE a.id = survivor AND b.id = other AND kin_apart(a, b) IS NOT NULL
      UNION ALL SELECT 'merged-already' WHERE EXISTS (SELECT FROM patient WHERE id IN (survivor, other) AND merged_into IS NOT NULL)));
END $$;

-- Where a patient went who was merged; null for everybody else. The ids of both say nothing of either.
CREATE OR REPLACE FUNCTION public.survivor_of(merged uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$ SELECT merged_into FROM patient WHERE id = merged $$;

-- Holds these patients for a merge, in one order; those who were merged are not among them. @returns what a caller must have read
CREATE OR REPLACE FUNCTION public.hold_patients(ids uuid[]) RETURNS TABLE (id uuid, version int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT p.id, p.version FROM patient p WHERE p.id = ANY (ids) AND p.merged_into IS NULL ORDER BY p.id FOR UPDATE;
END $$;

-- Under which patients a record may have been signed: everybody with whom this one was ever merged.
CREATE OR REPLACE FUNCTION public.merge_partners(about uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH RECURSIVE partner (id) AS (
    VALUES (about)
    UNION SELECT CASE WHEN m.patient_id = partner.id THEN m.merged_id ELSE m.patient_id END
      FROM partner JOIN patient_merge m ON partner.id IN (m.patient_id, m.merged_id))
  SELECT id FROM partner WHERE id <> about
$$;
