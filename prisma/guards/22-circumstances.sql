-- What was true when an event about a patient was written: where who acted worked, where the patient was, and how confidential the record was.
-- It stands in the event, sealed with it, so that a later question is answered by what was so then. Asked of here and not of the caller: it costs
-- no round trip, and nobody tells it for themselves. Older events say nothing of it.
--   detail.then = {actorWards: [ids], patientWards: [ids], confidentiality: N|R|V, otherWard: true}
-- `otherWard` stands there only where both had wards and shared none. Of what shows several patients (a list, a board, a search), only those
-- are named of whom it is not so that the reader shares a ward with them, or whose record is not N; `confidentiality` is then the highest of them:
--   detail.then = {actorWards: [ids], confidentiality: N|R|V, otherWard: true, others: [patients], closed: {R: [patients], V: [patients]}}
-- Of what shows something, refuses or tells; a write was allowed by the decision that its own event follows, and charting pays for no look-up.
-- Duties count as wards while they last. Planned once a connection: of few patients PostgreSQL would plan it anew for each event.
CREATE OR REPLACE FUNCTION audit.note_circumstances() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  theirs  uuid[];
  flag    text;
  own     uuid[];
  others  uuid[];
  closed  jsonb;
BEGIN
  IF NEW.actor_kind NOT IN ('staff', 'client') OR NEW.kind IN ('create', 'update', 'delete') THEN
    RETURN NEW;
  END IF;
  IF NEW.patient_id IS NULL THEN
    own := CASE NEW.actor_kind WHEN 'staff' THEN ARRAY(SELECT work.ward_id FROM wards_of(NEW.actor_id) work) END;
    -- Who reads without a ward of their own reads from no other.
    IF own <> '{}' THEN
      others := ARRAY(SELECT visit.patient_id FROM encounter visit
         WHERE visit.patient_id = ANY (NEW.patient_ids) AND visit.status IN ('planned', 'in-progress') AND visit.ward_id IS NOT NULL
         GROUP BY visit.patient_id HAVING NOT bool_or(visit.ward_id = ANY (own)));
    END IF;
    SELECT jsonb_object_agg(marked.confidentiality, marked.ids) INTO closed FROM (
      SELECT p.confidentiality, jsonb_agg(p.id) AS ids FROM patient p
       WHERE p.id = ANY (NEW.patient_ids) AND p.confidentiality <> 'N' GROUP BY p.confidentiality) marked;
    NEW.detail := coalesce(NEW.detail, '{}') || jsonb_build_object('then', jsonb_strip_nulls(jsonb_build_object(
      'actorWards', own, 'confidentiality', CASE WHEN closed ? 'V' THEN 'V' WHEN closed ? 'R' THEN 'R' ELSE 'N' END,
      'otherWard', CASE WHEN others <> '{}' THEN true END, 'others', nullif(others, '{}'), 'closed', closed)));
    RETURN NEW;
  END IF;
  -- A ward may stand there twice: to part them would cost every reading as much as the look-up.
  SELECT confidentiality, ARRAY(SELECT visit.ward_id FROM encounter visit
           WHERE visit.patient_id = NEW.patient_id AND visit.status IN ('planned', 'in-progress') AND visit.ward_id IS NOT NULL),
         CASE NEW.actor_kind WHEN 'staff' THEN ARRAY(SELECT work.ward_id FROM wards_of(NEW.actor_id) work) END
    INTO flag, theirs, own FROM patient WHERE id = NEW.patient_id;
  NEW.detail := coalesce(NEW.detail, '{}') || jsonb_build_object('then', jsonb_strip_nulls(jsonb_build_object(
    'actorWards', own, 'patientWards', theirs, 'confidentiality', flag,
    'otherWard', CASE WHEN own <> '{}' AND theirs <> '{}' AND NOT own && theirs THEN true END)));
  RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION audit.note_circumstances() FROM PUBLIC;

-- Only a write has changes (audit.take_event); a short condition, as all on events.
CREATE OR REPLACE TRIGGER event_circumstances BEFORE INSERT ON audit.event
  FOR EACH ROW WHEN (NEW.changes IS NULL AND (NEW.patient_id IS NOT NULL OR NEW.patient_ids <> '{}')) EXECUTE FUNCTION audit.note_circumstances();
