-- Whether, and why, a person may see a patient. One decision for the routes, for the explanation and for lists: what a list shows, the
-- decision about that patient allows.

DROP FUNCTION IF EXISTS public.care_reason(uuid, uuid, int), public.care_decisions(jsonb, int);

-- Written as PL/pgSQL, whose statements are planned once a connection and run only as far as needed: the decision stands before
-- every request, and as one SQL query it cost more than most of them. What stands there on every path is called in an expression, which
-- costs half of a query.

-- What is asked from outside reads past the sight policies: a decision has to look before anything may be seen. What only runs within
-- (`care_reason` and its like) has no rights of its own, since each change of rights and search path costs as much as a look-up.

-- Whether a record is closed to those whom only their role, their being on call for all, or a ward they once had would let in: marked
-- R or V, or a colleague's.
CREATE OR REPLACE FUNCTION public.record_closed(about uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM patient WHERE id = about AND confidentiality <> 'N')
      OR EXISTS (SELECT FROM staff_member WHERE patient_id = about);
END $$;

-- Why this clinician may see this patient now; `because` is null when they may not. `tie_days` is how long a tie lasts after the
-- ward was left. Their own record has no reason. The ward where they work comes first and by itself, since that is what nearly every
-- request is about.
CREATE OR REPLACE FUNCTION public.care_reason(person uuid, about uuid, tie_days int,
  OUT because text, OUT until timestamptz, OUT grant_reason text)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  own boolean;
  wide boolean;
BEGIN
  SELECT self.patient_id IS NOT DISTINCT FROM about, self.hospital_wide INTO own, wide FROM staff_member self WHERE self.id = person;
  IF own THEN
    RETURN;
  END IF;
  IF EXISTS (SELECT FROM encounter visit JOIN staff_ward work ON work.ward_id = visit.ward_id
              WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress')
                AND work.staff_id = person AND work.ended_at IS NULL) THEN
    because := 'ward';
    RETURN;
  END IF;
  SELECT 'duty', work.until INTO because, until
    FROM encounter visit JOIN wards_of(person) work ON work.ward_id = visit.ward_id
   WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress')
   ORDER BY work.until DESC LIMIT 1;
  IF because IS NOT NULL THEN
    RETURN;
  END IF;
  SELECT given.kind, given.until, given.reason INTO because, until, grant_reason FROM access_grant given
   WHERE given.patient_id = about AND given.until > now()
     AND (given.staff_id = person OR given.ward_id IN (SELECT work.ward_id FROM wards_of(person) work))
   ORDER BY given.kind = 'break-glass', given.until DESC LIMIT 1;
  IF because IS NOT NULL OR public.record_closed(about) THEN
    RETURN;
  END IF;
  IF wide THEN
    because := 'hospital-wide';
  ELSIF public.care_tie(person, about, now(), tie_days) THEN
    because := 'recent';
  END IF;
END $$;

