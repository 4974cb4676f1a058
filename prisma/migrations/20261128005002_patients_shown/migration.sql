-- Which patient stood in which list that is not about them alone, in the order of time. The events hold an array of patients each, and the index over
-- arrays finds all lists of a patient but not the newest of them: a page cost as much as the patient's whole history.
-- Partitioned by month as the events are, so that an archived month takes its rows along.
LOCK TABLE audit.event IN SHARE ROW EXCLUSIVE MODE;
CREATE TABLE audit.shown (
  patient_id uuid NOT NULL,
  event_id   uuid NOT NULL,
  -- Who was shown the list: whether a person ever saw a patient is the question asked most, and the index answers it alone.
  actor_id   uuid,
  PRIMARY KEY (patient_id, event_id) INCLUDE (actor_id)
) PARTITION BY RANGE (event_id);
CREATE TABLE audit.shown_default PARTITION OF audit.shown DEFAULT;

DO $$
DECLARE part record;
BEGIN
  FOR part IN SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) AS bounds
                FROM pg_partition_tree('audit.event') tree JOIN pg_class c ON c.oid = tree.relid
               WHERE tree.isleaf AND c.relname <> 'event_default' LOOP
    EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.shown %s', replace(part.relname, 'event_', 'shown_'), part.bounds);
  END LOOP;
END $$;

-- The guards hold the trigger from now on; here it makes sure that no event comes between the copy and them.
CREATE FUNCTION audit.keep_shown() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, audit AS $$
BEGIN
  INSERT INTO audit.shown (patient_id, event_id, actor_id)
    SELECT DISTINCT patient, NEW.id, NEW.actor_id FROM unnest(NEW.patient_ids) patient
    WHERE patient IS NOT NULL AND patient IS DISTINCT FROM NEW.patient_id;
  RETURN NULL;
END $$;
CREATE TRIGGER event_shown AFTER INSERT ON audit.event
  FOR EACH ROW WHEN (NEW.patient_ids <> '{}' AND NEW.patient_ids IS DISTINCT FROM ARRAY[NEW.patient_id])
  EXECUTE FUNCTION audit.keep_shown();

INSERT INTO audit.shown (patient_id, event_id, actor_id)
  SELECT shown.patient, event.id, event.actor_id FROM audit.event CROSS JOIN LATERAL (SELECT DISTINCT patient FROM unnest(event.patient_ids) patient) shown
  WHERE shown.patient IS NOT NULL AND shown.patient IS DISTINCT FROM event.patient_id;
DROP INDEX audit.event_patients_shown;

-- The same for what is about the patient.
CREATE INDEX event_of_patient ON audit.event (patient_id, id DESC) INCLUDE (actor_id) WHERE patient_id IS NOT NULL;
DROP INDEX audit.event_patient;
