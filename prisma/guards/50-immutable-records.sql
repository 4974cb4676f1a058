-- A signed note and every kept version of a note stay as they are. A mistake is marked, or answered by an addendum.
CREATE OR REPLACE FUNCTION public.refuse_change_of_signed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'draft' AND (
       (NEW.sections, NEW.type, NEW.author_id, NEW.signed_by, NEW.signed_at, NEW.content_hash, NEW.patient_id,
        NEW.encounter_id, NEW.addendum_to)
       IS DISTINCT FROM
       (OLD.sections, OLD.type, OLD.author_id, OLD.signed_by, OLD.signed_at, OLD.content_hash, OLD.patient_id,
        OLD.encounter_id, OLD.addendum_to)
       OR (NEW.status <> OLD.status AND NEW.status <> 'entered-in-error')) THEN
    RAISE EXCEPTION 'note % is signed and cannot change', OLD.id USING ERRCODE = 'EM004';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_signed_note_stays BEFORE UPDATE ON public.note
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_signed_note();

CREATE OR REPLACE FUNCTION public.refuse_change_of_kept_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% keeps what was written: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'EM004';
END $$;
CREATE OR REPLACE TRIGGER a_kept_version_stays BEFORE UPDATE OR DELETE ON public.note_version
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_kept_record();

-- A result's value is never overwritten: a correction is a new row, and the old one is only marked superseded.
-- A value that came before its report may be put into that report, once.
CREATE OR REPLACE FUNCTION public.refuse_change_of_observed_value() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - '{superseded_at,report_id}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{superseded_at,report_id}'::text[])
     OR (OLD.report_id IS NOT NULL AND NEW.report_id IS DISTINCT FROM OLD.report_id) THEN
    RAISE EXCEPTION 'observation % cannot be overwritten; record a correction', OLD.id USING ERRCODE = 'EM004';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER an_observed_value_stays BEFORE UPDATE ON public.observation
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_observed_value();

-- An identifier is never overwritten: what was wrong is retired, once, and stays readable.
CREATE OR REPLACE FUNCTION public.refuse_change_of_identifier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.retired_at IS NOT NULL
     OR (NEW.patient_id, NEW.system, NEW.value) IS DISTINCT FROM (OLD.patient_id, OLD.system, OLD.value) THEN
    RAISE EXCEPTION 'identifier % cannot be overwritten; retire it', OLD.id USING ERRCODE = 'EM004';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER an_identifier_stays BEFORE UPDATE ON public.patient_identifier
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_identifier();
