-- How a record becomes confidential, and who may say that it is not. Content that stands on the list `sensitive_code`, and a stay in a
-- ward marked `sensitive`, raise a record from N to R by themselves, whichever way they come in. Nothing here lowers a record.

-- Names under which a code system is known, as the one under which the list has it.
CREATE OR REPLACE FUNCTION public.code_system_of(named text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN named IN ('http://loinc.org', 'http://hl7.org/fhir/sid/icd-10', 'http://snomed.info/sct') THEN named
    WHEN lower(named) ~ '^(https?://hl7.org/fhir/sid/)?icd-?10(-(cm|vn|gm|am|ca))?/?$'
      OR named IN ('urn:oid:2.16.840.1.113883.6.3', 'urn:oid:2.16.840.1.113883.6.90') THEN 'http://hl7.org/fhir/sid/icd-10'
    WHEN lower(named) ~ '^((https?://)?snomed.info/sct(/.*)?|snomed(-?ct)?)$' OR named = 'urn:oid:2.16.840.1.113883.6.96'
      THEN 'http://snomed.info/sct'
    WHEN lower(named) ~ '^((https?://)?loinc.org/?|loinc)$' OR named = 'urn:oid:2.16.840.1.113883.6.1' THEN 'http://loinc.org'
    WHEN lower(named) ~ '^((https?://)?(www.)?whocc.no/atc/?|atc)$' THEN 'http://www.whocc.no/atc'
    ELSE named END
$$;

CREATE OR REPLACE FUNCTION public.normalise_sensitive_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.system := public.code_system_of(btrim(NEW.system));
  NEW.code := upper(btrim(NEW.code));
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER normalise_sensitive_code BEFORE INSERT OR UPDATE ON public.sensitive_code
  FOR EACH ROW EXECUTE FUNCTION public.normalise_sensitive_code();

-- The first listed code among all codings (objects with system and code) anywhere in `content`, as words for the trail; null when
-- none is listed. ICD-10 is written with and without its point, and with marks for dagger and asterisk.
-- PL/pgSQL, whose statements are planned once a connection: it stands in the way of every coded row.
CREATE OR REPLACE FUNCTION public.sensitive_code_in(content jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  found_code text;
BEGIN
  SELECT format('%s: %s %s', listed.kind, listed.system, coding.written) INTO found_code
    FROM (SELECT at, public.code_system_of(said->>'system') AS system, upper(btrim(said->>'code')) AS written FROM jsonb_path_query(
           content, 'strict $.** ? (@.system.type() == "string" && @.code.type() == "string")') WITH ORDINALITY codings (said, at)
         OFFSET 0) coding
    JOIN public.sensitive_code listed ON listed.system = coding.system AND listed.active AND CASE WHEN listed.prefix
      THEN starts_with(translate(coding.written, '.', ''), translate(listed.code, '.', ''))
      ELSE translate(coding.written, '.†*+', '') = translate(listed.code, '.', '') END
   ORDER BY coding.at LIMIT 1;
  RETURN found_code;
END $$;

-- Raises a record that is open to R. The trail says why in the reason of that one event, in the name of who wrote what made it so.
CREATE OR REPLACE FUNCTION public.raise_confidentiality(about uuid, because text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE context text := current_setting('emr.context', true);
BEGIN
  PERFORM FROM public.patient WHERE id = about AND confidentiality = 'N';
  IF NOT FOUND THEN
    RETURN;
  END IF;
  PERFORM set_config('emr.context', (context::jsonb || jsonb_build_object('reason', because))::text, true);
  UPDATE public.patient SET confidentiality = 'R' WHERE id = about AND confidentiality = 'N';
  PERFORM set_config('emr.context', context, true);
END $$;

-- Acts in its owner's name: what a writer sees decides nothing here.
CREATE OR REPLACE FUNCTION public.notice_sensitive_content() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  content jsonb;
  found_code text;
BEGIN
  IF NEW.patient_id IS NULL THEN
    RETURN NULL;
  END IF;
  -- Only what is looked at is made JSON: whole rows cost more than the look.
  IF TG_TABLE_NAME = 'fhir_source' THEN
    IF NOT public.tells_of_patient(NEW.resource_type, NEW.resource) THEN
      RETURN NULL;
    END IF;
    content := NEW.resource;
  ELSE
    -- A diagnosis whose system nobody named is read as ICD-10, which is what is charted here.
    content := jsonb_build_object('code', NEW.code, 'system',
      CASE WHEN TG_TABLE_NAME = 'problem' THEN coalesce(NEW.code_system, 'http://hl7.org/fhir/sid/icd-10') ELSE NEW.code_system END);
    IF TG_TABLE_NAME = 'observation' THEN
      content := jsonb_build_array(content, NEW.value_code, NEW.components);
    END IF;
  END IF;
  found_code := sensitive_code_in(content);
  IF found_code IS NOT NULL THEN
    PERFORM raise_confidentiality(NEW.patient_id, format('sensitive content (%s) in %s', found_code, TG_TABLE_NAME));
  END IF;
  RETURN NULL;
END $$;

-- Only what is new counts: a row written, or one that says something else than before. What was there when somebody lowered the flag
-- does not raise it again.
CREATE OR REPLACE TRIGGER sensitive_content AFTER INSERT ON public.problem FOR EACH ROW
  WHEN (NEW.verification_status NOT IN ('refuted', 'entered-in-error')) EXECUTE FUNCTION public.notice_sensitive_content();
CREATE OR REPLACE TRIGGER sensitive_content_changed AFTER UPDATE ON public.problem FOR EACH ROW
  WHEN (NEW.verification_status NOT IN ('refuted', 'entered-in-error')
    AND (OLD.verification_status IN ('refuted', 'entered-in-error')
      OR (NEW.code_system, NEW.code, NEW.patient_id) IS DISTINCT FROM (OLD.code_system, OLD.code, OLD.patient_id)))
  EXECUTE FUNCTION public.notice_sensitive_content();

-- Values are never changed but corrected by new rows (50-immutable-records.sql).
CREATE OR REPLACE TRIGGER sensitive_content AFTER INSERT ON public.observation FOR EACH ROW
  WHEN (NEW.status <> 'entered-in-error') EXECUTE FUNCTION public.notice_sensitive_content();

CREATE OR REPLACE TRIGGER sensitive_content AFTER INSERT ON public.diagnostic_report FOR EACH ROW
  WHEN (NEW.status <> 'entered-in-error') EXECUTE FUNCTION public.notice_sensitive_content();
CREATE OR REPLACE TRIGGER sensitive_content_changed AFTER UPDATE ON public.diagnostic_report FOR EACH ROW
  WHEN (NEW.status <> 'entered-in-error'
    AND (NEW.code_system, NEW.code, NEW.patient_id) IS DISTINCT FROM (OLD.code_system, OLD.code, OLD.patient_id))
  EXECUTE FUNCTION public.notice_sensitive_content();

CREATE OR REPLACE TRIGGER sensitive_content AFTER INSERT ON public.medication_request FOR EACH ROW
  WHEN (NEW.status <> 'entered-in-error') EXECUTE FUNCTION public.notice_sensitive_content();
CREATE OR REPLACE TRIGGER sensitive_content_changed AFTER UPDATE ON public.medication_request FOR EACH ROW
  WHEN (NEW.status <> 'entered-in-error'
    AND (NEW.code_system, NEW.code, NEW.patient_id) IS DISTINCT FROM (OLD.code_system, OLD.code, OLD.patient_id))
  EXECUTE FUNCTION public.notice_sensitive_content();

-- What came over FHIR is looked at whole: the chart takes the first coding of several, and some types not at all. Orders say little,
-- and a family's history is about others. The function asks it: a condition that calls functions is compiled anew for every statement.
CREATE OR REPLACE FUNCTION public.tells_of_patient(resource_type text, resource jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT resource_type NOT IN ('FamilyMemberHistory', 'ServiceRequest')
    AND resource->>'status' IS DISTINCT FROM 'entered-in-error'
    AND NOT jsonb_path_exists(resource, '$.verificationStatus.coding[*].code ? (@ == "refuted" || @ == "entered-in-error")')
$$;
CREATE OR REPLACE TRIGGER sensitive_content AFTER INSERT ON public.fhir_source FOR EACH ROW
  EXECUTE FUNCTION public.notice_sensitive_content();
CREATE OR REPLACE TRIGGER sensitive_content_changed AFTER UPDATE ON public.fhir_source FOR EACH ROW
  WHEN (public.tells_of_patient(NEW.resource_type, NEW.resource)
    AND (public.sensitive_code_in(NEW.resource) IS DISTINCT FROM public.sensitive_code_in(OLD.resource)
      OR NEW.patient_id IS DISTINCT FROM OLD.patient_id
      OR NOT public.tells_of_patient(OLD.resource_type, OLD.resource)))
  EXECUTE FUNCTION public.notice_sensitive_content();

-- Who comes into a sensitive ward: admitted, moved, or written down as having been there.
CREATE OR REPLACE FUNCTION public.notice_sensitive_ward() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ward_code text;
BEGIN
  SELECT code INTO ward_code FROM ward WHERE id = NEW.ward_id AND sensitive;
  IF FOUND THEN
    PERFORM raise_confidentiality(NEW.patient_id, format('sensitive ward (%s)', ward_code));
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER sensitive_ward AFTER INSERT ON public.encounter FOR EACH ROW
  WHEN (NEW.ward_id IS NOT NULL AND NEW.status <> 'cancelled') EXECUTE FUNCTION public.notice_sensitive_ward();
CREATE OR REPLACE TRIGGER sensitive_ward_changed AFTER UPDATE ON public.encounter FOR EACH ROW
  WHEN (NEW.ward_id IS DISTINCT FROM OLD.ward_id AND NEW.ward_id IS NOT NULL) EXECUTE FUNCTION public.notice_sensitive_ward();
CREATE OR REPLACE TRIGGER sensitive_ward AFTER INSERT ON public.stay FOR EACH ROW EXECUTE FUNCTION public.notice_sensitive_ward();
CREATE OR REPLACE TRIGGER sensitive_ward_changed AFTER UPDATE ON public.stay FOR EACH ROW
  WHEN (NEW.ward_id IS DISTINCT FROM OLD.ward_id) EXECUTE FUNCTION public.notice_sensitive_ward();

-- A ward that becomes sensitive takes along who is in it at that moment; who left it is not touched.
CREATE OR REPLACE FUNCTION public.notice_ward_marked() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM raise_confidentiality(visit.patient_id, format('sensitive ward (%s)', NEW.code))
     FROM (SELECT DISTINCT patient_id FROM encounter
            WHERE ward_id = NEW.id AND status IN ('planned', 'in-progress') ORDER BY patient_id) visit;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER ward_marked_sensitive AFTER UPDATE ON public.ward FOR EACH ROW
  WHEN (NEW.sensitive AND NOT OLD.sensitive) EXECUTE FUNCTION public.notice_ward_marked();

-- Lowering is for privacy officers and medical records officers, with a reason; V (VIP) is given by them and by registration. The
-- service says the same in better words (src/clinical/patients/confidentiality.rules.ts); the service itself may write V when it furnishes
-- a hospital, and lowers nothing.
CREATE OR REPLACE FUNCTION public.hold_confidentiality() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  context jsonb := nullif(current_setting('emr.context', true), '')::jsonb;
  role text := coalesce(context->>'role', '');
  before text := CASE TG_OP WHEN 'UPDATE' THEN OLD.confidentiality ELSE 'N' END;
BEGIN
  IF array_position(ARRAY['N', 'R', 'V'], NEW.confidentiality) < array_position(ARRAY['N', 'R', 'V'], before)
     AND (role NOT IN ('privacy-officer', 'records-officer') OR btrim(coalesce(context->>'reason', '')) = '') THEN
    RAISE EXCEPTION 'constraint "patient_confidentiality_held": % to % is for privacy and records officers, with a reason',
      before, NEW.confidentiality USING ERRCODE = 'EM005', CONSTRAINT = 'patient_confidentiality_held';
  ELSIF NEW.confidentiality = 'V' AND before <> 'V' AND coalesce(context->>'actorKind', '') <> 'system'
     AND role NOT IN ('registrar', 'privacy-officer', 'records-officer') THEN
    RAISE EXCEPTION 'constraint "patient_confidentiality_held": V is for registrars, privacy and records officers'
      USING ERRCODE = 'EM005', CONSTRAINT = 'patient_confidentiality_held';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER hold_confidentiality BEFORE INSERT ON public.patient FOR EACH ROW
  WHEN (NEW.confidentiality <> 'N') EXECUTE FUNCTION public.hold_confidentiality();
CREATE OR REPLACE TRIGGER hold_confidentiality_changed BEFORE UPDATE ON public.patient FOR EACH ROW
  WHEN (NEW.confidentiality IS DISTINCT FROM OLD.confidentiality) EXECUTE FUNCTION public.hold_confidentiality();
