-- Whether, and why, a person may see a patient. One decision for the routes, for the explanation and for lists: what a list shows, the
-- decision about that patient allows.

DROP FUNCTION IF EXISTS public.care_reason(uuid, uuid, int), public.care_decisions(jsonb, int), public.care_patients(uuid, uuid, int),
  public.care_decision(uuid, text, text, uuid, uuid, boolean, int), public.admission_reason(uuid, uuid, uuid, int),
  public.care_reason(uuid, uuid, int, int), public.care_decision(uuid, text, text, uuid, uuid, boolean, int, int),
  public.care_scope(text);

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
  RETURN EXISTS (SELECT FROM public.patient WHERE id = about AND confidentiality <> 'N')
      OR EXISTS (SELECT FROM public.staff_member WHERE patient_id = about);
END $$;

-- Why this clinician may see this patient now; `because` is null when they may not. `tie_days` is how long a tie lasts after the
-- patient left the ward; `left_hours`, how long a person who left the ward may still read (`left-ward`, which opens no write; with 0 it is
-- not asked for). An encounter that a review found to be a pretext gives nothing to who began it. Their own record has no reason. The ward where they work comes first and by itself, since that is what nearly every
-- request is about.
CREATE OR REPLACE FUNCTION public.care_reason(person uuid, about uuid, tie_days int, left_hours int DEFAULT 0,
  OUT because text, OUT until timestamptz, OUT grant_reason text)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  own boolean;
  wide boolean;
  here boolean;
BEGIN
  -- One look-up, since each begun costs as much as what it finds.
  SELECT self.patient_id IS NOT DISTINCT FROM about, self.hospital_wide,
      EXISTS (SELECT FROM public.encounter visit JOIN public.staff_ward work ON work.ward_id = visit.ward_id
              WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress')
                AND work.staff_id = person AND work.ended_at IS NULL
                AND NOT EXISTS (SELECT FROM public.access_grant refused WHERE refused.encounter_id = visit.id AND refused.staff_id = person
                  AND refused.outcome = 'unjustified'))
    INTO own, wide, here FROM public.staff_member self WHERE self.id = person;
  IF own THEN
    RETURN;
  END IF;
  IF here THEN
    because := 'ward';
    RETURN;
  END IF;
  SELECT 'duty', work.until INTO because, until
    FROM public.encounter visit JOIN wards_of(person) work ON work.ward_id = visit.ward_id
   WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress')
     AND NOT EXISTS (SELECT FROM public.access_grant refused WHERE refused.encounter_id = visit.id AND refused.staff_id = person
       AND refused.outcome = 'unjustified')
   ORDER BY work.until DESC LIMIT 1;
  IF because IS NOT NULL THEN
    RETURN;
  END IF;
  SELECT given.kind, given.until, given.reason INTO because, until, grant_reason FROM public.access_grant given
   WHERE given.patient_id = about AND given.until > now()
     AND (given.staff_id = person OR given.ward_id IN (SELECT work.ward_id FROM wards_of(person) work))
   ORDER BY given.kind = 'break-glass', given.until DESC LIMIT 1;
  IF because IS NOT NULL OR public.record_closed(about) THEN
    RETURN;
  END IF;
  IF wide THEN
    because := 'hospital-wide';
  ELSIF public.care_tie_of(person, about, now(), tie_days, false) THEN
    because := 'recent';
  ELSIF left_hours > 0 THEN
    until := public.left_ward_until(person, about, left_hours);
    because := CASE WHEN until IS NOT NULL THEN 'left-ward' END;
  END IF;
END $$;

