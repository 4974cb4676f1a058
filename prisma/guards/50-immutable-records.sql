-- What of a record never changes is declared with it (52-declared-records.sql). Here stands what a list of columns cannot say: a signed
-- note may only be marked as entered in error.
CREATE OR REPLACE FUNCTION public.refuse_reopening_of_signed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'note % is signed and cannot become %', OLD.id, NEW.status USING ERRCODE = 'EM004';
END $$;
CREATE OR REPLACE TRIGGER a_signed_note_stays BEFORE UPDATE ON public.note FOR EACH ROW
  WHEN (OLD.status <> 'draft' AND NEW.status <> OLD.status AND NEW.status <> 'entered-in-error')
  EXECUTE FUNCTION public.refuse_reopening_of_signed_note();

-- Of versions before this one.
DROP TRIGGER IF EXISTS a_kept_version_stays ON public.note_version;
DROP TRIGGER IF EXISTS a_kept_version_stays ON public.diagnostic_report_version;
DROP TRIGGER IF EXISTS an_observed_value_stays ON public.observation;
DROP TRIGGER IF EXISTS an_identifier_stays ON public.patient_identifier;
DROP FUNCTION IF EXISTS public.refuse_change_of_signed_note(), public.refuse_change_of_kept_record(),
  public.refuse_change_of_observed_value(), public.refuse_change_of_identifier();
