-- Whether, and why, a person may see a patient. One decision for the routes, for the explanation and for lists: what a list shows, the
-- decision about that patient allows.

DROP FUNCTION IF EXISTS public.care_reason(uuid, uuid, int), public.care_decisions(jsonb, int), public.care_patients(uuid, uuid, int),
  public.care_decision(uuid, text, text, uuid, uuid, boolean, int);

-- Written as PL/pgSQL, whose statements are planned once a connection and run only as far as needed: the decision stands before
-- every request, and as one SQL query it cost more than most of them. What stands there on every path is called in an expression, which
-- costs half of a query.

-- What is asked from outside reads past the policies of row-level security: a decision has to look before anything may be seen. What only runs within
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

-- Whether a clinician's lists may show a patient: one who is in a ward where they work or are on duty, or left it within `tie_days`, or
-- whom they were asked to. With `ward`, only what that ward gives counts. A ward where the person does not work gives nothing, unless they
-- are on call for the whole hospital, and then none whose record is closed. Emergencies open one record, and no list.
-- Asked for each row that a statement has found, never gathered beforehand: what it costs does not grow with the past of a ward. Who is
-- there now comes first and by itself, since that is whom nearly every list is about.
CREATE OR REPLACE FUNCTION public.listed_to(person uuid, ward uuid, tie_days int, about uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  own boolean;
  wide boolean;
BEGIN
  IF EXISTS (SELECT FROM encounter visit JOIN staff_ward work ON work.ward_id = visit.ward_id
              WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress') AND (ward IS NULL OR visit.ward_id = ward)
                AND work.staff_id = person AND work.ended_at IS NULL
                AND NOT EXISTS (SELECT FROM staff_member self WHERE self.id = person AND self.patient_id = about)) THEN
    RETURN true;
  END IF;
  SELECT self.patient_id IS NOT DISTINCT FROM about, self.hospital_wide INTO own, wide FROM staff_member self WHERE self.id = person;
  IF own OR own IS NULL THEN
    RETURN false;
  END IF;
  -- One expression: most rows that a list walks past are nobody's of theirs, and each statement begun costs as much as its look-up.
  RETURN EXISTS (SELECT FROM encounter visit JOIN wards_of(person) work ON work.ward_id = visit.ward_id
                  WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress') AND (ward IS NULL OR visit.ward_id = ward))
    OR ward IS NULL AND EXISTS (
      SELECT FROM access_grant given WHERE given.patient_id = about AND given.until > now()
         AND (given.kind = 'consultation' AND given.staff_id = person
           OR given.kind = 'referral' AND given.ward_id IN (SELECT work.ward_id FROM wards_of(person) work)))
    OR (
      EXISTS (SELECT FROM encounter visit
               WHERE visit.patient_id = about AND visit.status = 'finished' AND (ward IS NULL OR visit.ward_id = ward)
                 AND visit.ended_at > now() - make_interval(days => tie_days)
                 AND visit.started_at > now() - make_interval(days => tie_days + 400)
                 AND (wide AND visit.ward_id IS NOT NULL
                   OR EXISTS (SELECT FROM staff_ward work
                               WHERE work.staff_id = person AND work.ward_id = visit.ward_id AND work.ended_at IS NULL)))
      OR wide AND EXISTS (SELECT FROM encounter visit
               WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress')
                 AND visit.ward_id IS NOT NULL AND (ward IS NULL OR visit.ward_id = ward)))
    AND NOT public.record_closed(about);
END $$;

-- Why this role, whose work is with the patients of all wards, may see this patient; `lacks` says what is missing. A closed record
-- needs more than the role: for those who carry orders out, an order that is open or ended within `tie_days`, or the broken glass; for
-- records officers, a reason given with the request. Registrars see who somebody is and their visits, of everyone.
CREATE OR REPLACE FUNCTION public.role_reason(person uuid, role text, about uuid, reason_given boolean, tie_days int,
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
    because := CASE WHEN reason_given THEN 'stated-reason' END;
    lacks := CASE WHEN reason_given THEN NULL ELSE 'stated-reason' END;
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

-- Whether a list may show a patient whose row it has found. `scope` is `^role tie_days person` of a role whose work is hospital-wide,
-- or `^care tie_days person ward` of a clinician, the ward empty for lists of all their wards. A broken glass opens no list, nor does a
-- given reason.
CREATE OR REPLACE FUNCTION public.open_to_role(scope text, about uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  role CONSTANT text := ltrim(split_part(scope, ' ', 1), '^');
  reason text;
BEGIN
  IF role = 'care' THEN
    RETURN public.listed_to(split_part(scope, ' ', 3)::uuid, nullif(split_part(scope, ' ', 4), '')::uuid, split_part(scope, ' ', 2)::int, about);
  END IF;
  IF NOT public.record_closed(about) THEN
    RETURN true;
  END IF;
  SELECT because INTO reason FROM public.role_reason(split_part(scope, ' ', 3)::uuid, role, about, false, split_part(scope, ' ', 2)::int);
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

-- What a request asks: whom it is about, and whether it may be. Kind `admission` needs a ward; `reason_given` says that the request brought a
-- reason. `lacks` tells why not: `relation` `own` `order` `stated-reason` `other-reason`. Lists are not decided about beforehand.
CREATE OR REPLACE FUNCTION public.care_decision(person uuid, role text, kind text, thing uuid, ward uuid, reason_given boolean, tie_days int,
  OUT patient_id uuid, OUT because text, OUT until timestamptz, OUT grant_reason text, OUT lacks text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  hospital_wide CONSTANT boolean := coalesce(role IN ('registrar', 'pharmacist', 'lab', 'radiographer', 'records-officer'), false);
  reason record;
BEGIN
  patient_id := public.care_patient_of(CASE kind WHEN 'admission' THEN 'patient' ELSE kind END, thing);
  IF patient_id IS NULL THEN
    RETURN;
  END IF;
  IF hospital_wide THEN
    reason := public.role_reason(person, role, patient_id, reason_given, tie_days);
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
  IF because IS NULL AND NOT hospital_wide THEN
    lacks := CASE WHEN EXISTS (SELECT FROM staff_member self WHERE self.id = person AND self.patient_id = care_decision.patient_id)
      THEN 'own' ELSE coalesce(lacks, 'relation') END;
  END IF;
END $$;
