-- What anybody may learn of a printed document who has its code: that it is genuine, by whom and when. Nothing of the patient, and not what
-- kind of paper it is. In the owner's name, since nobody who asks may see the patient.
CREATE OR REPLACE FUNCTION public.verify_document(wanted text)
RETURNS TABLE (issued_at timestamptz, issuer_name text, sha256 text, fingerprint text, draft boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.issued_at, d.issuer_name, d.sha256, d.fingerprint, d.draft FROM issued_document d WHERE d.code = wanted
$$;
REVOKE EXECUTE ON FUNCTION public.verify_document(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.verify_document(text) TO emr_app;
