-- Whether a result of an encounter asked for somebody at once, in the `days` before a moment: a culture may take two months. Who had the patient then
-- is who has to act, however long ago the patient left.
CREATE OR REPLACE FUNCTION public.told_belatedly(visit uuid, at timestamptz, days int) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.task late
     WHERE late.encounter_id = visit AND late.kind IN ('critical-result', 'impossible-result', 'unclear-result')
       AND late.created_at > at - make_interval(days => days) AND late.created_at <= at + interval '1 day')
$$;

-- Whether a person had to do with a patient around a moment: the patient was in a ward where they work, or they wrote into
-- the patient's record. What was written in an emergency makes no tie: it would outlast the emergency. Neither does an encounter that
-- was taken back, nor what was written in it, nor what is added to one that is over: else a tie would renew itself. What somebody began
-- by taking a patient in whom they had nothing to do with ties them only once a review found it justified. Comparing a child's bracelet with
-- its mother's is no tie: who cares for the mother may do it, and sees nothing else of the child.
-- `days` is how long a tie lasts after the patient has left the ward; `left_counts`, whether a ward that the person left ties as well.
CREATE OR REPLACE FUNCTION public.care_tie_of(person uuid, about uuid, at timestamptz, days int, left_counts boolean) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM public.staff_ward work
      JOIN public.encounter visit ON visit.patient_id = about
      LEFT JOIN public.stay ON stay.encounter_id = visit.id
     WHERE work.staff_id = person AND visit.status <> 'cancelled' AND work.ward_id IN (visit.ward_id, stay.ward_id)
       AND work.started_at <= at + interval '1 day'
       AND (work.ended_at IS NULL OR left_counts AND work.ended_at > at - make_interval(days => days))
       AND visit.started_at <= at + interval '1 day'
       AND (coalesce(stay.ended_at, visit.ended_at, 'infinity') > at - make_interval(days => days)
         OR public.told_belatedly(visit.id, at, days))
       AND NOT EXISTS (SELECT FROM public.access_grant entry WHERE entry.staff_id = person AND entry.patient_id = about
             AND entry.encounter_id = visit.id AND entry.outcome IS DISTINCT FROM 'justified'))
  OR EXISTS (
    SELECT FROM audit.event written
     WHERE written.patient_id = about AND written.actor_id = person AND written.kind IN ('create', 'update')
       AND written.entity NOT IN ('access_grant', 'mother_check') AND written.purpose IS DISTINCT FROM 'BTG'
       AND written.id >= audit.uuid_floor(at - make_interval(days => days))
       AND written.id < audit.uuid_floor(at + interval '1 day')
       AND NOT EXISTS (SELECT FROM public.encounter gone WHERE gone.id = written.encounter_id
             AND (gone.status = 'cancelled' OR written.entity <> 'encounter' AND gone.ended_at < written.occurred_at - interval '1 minute'))
       AND NOT EXISTS (SELECT FROM public.access_grant entry WHERE entry.staff_id = person AND entry.patient_id = about
             AND entry.kind IN ('admission', 'transfer') AND entry.outcome IS DISTINCT FROM 'justified'
             AND written.id >= audit.uuid_floor(entry.granted_at - interval '1 second'))
       AND (left_counts OR NOT EXISTS (
             SELECT FROM public.staff_ward gone JOIN public.encounter visit ON visit.patient_id = about
               LEFT JOIN public.stay ON stay.encounter_id = visit.id
              WHERE gone.staff_id = person AND gone.ended_at <= at AND gone.ward_id IN (visit.ward_id, stay.ward_id)
                AND written.id < audit.uuid_floor(gone.ended_at))))
$$;

-- The same for who looks back at what was opened.
CREATE OR REPLACE FUNCTION public.care_tie(person uuid, about uuid, at timestamptz, days int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT public.care_tie_of(person, about, at, days, true)
$$;

-- Until when a person may still read of a patient who was in a ward that the person left: `hours` after leaving it. Null when not.
CREATE OR REPLACE FUNCTION public.left_ward_until(person uuid, about uuid, hours int) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT max(work.ended_at) + make_interval(hours => hours)
    FROM public.staff_ward work JOIN public.encounter visit ON visit.patient_id = about
      LEFT JOIN public.stay ON stay.encounter_id = visit.id
   WHERE work.staff_id = person AND work.ended_at > now() - make_interval(hours => hours) AND visit.status <> 'cancelled'
     AND CASE WHEN stay.id IS NULL THEN visit.ward_id = work.ward_id AND visit.started_at <= work.ended_at
              ELSE stay.ward_id = work.ward_id AND stay.started_at <= work.ended_at END
     AND coalesce(stay.ended_at, visit.ended_at, 'infinity') > work.ended_at - make_interval(hours => hours)
     AND NOT EXISTS (SELECT FROM public.access_grant entry WHERE entry.staff_id = person AND entry.encounter_id = visit.id
           AND entry.outcome IS DISTINCT FROM 'justified')
$$;

-- Whether there is anything of a patient besides who they are and one encounter: a stranger who begins it opens the rest.
CREATE OR REPLACE FUNCTION public.has_record(about uuid, but_for uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM encounter WHERE patient_id = about AND id <> but_for AND status <> 'cancelled')
    OR EXISTS (SELECT FROM allergy WHERE patient_id = about) OR EXISTS (SELECT FROM problem WHERE patient_id = about)
    OR EXISTS (SELECT FROM observation WHERE patient_id = about) OR EXISTS (SELECT FROM diagnostic_report WHERE patient_id = about)
    OR EXISTS (SELECT FROM medication_request WHERE patient_id = about) OR EXISTS (SELECT FROM fhir_source WHERE patient_id = about);
END $$;
