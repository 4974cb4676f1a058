-- What of a record never changes is declared with it (52-declared-records.sql). Here stands what a list of columns cannot say: a signed
-- note may only be confirmed, or marked as entered in error.
CREATE OR REPLACE FUNCTION public.refuse_reopening_of_signed_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'note % is signed and cannot become %', OLD.id, NEW.status USING ERRCODE = 'EM004';
END $$;
CREATE OR REPLACE TRIGGER a_signed_note_stays BEFORE UPDATE ON public.note FOR EACH ROW
  WHEN (OLD.status <> 'draft' AND NEW.status <> OLD.status AND NEW.status <> 'entered-in-error'
    AND NOT (OLD.status = 'awaiting-cosignature' AND NEW.status = 'signed'))
  EXECUTE FUNCTION public.refuse_reopening_of_signed_note();

-- With which key something was signed, and who holds it, stays what it is; it is only sealed anew or goes out of use.
CREATE OR REPLACE FUNCTION public.refuse_change_of_signing_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'signing key % cannot be overwritten', OLD.id USING ERRCODE = 'EM004';
END $$;
CREATE OR REPLACE TRIGGER a_signing_key_stays BEFORE UPDATE ON public.staff_signing_key FOR EACH ROW
  WHEN ((NEW.staff_id, NEW.thumbprint, NEW.public_jwk, NEW.held_at, NEW.created_at) IS DISTINCT FROM
      (OLD.staff_id, OLD.thumbprint, OLD.public_jwk, OLD.held_at, OLD.created_at)
    OR (OLD.retired_at IS NOT NULL AND NEW.retired_at IS DISTINCT FROM OLD.retired_at))
  EXECUTE FUNCTION public.refuse_change_of_signing_key();

-- What was loaded stays as it was loaded: what is written refers to it by its version.
CREATE OR REPLACE FUNCTION public.refuse_change_of_reference_data() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'reference data % cannot be overwritten: load a newer version', OLD.id USING ERRCODE = 'EM004';
END $$;
CREATE OR REPLACE TRIGGER a_loaded_version_stays BEFORE UPDATE OR DELETE ON public.reference_data FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_reference_data();

-- Of versions before this one.
DROP TRIGGER IF EXISTS a_kept_version_stays ON public.note_version;
DROP TRIGGER IF EXISTS a_kept_version_stays ON public.diagnostic_report_version;
DROP TRIGGER IF EXISTS an_observed_value_stays ON public.observation;
DROP TRIGGER IF EXISTS an_identifier_stays ON public.patient_identifier;
DROP FUNCTION IF EXISTS public.refuse_change_of_signed_note(), public.refuse_change_of_kept_record(),
  public.refuse_change_of_observed_value(), public.refuse_change_of_identifier();
