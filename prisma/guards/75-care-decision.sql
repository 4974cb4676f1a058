-- Whether, and why, a clinician may see a patient. One decision for the routes, for the explanation and for lists.

-- Whom a record is about. Reads past the sight policies: a decision has to look before anything may be seen.
CREATE OR REPLACE FUNCTION public.care_patient_of(kind text, thing uuid) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE kind
    WHEN 'patient' THEN (SELECT id FROM patient WHERE id = thing)
    WHEN 'encounter' THEN (SELECT patient_id FROM encounter WHERE id = thing)
    WHEN 'vital_signs' THEN (SELECT patient_id FROM vital_signs WHERE id = thing)
    WHEN 'note' THEN (SELECT patient_id FROM note WHERE id = thing)
    WHEN 'service_order' THEN (SELECT patient_id FROM service_order WHERE id = thing)
    WHEN 'diagnostic_report' THEN (SELECT patient_id FROM diagnostic_report WHERE id = thing)
    WHEN 'medication_request' THEN (SELECT patient_id FROM medication_request WHERE id = thing)
    WHEN 'allergy' THEN (SELECT patient_id FROM allergy WHERE id = thing)
    WHEN 'problem' THEN (SELECT patient_id FROM problem WHERE id = thing)
    WHEN 'observation' THEN coalesce((SELECT patient_id FROM observation WHERE id = thing),
                                     (SELECT patient_id FROM vital_signs WHERE id = thing))
    WHEN 'fhir_source' THEN (SELECT patient_id FROM fhir_source WHERE id = thing)
  END
$$;

-- Why this person may see this patient now; no row when they may not. `tie_days` is how long a tie lasts after the ward was
-- left; confidential records, and those of colleagues, are open to those who treat the patient now and to whom they ask.
CREATE OR REPLACE FUNCTION public.care_reason(person uuid, about uuid, tie_days int)
RETURNS TABLE (because text, until timestamptz, grant_reason text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH sensitive AS MATERIALIZED (
    SELECT p.confidentiality <> 'N' OR c.id IS NOT NULL AS yes, coalesce(c.id = person, false) AS own
      FROM patient p LEFT JOIN staff_member c ON c.patient_id = p.id WHERE p.id = about)
  SELECT * FROM (
    SELECT 'ward' AS because, NULL::timestamptz AS until, NULL::text AS grant_reason
     WHERE NOT (SELECT own FROM sensitive) AND EXISTS (
       SELECT FROM encounter visit JOIN staff_ward work ON work.ward_id = visit.ward_id
        WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress')
          AND work.staff_id = person AND work.ended_at IS NULL)
    UNION ALL
    SELECT kind, given.until, reason FROM access_grant given
     WHERE given.staff_id = person AND given.patient_id = about AND given.until > now()
    UNION ALL
    SELECT 'hospital-wide', NULL, NULL
     WHERE NOT (SELECT yes FROM sensitive) AND (SELECT hospital_wide FROM staff_member WHERE id = person)
    UNION ALL
    SELECT 'recent', NULL, NULL
     WHERE NOT (SELECT yes FROM sensitive) AND public.care_tie(person, about, now(), tie_days)
  ) reasons LIMIT 1
$$;

-- The patients a clinician's lists may show: those of one ward, or of every ward where they work, who are here now or
-- left within `tie_days`. A ward where the person does not work has none, unless they are on call for the whole hospital.
CREATE OR REPLACE FUNCTION public.care_patients(person uuid, ward uuid, tie_days int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH theirs AS MATERIALIZED (
    SELECT w.id FROM ward w WHERE (ward IS NULL OR w.id = ward) AND (
      EXISTS (SELECT FROM staff_ward work WHERE work.staff_id = person AND work.ward_id = w.id AND work.ended_at IS NULL)
      OR (SELECT hospital_wide FROM staff_member WHERE id = person)))
  SELECT DISTINCT patient_id FROM (
    SELECT visit.patient_id FROM theirs JOIN encounter visit ON visit.ward_id = theirs.id
     WHERE visit.status IN ('planned', 'in-progress')
    UNION ALL
    (SELECT visit.patient_id FROM theirs JOIN encounter visit ON visit.ward_id = theirs.id
      WHERE visit.status NOT IN ('planned', 'in-progress') AND visit.ended_at > now() - make_interval(days => tie_days)
        AND visit.started_at > now() - make_interval(days => tie_days + 400)
        AND NOT EXISTS (SELECT FROM patient p WHERE p.id = visit.patient_id AND p.confidentiality <> 'N')
      ORDER BY visit.started_at DESC LIMIT 2000)
    UNION ALL
    SELECT given.patient_id FROM access_grant given WHERE ward IS NULL AND given.staff_id = person AND given.until > now()
  ) seen
$$;

-- What many requests ask at once: whom each is about, whether it may be, and whom its list may show.
-- `asked` is an array of {place, person, kind, id, ward}; kinds `ward` and `mine` are lists, `admission` needs a ward of theirs.
CREATE OR REPLACE FUNCTION public.care_decisions(asked jsonb, tie_days int)
RETURNS TABLE (place int, patient_id uuid, because text, until timestamptz, grant_reason text, patients uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT ask.place, subject.id, decision.because, decision.until, decision.grant_reason, decision.patients
    FROM jsonb_to_recordset(asked) AS ask (place int, person uuid, kind text, id uuid, ward uuid)
    CROSS JOIN LATERAL (SELECT CASE WHEN ask.kind IN ('ward', 'mine') THEN NULL
      ELSE public.care_patient_of(CASE ask.kind WHEN 'admission' THEN 'patient' ELSE ask.kind END, ask.id) END AS id) subject
    LEFT JOIN LATERAL (
      SELECT 'list' AS because, NULL::timestamptz AS until, NULL::text AS grant_reason,
             ARRAY(SELECT public.care_patients(ask.person, ask.ward, tie_days)) AS patients
       WHERE ask.kind IN ('ward', 'mine')
      UNION ALL
      SELECT 'admission', NULL, NULL, NULL WHERE ask.kind = 'admission' AND subject.id IS NOT NULL AND (
        EXISTS (SELECT FROM staff_ward work WHERE work.staff_id = ask.person AND work.ward_id = ask.ward AND work.ended_at IS NULL)
        OR (SELECT hospital_wide FROM staff_member WHERE id = ask.person))
      UNION ALL
      SELECT reason.because, reason.until, reason.grant_reason, NULL FROM public.care_reason(ask.person, subject.id, tie_days) reason
       WHERE ask.kind NOT IN ('ward', 'mine') AND subject.id IS NOT NULL
      LIMIT 1) decision ON true
$$;
