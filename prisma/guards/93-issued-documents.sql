-- What anybody may learn of a printed document who has its code: that it is genuine, by whom and when. Nothing of the patient, and not what
-- kind of paper it is. In the owner's name, since nobody who asks may see the patient.
CREATE OR REPLACE FUNCTION public.verify_document(wanted text)
RETURNS TABLE (issued_at timestamptz, issuer_name text, sha256 text, fingerprint text, draft boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.issued_at, d.issuer_name, d.sha256, d.fingerprint, d.draft FROM issued_document d WHERE d.code = wanted
$$;
REVOKE EXECUTE ON FUNCTION public.verify_document(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.verify_document(text) TO emr_app;

-- Whose child it is, on the wristband of a newborn: name and number of the mother, to whoever may print it, in whichever ward she lies. In the
-- owner's name, since who cares for the child alone may not see her record; that she was shown is on the trail.
CREATE OR REPLACE FUNCTION public.mother_on_wristband(visit uuid) RETURNS TABLE (id uuid, mrn text, full_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.mrn, m.full_name FROM encounter e JOIN patient p ON p.id = e.patient_id JOIN patient m ON m.id = p.mother_id WHERE e.id = visit
$$;
REVOKE EXECUTE ON FUNCTION public.mother_on_wristband(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.mother_on_wristband(uuid) TO emr_app;
