-- Who may still chart in a stay that is over, and what a closed record refuses.

-- Whether this person cared for the patient during that stay: in a ward where it was, at the time, by work or duty; or in charge of it, or
-- asked in meanwhile. Who is on call for the whole hospital cares everywhere.
CREATE OR REPLACE FUNCTION public.cared_in(person uuid, visit uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM staff_member self WHERE self.id = person AND self.hospital_wide)
    OR EXISTS (SELECT FROM encounter e WHERE e.id = visit AND person IN (e.attending_id, e.admitted_by, e.discharged_by))
    OR EXISTS (SELECT FROM stay s JOIN staff_ward work ON work.ward_id = s.ward_id
        WHERE s.encounter_id = visit AND work.staff_id = person AND work.started_at <= coalesce(s.ended_at, now())
          AND coalesce(work.ended_at, 'infinity') >= s.started_at)
    OR EXISTS (SELECT FROM stay s JOIN duty ON duty.ward_id = s.ward_id
        WHERE s.encounter_id = visit AND duty.staff_id = person AND duty.cancelled_at IS NULL
          AND tstzrange(duty.starts_at, duty.ends_at) && tstzrange(s.started_at, coalesce(s.ended_at, 'infinity')))
    OR EXISTS (SELECT FROM access_grant given JOIN encounter e ON e.id = visit AND e.patient_id = given.patient_id
        WHERE given.kind = 'consultation' AND given.staff_id = person
          AND tstzrange(given.granted_at, given.until) && tstzrange(e.started_at, coalesce(e.ended_at, 'infinity')))
$$;

-- Of a closed record no draft is finished any more, and nothing is added without a reason.
CREATE OR REPLACE FUNCTION public.refuse_change_of_closed_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.encounter WHERE id = NEW.encounter_id AND closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'constraint "record_closed": the record of encounter % is closed', NEW.encounter_id
      USING ERRCODE = 'EM006', CONSTRAINT = 'record_closed';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_closed_record_stays BEFORE UPDATE ON public.note FOR EACH ROW
  WHEN (OLD.status = 'draft' AND NEW.status <> 'entered-in-error' AND NEW.patient_id = OLD.patient_id AND OLD.late_reason IS NULL)
  EXECUTE FUNCTION public.refuse_change_of_closed_record();
CREATE OR REPLACE TRIGGER a_closed_record_is_told_why BEFORE INSERT ON public.note FOR EACH ROW
  WHEN (NEW.late_reason IS NULL)
  EXECUTE FUNCTION public.refuse_change_of_closed_record();

CREATE OR REPLACE TRIGGER a_closed_record_is_told_why BEFORE INSERT ON public.stored_file FOR EACH ROW
  WHEN (NEW.encounter_id IS NOT NULL AND NEW.late_reason IS NULL)
  EXECUTE FUNCTION public.refuse_change_of_closed_record();

-- What was ordered may still be carried out, as the closing passed it over with a reason; else an order changes with one of its own.
CREATE OR REPLACE TRIGGER a_closed_record_stays BEFORE UPDATE ON public.service_order FOR EACH ROW
  WHEN (NEW.status <> OLD.status AND NEW.status <> 'completed' AND coalesce(NEW.status_reason, '') = '')
  EXECUTE FUNCTION public.refuse_change_of_closed_record();

-- What a record holds: each row of these tables that belongs to the encounter, as the JSON of it in UTC that is hashed. Left out is what may
-- change without a change of content: whose it is after a merge, versions, and what is said of closing itself. Nothing counts for nothing, so that a
-- column that a later version adds leaves the hashes of closed records as they are.
CREATE OR REPLACE FUNCTION public.record_rows(visit uuid, tables text[]) RETURNS TABLE (name text, row_id uuid, content text)
LANGUAGE plpgsql STABLE SET timezone = 'UTC' AS $$
DECLARE
  one text;
  left_out text[];
BEGIN
  FOREACH one IN ARRAY tables LOOP
    left_out := '{patient_id,version,updated_at,words}'::text[] || CASE one WHEN 'encounter' THEN '{told_death,closed_at,closed_by,closed_content,content_hash,
      closing_signature,closed_without,retention_class,retain_until,hold_since,hold_by,hold_reason,overlap_allowed}'::text[] ELSE '{}' END;
    RETURN QUERY EXECUTE format($q$SELECT %1$L::text, r.id, jsonb_strip_nulls(to_jsonb(r) - $2)::text
      FROM public.%1$I r WHERE r.%2$I = $1 ORDER BY r.id$q$, one, CASE one WHEN 'encounter' THEN 'id' ELSE 'encounter_id' END) USING visit, left_out;
  END LOOP;
END $$;

-- The same with the SHA-256 of each, which is what a closing signs.
CREATE OR REPLACE FUNCTION public.record_content(visit uuid, tables text[]) RETURNS TABLE (name text, row_id uuid, hash text)
LANGUAGE sql STABLE AS $$
  SELECT r.name, r.row_id, encode(sha256(convert_to(r.content, 'UTF8')), 'hex') FROM public.record_rows(visit, tables) r
$$;