-- The patients a clinician's lists may show: those of one ward, or of every ward where they work or are on duty, who are here now or
-- left within `tie_days`, and whom they were asked to. A ward where the person does not work has none, unless they are on call for the
-- whole hospital, and then none whose record is closed. Emergencies open one record, and no list.
CREATE OR REPLACE FUNCTION public.care_patients(person uuid, ward uuid, tie_days int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH self AS MATERIALIZED (SELECT patient_id, hospital_wide FROM staff_member WHERE id = person),
  working AS MATERIALIZED (SELECT work.ward_id, bool_or(work.until IS NULL) AS lasting FROM wards_of(person) work GROUP BY 1),
  theirs AS MATERIALIZED (
    SELECT w.id, working.ward_id IS NOT NULL AS treats, coalesce(working.lasting, false) OR (SELECT hospital_wide FROM self) AS remembers
      FROM ward w LEFT JOIN working ON working.ward_id = w.id
     WHERE (ward IS NULL OR w.id = ward) AND (working.ward_id IS NOT NULL OR (SELECT hospital_wide FROM self)))
  SELECT DISTINCT patient_id FROM (
    SELECT visit.patient_id FROM theirs JOIN encounter visit ON visit.ward_id = theirs.id
     WHERE visit.status IN ('planned', 'in-progress')
       AND (theirs.treats
         OR NOT EXISTS (SELECT FROM patient p WHERE p.id = visit.patient_id AND p.confidentiality <> 'N')
            AND NOT EXISTS (SELECT FROM staff_member c WHERE c.patient_id = visit.patient_id))
    UNION ALL
    (SELECT visit.patient_id FROM theirs JOIN encounter visit ON visit.ward_id = theirs.id
      WHERE theirs.remembers AND visit.status = 'finished' AND visit.ended_at > now() - make_interval(days => tie_days)
        AND visit.started_at > now() - make_interval(days => tie_days + 400)
        AND NOT EXISTS (SELECT FROM patient p WHERE p.id = visit.patient_id AND p.confidentiality <> 'N')
        AND NOT EXISTS (SELECT FROM staff_member c WHERE c.patient_id = visit.patient_id)
      ORDER BY visit.started_at DESC LIMIT 2000)
    UNION ALL
    SELECT given.patient_id FROM access_grant given
     WHERE ward IS NULL AND given.staff_id = person AND given.kind = 'consultation' AND given.until > now()
    UNION ALL
    SELECT given.patient_id FROM working JOIN access_grant given ON given.ward_id = working.ward_id
     WHERE ward IS NULL AND given.kind = 'referral' AND given.until > now()
  ) seen WHERE patient_id IS DISTINCT FROM (SELECT self.patient_id FROM self)
$$;

-- Why this role, whose work is with the patients of all wards, may see this patient; `lacks` says what is missing. A closed record
-- needs more than the role: for those who carry orders out, an order that is open or ended within `tie_days`, or the broken glass; for
-- records officers, a reason told with the request. Registrars see who somebody is and their visits, of everyone.
CREATE OR REPLACE FUNCTION public.role_reason(person uuid, role text, about uuid, told boolean, tie_days int,
  OUT because text, OUT until timestamptz, OUT grant_reason text, OUT lacks text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT public.record_closed(about) THEN
    because := 'role';
  ELSIF EXISTS (SELECT FROM staff_member self WHERE self.id = person AND self.patient_id = about) THEN
    lacks := 'own';
  ELSIF role = 'registrar' THEN
    because := 'role';
  ELSIF role = 'records-officer' THEN
    because := CASE WHEN told THEN 'stated-reason' END;
    lacks := CASE WHEN told THEN NULL ELSE 'stated-reason' END;
  ELSIF (CASE role
      WHEN 'pharmacist' THEN EXISTS (
        SELECT FROM medication_request m WHERE m.patient_id = about AND m.status <> 'entered-in-error'
           AND (m.status IN ('active', 'on-hold') OR m.updated_at > now() - make_interval(days => tie_days)))
      ELSE EXISTS (
        SELECT FROM service_order o WHERE o.patient_id = about AND o.signed_at IS NOT NULL AND o.status <> 'entered-in-error'
           AND (o.ended_at IS NULL OR o.ended_at > now() - make_interval(days => tie_days)))
      END) THEN
    because := 'order';
  ELSE
    SELECT given.kind, given.until, given.reason INTO because, until, grant_reason FROM access_grant given
     WHERE given.staff_id = person AND given.patient_id = about AND given.kind = 'break-glass' AND given.until > now()
     ORDER BY given.until DESC LIMIT 1;
    lacks := CASE WHEN because IS NULL THEN 'order' END;
  END IF;
END $$;

-- Whether a list of such a role may show a patient. `sight` is `^role tie_days person`; a broken glass opens no list, nor does a told reason.
CREATE OR REPLACE FUNCTION public.open_to_role(sight text, about uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE reason text;
BEGIN
  IF NOT public.record_closed(about) THEN
    RETURN true;
  END IF;
  SELECT because INTO reason FROM public.role_reason(split_part(sight, ' ', 3)::uuid, ltrim(split_part(sight, ' ', 1), '^'), about, false,
    split_part(sight, ' ', 2)::int);
  RETURN coalesce(reason IN ('role', 'order'), false);
END $$;

-- Why this clinician may admit this patient into a ward. It must be one of theirs, and a closed record needs a reason besides the
-- admission: else admitting would open what only breaking the glass does.
CREATE OR REPLACE FUNCTION public.admission_reason(person uuid, about uuid, ward uuid, tie_days int,
  OUT because text, OUT until timestamptz, OUT grant_reason text, OUT lacks text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT (ward IN (SELECT work.ward_id FROM wards_of(person) work)
          OR (SELECT hospital_wide FROM staff_member WHERE id = person)) THEN
    lacks := 'relation';
    RETURN;
  END IF;
  SELECT reason.* INTO because, until, grant_reason FROM public.care_reason(person, about, tie_days) reason;
  IF because IS NULL THEN
    lacks := CASE WHEN public.record_closed(about) THEN 'other-reason' END;
    because := CASE WHEN lacks IS NULL THEN 'admission' END;
  END IF;
END $$;

-- What a request asks: whom it is about, whether it may be, and whom its list may show. Kinds `ward` and `mine` are lists, `admission`
-- needs a ward; `told` says that the request brought a reason. `lacks` tells why not: `relation` `own` `order` `stated-reason` `other-reason`.
CREATE OR REPLACE FUNCTION public.care_decision(person uuid, role text, kind text, thing uuid, ward uuid, told boolean, tie_days int,
  OUT patient_id uuid, OUT because text, OUT until timestamptz, OUT grant_reason text, OUT lacks text, OUT patients uuid[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  in_the_house CONSTANT boolean := coalesce(role IN ('registrar', 'pharmacist', 'lab', 'radiographer', 'records-officer'), false);
  reason record;
BEGIN
  IF kind IN ('ward', 'mine') THEN
    because := 'list';
    patients := ARRAY(SELECT public.care_patients(person, ward, tie_days));
    RETURN;
  END IF;
  patient_id := public.care_patient_of(CASE kind WHEN 'admission' THEN 'patient' ELSE kind END, thing);
  IF patient_id IS NULL THEN
    RETURN;
  END IF;
  IF in_the_house THEN
    reason := public.role_reason(person, role, patient_id, told, tie_days);
    lacks := reason.lacks;
  ELSIF kind = 'admission' THEN
    reason := public.admission_reason(person, patient_id, ward, tie_days);
    lacks := reason.lacks;
  ELSE
    reason := public.care_reason(person, patient_id, tie_days);
  END IF;
  because := reason.because;
  until := reason.until;
  grant_reason := reason.grant_reason;
  IF because IS NULL AND NOT in_the_house THEN
    lacks := CASE WHEN EXISTS (SELECT FROM staff_member self WHERE self.id = person AND self.patient_id = care_decision.patient_id)
      THEN 'own' ELSE coalesce(lacks, 'relation') END;
  END IF;
END $$;
