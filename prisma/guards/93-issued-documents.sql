-- What anybody may learn of a printed document who has its code: that it is genuine, by whom and when, whether it or what it says was taken back
-- since, and when a newer one in its language took its place. Nothing of the patient, and not what kind of paper it is. In the owner's name, since nobody who asks
-- may see the patient. `note_types` names, for each form, the kinds of notes that it is made of.
DROP FUNCTION IF EXISTS public.verify_document(text);
DROP FUNCTION IF EXISTS public.verify_document(text, jsonb);
CREATE OR REPLACE FUNCTION public.verify_document(wanted text, note_types jsonb)
RETURNS TABLE (issued_at timestamptz, issuer_name text, sha256 text, fingerprint text, draft boolean, withdrawn boolean, withdrawn_at timestamptz,
  replaced_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.issued_at, d.issuer_name, d.sha256, d.fingerprint, d.draft,
    -- Somebody took it back; the stay never was, the discharge was taken back, or a note that was printed is an error.
    d.withdrawn_at IS NOT NULL OR NOT d.draft AND (e.status IN ('cancelled', 'entered-in-error')
      OR d.form IN ('discharge', 'referral') AND e.status <> 'finished'
      OR EXISTS (SELECT FROM note n WHERE n.patient_id = d.patient_id AND n.status = 'entered-in-error' AND n.signed_at <= d.issued_at
        AND (d.printed_encounter_id IS NULL OR n.encounter_id = d.printed_encounter_id AND note_types->d.form ? n.type)
        AND n.updated_at > d.issued_at)) IS TRUE,
    d.withdrawn_at,
    CASE WHEN d.form <> 'record' THEN (SELECT min(later.issued_at) FROM issued_document later
      WHERE later.patient_id = d.patient_id AND later.form = d.form AND later.language = d.language AND later.printed_encounter_id IS NOT DISTINCT FROM d.printed_encounter_id
        AND later.id > d.id AND later.fingerprint <> d.fingerprint AND NOT later.draft) END
  FROM issued_document d LEFT JOIN encounter e ON e.id = d.printed_encounter_id WHERE d.code = wanted
$$;
REVOKE EXECUTE ON FUNCTION public.verify_document(text, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.verify_document(text, jsonb) TO emr_app;

-- Whose child it is, on the wristband of a newborn: name and number of the mother, to whoever may print it, in whichever ward she lies. In the
-- owner's name, since who cares for the child alone may not see her record; that she was shown is on the trail.
CREATE OR REPLACE FUNCTION public.mother_on_wristband(visit uuid) RETURNS TABLE (id uuid, mrn text, full_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.mrn, m.full_name FROM encounter e JOIN patient p ON p.id = e.patient_id JOIN patient m ON m.id = p.mother_id WHERE e.id = visit
$$;
REVOKE EXECUTE ON FUNCTION public.mother_on_wristband(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.mother_on_wristband(uuid) TO emr_app;
