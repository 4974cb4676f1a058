-- Whether a person had to do with a patient around a moment: the patient was in a ward where they work, or they wrote into
-- the patient's record. What was written in an emergency makes no tie: it would outlast the emergency. Neither does an encounter that
-- was taken back, nor what was written in it. `days` is how long a tie lasts after the patient or the person has left the ward.
CREATE OR REPLACE FUNCTION public.care_tie(person uuid, about uuid, at timestamptz, days int) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM staff_ward work
      JOIN encounter visit ON visit.patient_id = about
      LEFT JOIN stay ON stay.encounter_id = visit.id
     WHERE work.staff_id = person AND visit.status <> 'cancelled' AND work.ward_id IN (visit.ward_id, stay.ward_id)
       AND work.started_at <= at + interval '1 day'
       AND coalesce(work.ended_at, 'infinity') > at - make_interval(days => days)
       AND visit.started_at <= at + interval '1 day'
       AND coalesce(stay.ended_at, visit.ended_at, 'infinity') > at - make_interval(days => days))
  OR EXISTS (
    SELECT FROM audit.event written
     WHERE written.patient_id = about AND written.actor_id = person AND written.kind IN ('create', 'update')
       AND written.entity <> 'access_grant' AND written.purpose IS DISTINCT FROM 'BTG'
       AND written.id >= audit.uuid_floor(at - make_interval(days => days))
       AND written.id < audit.uuid_floor(at + interval '1 day')
       AND NOT EXISTS (SELECT FROM encounter gone WHERE gone.id = written.encounter_id AND gone.status = 'cancelled'))
$$;
