-- The newest events of a patient between two ids, from `id_from` on and before `id_before`: those about the patient, and lists that showed them
-- among others. Two scans in the order of ids that end when there are enough. PostgreSQL takes a patient for one with an event or two a
-- month, and would rather gather and sort all that there are, which are a hundred thousand for some. Reads through the views, and so what
-- the request may see.
CREATE OR REPLACE FUNCTION audit.newest_of_patient(patient uuid, id_from uuid, id_before uuid, most int)
RETURNS TABLE (id uuid, about boolean)
LANGUAGE plpgsql STABLE ROWS 400
SET plan_cache_mode = force_generic_plan SET enable_sort = off SET enable_seqscan = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT seen.id, seen.about FROM (
    (SELECT e.id, true AS about FROM audit.trail e
      WHERE e.patient_id = patient AND e.id >= id_from AND e.id < id_before ORDER BY e.id DESC LIMIT most)
    UNION ALL
    (SELECT s.event_id, false FROM audit.shown_in_scope s
      WHERE s.patient_id = patient AND s.event_id >= id_from AND s.event_id < id_before ORDER BY s.event_id DESC LIMIT most)) seen
  ORDER BY seen.id DESC LIMIT most;
END $$;