-- The scope of a clinician's lists with what decides about all of their rows, found once: `^care tie_days person ward` and after it the
-- person's own record, whether they are on call for the whole hospital, the wards whose patients they are shown while those are there, and
-- the wards whose patients they are shown for `tie_days` after; of these only `ward`, when one is named; then the encounters of their own
-- making that a review found a pretext, and those that it has not found justified, which show nobody once over. Ids are written without hyphens, so
-- that the policies find no patient in them. A scope that has its words already stays as it is.
CREATE OR REPLACE FUNCTION public.care_scope(scope text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  words CONSTANT text[] := string_to_array(scope, ' ');
  person CONSTANT uuid := words[3]::uuid;
  only_in CONSTANT uuid := nullif(words[4], '')::uuid;
  found text;
BEGIN
  IF array_length(words, 1) > 4 THEN
    RETURN scope;
  END IF;
  SELECT concat_ws(' ', scope, coalesce(translate(self.patient_id::text, '-', ''), '-'), self.hospital_wide,
      translate(coalesce((SELECT array_agg(DISTINCT work.ward_id) FROM wards_of(person) work
        WHERE only_in IS NULL OR work.ward_id = only_in), '{}')::text, '-', ''),
      translate(coalesce((SELECT array_agg(work.ward_id) FROM staff_ward work
        WHERE work.staff_id = person AND work.ended_at IS NULL AND (only_in IS NULL OR work.ward_id = only_in)), '{}')::text, '-', ''),
      translate(coalesce((SELECT array_agg(entry.encounter_id) FROM access_grant entry
        WHERE entry.staff_id = person AND entry.encounter_id IS NOT NULL AND entry.outcome = 'unjustified'), '{}')::text, '-', ''),
      translate(coalesce((SELECT array_agg(entry.encounter_id) FROM access_grant entry
        WHERE entry.staff_id = person AND entry.encounter_id IS NOT NULL AND entry.outcome IS DISTINCT FROM 'justified'
          AND entry.granted_at > now() - make_interval(days => words[2]::int + 400)), '{}')::text, '-', ''))
    INTO found FROM staff_member self WHERE self.id = person;
  -- Of nobody who works here no row is shown.
  RETURN coalesce(found, scope || ' - false {} {} {} {}');
END $$;

-- Whether a clinician's lists may show a patient: one who is in a ward where they work or are on duty, or left it within `tie_days`, or
-- whom they were asked to, or of whom a critical result of a visit there came within `tie_days`. With a ward, only what that ward gives
-- counts. A ward where the person does not work gives nothing, unless they are on call for the whole hospital, and then none whose record
-- is closed. Emergencies open one record, and no list.
-- Asked for each row that a statement has found, never gathered beforehand: what it costs does not grow with the past of a ward. One
-- expression, who is there now first: that is whom nearly every list is about, and most other rows that a list walks past are nobody's of
-- theirs; each statement begun costs as much as its look-up.
CREATE OR REPLACE FUNCTION public.in_care_scope(scope text, about uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE
  words CONSTANT text[] := string_to_array(scope, ' ');
  now_in CONSTANT uuid[] := words[7]::uuid[];
BEGIN
  IF words[5] <> '-' AND words[5]::uuid = about THEN
    RETURN false;
  END IF;
  RETURN EXISTS (SELECT FROM public.encounter visit
           WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress') AND visit.ward_id = ANY (now_in)
             AND visit.id <> ALL (words[9]::uuid[]))
    OR words[4] = '' AND EXISTS (SELECT FROM public.access_grant given
           WHERE given.patient_id = about AND given.until > now()
             AND (given.kind = 'consultation' AND given.staff_id = words[3]::uuid OR given.kind = 'referral' AND given.ward_id = ANY (now_in)))
    OR (EXISTS (SELECT FROM public.encounter visit
           WHERE visit.patient_id = about AND visit.status = 'finished'
             AND (visit.ward_id = ANY (words[8]::uuid[]) AND visit.id <> ALL (words[10]::uuid[])
               OR words[6]::boolean AND CASE words[4] WHEN '' THEN visit.ward_id IS NOT NULL ELSE visit.ward_id = words[4]::uuid END)
             AND (visit.ended_at > now() - make_interval(days => words[2]::int)
                 AND visit.started_at > now() - make_interval(days => words[2]::int + 400)
               OR public.told_belatedly(visit.id, now(), words[2]::int)))
      OR words[6]::boolean AND EXISTS (SELECT FROM public.encounter visit
           WHERE visit.patient_id = about AND visit.status IN ('planned', 'in-progress')
             AND CASE words[4] WHEN '' THEN visit.ward_id IS NOT NULL ELSE visit.ward_id = words[4]::uuid END))
    AND NOT public.record_closed(about);
END $$;

-- The same for one patient, by person and ward; no ward for lists of all their wards.
CREATE OR REPLACE FUNCTION public.listed_to(person uuid, ward uuid, tie_days int, about uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT public.in_care_scope(public.care_scope(concat_ws(' ', '^care', tie_days, translate(person::text, '-', ''),
    translate(coalesce(ward::text, ''), '-', ''))), about)
$$;

-- Why this role, whose work is with the patients of all wards, may see this patient; `lacks` says what is missing. A closed record
-- needs more than the role: for those who carry orders out, an order of their own kind (the pharmacy: a medicine ordered here or elsewhere; the
-- laboratory: also blood, for which it takes a specimen) that is open or ended within `tie_days`, or the broken glass; for records officers, a
-- reason given with the request. Registrars see who somebody is and their visits, of everyone.
CREATE OR REPLACE FUNCTION public.role_reason(person uuid, role text, about uuid, reason_given boolean, tie_days int,
  OUT because text, OUT until timestamptz, OUT grant_reason text, OUT lacks text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT public.record_closed(about) THEN
    because := 'role';
  ELSIF EXISTS (SELECT FROM public.staff_member self WHERE self.id = person AND self.patient_id = about) THEN
    lacks := 'own';
  ELSIF role = 'registrar' THEN
    because := 'role';
  ELSIF role = 'records-officer' THEN
    because := CASE WHEN reason_given THEN 'stated-reason' END;
    lacks := CASE WHEN reason_given THEN NULL ELSE 'stated-reason' END;
  ELSIF EXISTS (
      SELECT FROM public.service_order o WHERE o.patient_id = about AND num_nonnulls(o.signed_at, o.read_back_at) > 0 AND o.status <> 'entered-in-error'
         AND (o.ended_at IS NULL OR o.ended_at > now() - make_interval(days => tie_days))
         AND CASE role WHEN 'pharmacist' THEN o.kind = 'medication' WHEN 'radiographer' THEN o.kind = 'imaging'
               WHEN 'lab' THEN o.kind IN ('laboratory', 'blood') ELSE false END)
    OR role = 'pharmacist' AND EXISTS (
      SELECT FROM public.medication_request m WHERE m.patient_id = about AND m.status <> 'entered-in-error'
         AND (m.status IN ('active', 'on-hold') OR m.updated_at > now() - make_interval(days => tie_days))) THEN
    because := 'order';
  ELSE
    SELECT given.kind, given.until, given.reason INTO because, until, grant_reason FROM public.access_grant given
     WHERE given.staff_id = person AND given.patient_id = about AND given.kind = 'break-glass' AND given.until > now()
     ORDER BY given.until DESC LIMIT 1;
    lacks := CASE WHEN because IS NULL THEN 'order' END;
  END IF;
END $$;

-- Whether a list may show a patient whose row it has found. `scope` is `^role tie_days person` of a role whose work is hospital-wide,
-- or `^care tie_days person ward` of a clinician, as `care_scope` has completed it or not. A broken glass opens no list, nor does a reason_given
-- reason.
CREATE OR REPLACE FUNCTION public.open_to_role(scope text, about uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  reason text;
BEGIN
  IF starts_with(scope, '^care ') THEN
    -- Asked for each row that a list walks past: what has its words already is not looked at again.
    RETURN public.in_care_scope(CASE WHEN split_part(scope, ' ', 5) <> '' THEN scope ELSE public.care_scope(scope) END, about);
  END IF;
  IF NOT public.record_closed(about) THEN
    RETURN true;
  END IF;
  SELECT because INTO reason FROM public.role_reason(split_part(scope, ' ', 3)::uuid, ltrim(split_part(scope, ' ', 1), '^'), about, false,
    split_part(scope, ' ', 2)::int);
  RETURN coalesce(reason IN ('role', 'order'), false);
END $$;

-- Who is in a ward now, as far as a scope shows them: the same as `open_to_role` and the policies say of each, for all at once, so that a board
-- does not ask one by one. Who is here in a visit of a ward of theirs is decided by the wards alone; about the others each is asked.
CREATE OR REPLACE FUNCTION public.stays_shown(scope text, ward uuid)
RETURNS TABLE (id uuid, encounter_id uuid, patient_id uuid, bed_id uuid, started_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 40 SET search_path = public, pg_temp
-- One plan: PostgreSQL takes one made for these wards to be better, and makes it anew for each board, which takes longer than the look-up.
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  kind CONSTANT text := left(scope, 1);
  completed CONSTANT text := CASE WHEN starts_with(scope, '^care ') THEN public.care_scope(scope) END;
BEGIN
  IF completed IS NOT NULL THEN
    RETURN QUERY SELECT s.id, s.encounter_id, s.patient_id, s.bed_id, s.started_at
      FROM stay s JOIN encounter visit ON visit.id = s.encounter_id
     WHERE s.ward_id = ward AND s.ended_at IS NULL
       AND CASE WHEN visit.status IN ('planned', 'in-progress') AND visit.ward_id = ANY (split_part(completed, ' ', 7)::uuid[])
                   AND visit.id <> ALL (split_part(completed, ' ', 9)::uuid[])
             THEN s.patient_id IS DISTINCT FROM nullif(split_part(completed, ' ', 5), '-')::uuid
             ELSE public.in_care_scope(completed, s.patient_id) END;
  ELSE
    RETURN QUERY SELECT s.id, s.encounter_id, s.patient_id, s.bed_id, s.started_at FROM stay s
     WHERE s.ward_id = ward AND s.ended_at IS NULL
       AND CASE kind WHEN '*' THEN true WHEN '^' THEN public.open_to_role(scope, s.patient_id) ELSE strpos(scope, s.patient_id::text) > 0 END;
  END IF;
END $$;

-- The first `wanted` orders of a kind and state behind a place in the worklist, as far as the request sees them: the same as the policy says of
-- each. The policy asks a function for every order that the list walks past, and most are of other wards: here two look-ups tell first that a
-- patient has nothing to do with the reader's wards, which costs a tenth.
CREATE OR REPLACE FUNCTION public.orders_shown(of_kind text, of_status text, after_priority text, after_id uuid, wanted int)
RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20 SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan SET enable_sort = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
  scope CONSTANT text := coalesce(current_setting('emr.scope', true), '');
  kind_of_scope CONSTANT text := CASE WHEN starts_with(scope, '^care ') THEN 'care' ELSE left(scope, 1) END;
  words CONSTANT text[] := CASE kind_of_scope WHEN 'care' THEN string_to_array(public.care_scope(scope), ' ') END;
  wards CONSTANT uuid[] := words[7]::uuid[] || words[8]::uuid[];
  after_rank CONSTANT int := coalesce(array_position(ARRAY['stat', 'asap', 'urgent', 'routine'], after_priority), 0);
BEGIN
  after_id := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  IF kind_of_scope = 'care' AND NOT words[6]::boolean THEN
    RETURN QUERY SELECT near.id FROM (
        SELECT o.id, o.patient_id, array_position(ARRAY['stat', 'asap', 'urgent', 'routine'], o.priority) AS rank FROM service_order o
         WHERE o.kind = of_kind AND o.status = of_status
           AND (array_position(ARRAY['stat', 'asap', 'urgent', 'routine'], o.priority), o.id) > (after_rank, after_id)
           AND (EXISTS (SELECT FROM encounter visit WHERE visit.patient_id = o.patient_id AND visit.ward_id = ANY (wards))
             OR EXISTS (SELECT FROM access_grant given WHERE given.patient_id = o.patient_id AND given.until > now()))
         ORDER BY rank, o.id OFFSET 0) near
      WHERE public.in_care_scope(array_to_string(words, ' '), near.patient_id) ORDER BY near.rank, near.id LIMIT wanted;
  ELSE
    RETURN QUERY SELECT o.id FROM service_order o
      WHERE o.kind = of_kind AND o.status = of_status
        AND (array_position(ARRAY['stat', 'asap', 'urgent', 'routine'], o.priority), o.id) > (after_rank, after_id)
        AND CASE kind_of_scope WHEN '*' THEN true WHEN '^' THEN public.open_to_role(scope, o.patient_id)
          WHEN 'care' THEN public.in_care_scope(array_to_string(words, ' '), o.patient_id)
          ELSE strpos(scope, o.patient_id::text) > 0 END
      ORDER BY array_position(ARRAY['stat', 'asap', 'urgent', 'routine'], o.priority), o.id LIMIT wanted;
  END IF;
END $$;

-- Why this clinician may admit this patient into a ward. It must be one of theirs, and a closed record needs a reason besides the
-- admission: else admitting would open what only breaking the glass does. Who was found to have done so without a reason lately
-- (`tie_days`) leaves it to others.
CREATE OR REPLACE FUNCTION public.admission_reason(person uuid, about uuid, ward uuid, tie_days int,
  OUT because text, OUT until timestamptz, OUT grant_reason text, OUT lacks text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF NOT (ward IN (SELECT work.ward_id FROM wards_of(person) work)
          OR (SELECT hospital_wide FROM public.staff_member WHERE id = person)) THEN
    lacks := 'relation';
    RETURN;
  END IF;
  SELECT reason.* INTO because, until, grant_reason FROM public.care_reason(person, about, tie_days) reason;
  IF because IS NULL THEN
    lacks := CASE
      WHEN EXISTS (SELECT FROM public.access_grant found WHERE found.staff_id = person AND found.patient_id = about
             AND found.outcome = 'unjustified' AND found.reviewed_at > now() - make_interval(days => tie_days)) THEN 'withdrawn'
      WHEN public.record_closed(about) THEN 'other-reason' END;
    because := CASE WHEN lacks IS NULL THEN 'admission' END;
  END IF;
END $$;

-- Why this clinician may compare the bracelets of this newborn and of its mother: they care for the child, or, in its first weeks (60 days: the
-- neonatal period and a long stay), for the mother who lies in their ward or whom they were asked to. A child beside its mother has no stay of
-- its own. Nothing else of the child is opened.
CREATE OR REPLACE FUNCTION public.newborn_reason(person uuid, newborn uuid, tie_days int, left_hours int,
  OUT because text, OUT until timestamptz, OUT grant_reason text)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  mother uuid;
  hers record;
BEGIN
  SELECT reason.* INTO because, until, grant_reason FROM public.care_reason(person, newborn, tie_days, left_hours) reason;
  IF because IS NOT NULL AND because <> 'left-ward' THEN
    RETURN;
  END IF;
  SELECT coalesce(parent.merged_into, parent.id) INTO mother FROM public.patient child JOIN public.patient parent ON parent.id = child.mother_id
   WHERE child.id = newborn AND child.born_at > now() - interval '60 days'
     AND NOT EXISTS (SELECT FROM public.staff_member self
           WHERE self.id = person AND self.patient_id IN (child.id, parent.id, parent.merged_into));
  IF mother IS NULL THEN
    RETURN;
  END IF;
  hers := public.care_reason(person, mother, tie_days);
  IF hers.because IN ('ward', 'duty', 'consultation', 'referral') THEN
    because := hers.because;
    until := hers.until;
    grant_reason := hers.grant_reason;
  END IF;
END $$;

-- What a request asks: whom it is about, and whether it may be. Kind `admission` needs a ward; `newborn` also asks about the mother; `reason_given` says that the request brought a
-- reason. `lacks` tells why not: `relation` `own` `order` `stated-reason` `other-reason` `withdrawn`. Lists are not decided about beforehand.
CREATE OR REPLACE FUNCTION public.care_decision(person uuid, role text, kind text, thing uuid, ward uuid, reason_given boolean, tie_days int,
  left_hours int DEFAULT 0,
  OUT patient_id uuid, OUT because text, OUT until timestamptz, OUT grant_reason text, OUT lacks text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  hospital_wide CONSTANT boolean := coalesce(role IN ('registrar', 'pharmacist', 'lab', 'radiographer', 'records-officer'), false);
  reason record;
BEGIN
  patient_id := public.patient_of_record(CASE WHEN kind IN ('admission', 'newborn') THEN 'patient' ELSE kind END, thing);
  IF patient_id IS NULL THEN
    RETURN;
  END IF;
  IF hospital_wide THEN
    reason := public.role_reason(person, role, patient_id, reason_given, tie_days);
    lacks := reason.lacks;
  ELSIF kind = 'admission' THEN
    reason := public.admission_reason(person, patient_id, ward, tie_days);
    lacks := reason.lacks;
  ELSIF kind = 'newborn' THEN
    reason := public.newborn_reason(person, patient_id, tie_days, left_hours);
  ELSE
    reason := public.care_reason(person, patient_id, tie_days, left_hours);
  END IF;
  because := reason.because;
  until := reason.until;
  grant_reason := reason.grant_reason;
  IF because IS NULL AND NOT hospital_wide THEN
    lacks := CASE WHEN EXISTS (SELECT FROM staff_member self WHERE self.id = person AND self.patient_id = care_decision.patient_id)
      THEN 'own' ELSE coalesce(lacks, 'relation') END;
  END IF;
END $$;

-- Whom a message that was not taken names, of those known here: by their ids, and by identifiers as `system|value`. Nothing of them is told.
CREATE OR REPLACE FUNCTION public.care_patients_named(ids uuid[], identifiers text[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT ARRAY(
    SELECT p.id FROM patient p WHERE p.id = ANY (ids)
    UNION SELECT known.patient_id FROM unnest(identifiers) AS one (named)
      JOIN patient_identifier known ON known.system = split_part(named, '|', 1) AND known.value = substr(named, length(split_part(named, '|', 1)) + 2)
     WHERE known.retired_at IS NULL
    UNION SELECT holders_of_card(split_part(named, '|', 2)) FROM unnest(identifiers) AS one (named)
     WHERE split_part(named, '|', 1) = 'https://benhan.vn/fhir/sid/bhyt'
    UNION SELECT p.id FROM unnest(identifiers) AS one (named) JOIN patient p ON p.mrn = split_part(named, '|', 2))
$$;
