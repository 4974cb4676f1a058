/**
 * Whether an event means that someone opened or changed this one patient's data, as SQL over audit.event. Otherwise the
 * patient stood in a list or a search, and a list of many that happened to show one patient is still a list: it is about
 * the patient only when its address or its query names them or something of theirs.
 */
export const OPENED = `(patient_id IS NOT NULL AND kind <> 'search' AND (kind <> 'list' OR (
    entity NOT IN ('ward_board', 'staff_day') AND (coalesce(detail->>'route' LIKE '%/:%', false)
      OR coalesce(detail->'query' ?| ARRAY['patientId', 'encounterId', 'patient', 'subject', 'encounter', '_id'], false)))))`;
