-- Whether, and why, a clinician may see a patient. One decision for the routes, for the explanation and for lists.

DROP FUNCTION IF EXISTS public.care_reason(uuid, uuid, int), public.care_decisions(jsonb, int);

-- Written as PL/pgSQL, whose statements are planned once a connection and run only as far as needed: the decision stands before
-- every request, and as one SQL query it cost more than most of them.

-- Whom a record is about. Reads past the sight policies: a decision has to look before anything may be seen.
CREATE OR REPLACE FUNCTION public.care_patient_of(kind text, thing uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found_patient uuid;
BEGIN
  CASE kind
    WHEN 'patient' THEN SELECT id INTO found_patient FROM patient WHERE id = thing;
    WHEN 'encounter' THEN SELECT patient_id INTO found_patient FROM encounter WHERE id = thing;
    WHEN 'vital_signs' THEN SELECT patient_id INTO found_patient FROM vital_signs WHERE id = thing;
    WHEN 'note' THEN SELECT patient_id INTO found_patient FROM note WHERE id = thing;
    WHEN 'service_order' THEN SELECT patient_id INTO found_patient FROM service_order WHERE id = thing;
    WHEN 'diagnostic_report' THEN SELECT patient_id INTO found_patient FROM diagnostic_report WHERE id = thing;
    WHEN 'medication_request' THEN SELECT patient_id INTO found_patient FROM medication_request WHERE id = thing;
    WHEN 'allergy' THEN SELECT patient_id INTO found_patient FROM allergy WHERE id = thing;
    WHEN 'problem' THEN SELECT patient_id INTO found_patient FROM problem WHERE id = thing;
    WHEN 'fhir_source' THEN SELECT patient_id INTO found_patient FROM fhir_source WHERE id = thing;
    WHEN 'observation' THEN
      SELECT patient_id INTO found_patient FROM observation WHERE id = thing;
      IF found_patient IS NULL THEN
        SELECT patient_id INTO found_patient FROM vital_signs WHERE id = thing;
      END IF;
  END CASE;
  RETURN found_patient;
END $$;

-- Why this person may see this patient now; `because` is null when they may not. `tie_days` is how long a tie lasts after the
-- ward was left; confidential records, and those of colleagues, are open to those who treat the patient now and to whom they ask.
CREATE OR REPLACE FUNCTION public.care_reason(person uuid, about uuid, tie_days int,
  OUT because text, OUT until timestamptz, OUT grant_reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE colleague uuid;
BEGIN
  SELECT id INTO colleague FROM staff_member WHERE patient_id = about;
  IF colleague IS DISTINCT FROM person THEN
    SELECT CASE WHEN work.until IS NULL THEN 'ward' ELSE 'duty' END, work.until INTO because, until
      FROM encounter visit JOIN wards_of(person) work ON work.ward_id = visit.ward_id
     WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress')
     ORDER BY work.until DESC NULLS FIRST LIMIT 1;
    IF because IS NOT NULL THEN
      RETURN;
    END IF;
  END IF;
  SELECT given.kind, given.until, given.reason INTO because, until, grant_reason FROM access_grant given
   WHERE given.staff_id = person AND given.patient_id = about AND given.until > now() ORDER BY given.until DESC LIMIT 1;
  IF because IS NOT NULL OR colleague IS NOT NULL
     OR EXISTS (SELECT FROM patient WHERE id = about AND confidentiality <> 'N') THEN
    RETURN;
  END IF;
  IF (SELECT hospital_wide FROM staff_member WHERE id = person) THEN
    because := 'hospital-wide';
  ELSIF public.care_tie(person, about, now(), tie_days) THEN
    because := 'recent';
  END IF;
END $$;

-- The patients a clinician's lists may show: those of one ward, or of every ward where they work or are on duty, who are here now or
-- left within `tie_days`. A ward where the person does not work has none, unless they are on call for the whole hospital.
CREATE OR REPLACE FUNCTION public.care_patients(person uuid, ward uuid, tie_days int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH theirs AS MATERIALIZED (
    SELECT w.id FROM ward w WHERE (ward IS NULL OR w.id = ward) AND (
      w.id IN (SELECT work.ward_id FROM wards_of(person) work)
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
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE ask record;
BEGIN
  FOR ask IN SELECT * FROM jsonb_to_recordset(asked) AS one (place int, person uuid, kind text, id uuid, ward uuid) LOOP
    place := ask.place;
    patient_id := NULL;
    because := NULL;
    until := NULL;
    grant_reason := NULL;
    patients := NULL;
    IF ask.kind IN ('ward', 'mine') THEN
      because := 'list';
      patients := ARRAY(SELECT public.care_patients(ask.person, ask.ward, tie_days));
    ELSE
      patient_id := public.care_patient_of(CASE ask.kind WHEN 'admission' THEN 'patient' ELSE ask.kind END, ask.id);
      IF patient_id IS NULL THEN
        NULL;
      ELSIF ask.kind = 'admission' THEN
        IF ask.ward IN (SELECT work.ward_id FROM wards_of(ask.person) work)
           OR (SELECT hospital_wide FROM staff_member WHERE id = ask.person) THEN
          because := 'admission';
        END IF;
      ELSE
        SELECT reason.* INTO because, until, grant_reason FROM public.care_reason(ask.person, patient_id, tie_days) reason;
      END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
END $$;
