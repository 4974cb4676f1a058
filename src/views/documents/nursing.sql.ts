import { MOST_ROWS } from './documents.sql.js';

const LATE = (row: string): string =>
  `${row}.recorded_at AS "recordedAt", coalesce(${row}.late_entry, false) AS "lateEntry", ${row}.late_reason AS "lateReason"`;
/** Of a task: to whom it went, and when. */
const told = (task: string): string =>
  `(SELECT coalesce(json_agg(json_build_object('to', s.to_whom, 'at', s.taken_at) ORDER BY s.level), '[]') FROM task_step s WHERE s.task_id = ${task})`;

export const SETTINGS = {
  name: 'documents.observation-settings',
  text: `SELECT o.encounter_id AS "encounterId", o.kind, o.value, o.reason, o.set_at AS at, s.full_name AS by, o.ended_at AS "endedAt",
      o.ended_reason AS "endedReason"
    FROM observation_setting o LEFT JOIN staff_member s ON s.id = o.set_by
    WHERE o.encounter_id = ANY ($1::uuid[]) ORDER BY o.set_at, o.id LIMIT ${MOST_ROWS + 1}`,
};
export const ASSESSMENTS = {
  name: 'documents.nursing-assessments',
  text: `SELECT a.encounter_id AS "encounterId", a.kind, b.type || ', ' || b.location AS site, a.items, a.total, a.risk, a.plan, a.effective_at AS at,
      s.full_name AS by, ${LATE('a')}
    FROM nursing_assessment a LEFT JOIN bedside_site b ON b.id = a.site_id LEFT JOIN staff_member s ON s.id = a.recorded_by
    WHERE a.encounter_id = ANY ($1::uuid[]) ORDER BY a.effective_at, a.id LIMIT ${MOST_ROWS + 1}`,
};
export const SITES = {
  name: 'documents.sites',
  text: `SELECT b.encounter_id AS "encounterId", b.kind, b.type, b.location, b.started_at AS at, s.full_name AS by, b.ended_at AS "endedAt",
      b.ended_reason AS "endedReason", ender.full_name AS "endedBy", ${LATE('b')}
    FROM bedside_site b LEFT JOIN staff_member s ON s.id = b.recorded_by LEFT JOIN staff_member ender ON ender.id = b.ended_by
    WHERE b.encounter_id = ANY ($1::uuid[]) ORDER BY b.started_at, b.id LIMIT ${MOST_ROWS + 1}`,
};
export const CALLS = {
  name: 'documents.calls',
  text: `SELECT e.encounter_id AS "encounterId", e.score, e.total, e.note, called.full_name AS called, raiser.full_name AS by, e.raised_at AS at,
      e.response, answerer.full_name AS "answeredBy", e.acknowledged_at AS "answeredAt",
      coalesce((SELECT ${told('t.id')} FROM task t WHERE t.focus_id = e.id AND t.kind = 'called-to-patient' ORDER BY t.id LIMIT 1), '[]') AS told
    FROM escalation e LEFT JOIN staff_member called ON called.id = e.called_id LEFT JOIN staff_member raiser ON raiser.id = e.raised_by
      LEFT JOIN staff_member answerer ON answerer.id = e.acknowledged_by
    WHERE e.encounter_id = ANY ($1::uuid[]) ORDER BY e.raised_at, e.id LIMIT ${MOST_ROWS + 1}`,
};
/** Of a newborn: each with the stay that it was in, or of one beside its mother the nearest that it had. */
export const BRACELETS = {
  name: 'documents.mother-checks',
  text: `SELECT e.id AS "encounterId", m.occasion, m.outcome, m.checked_at AS at, s.full_name AS by
    FROM encounter e JOIN mother_check m ON m.patient_id = e.patient_id AND e.id = coalesce(m.encounter_id, (SELECT n.id FROM encounter n
        WHERE n.patient_id = m.patient_id AND n.status NOT IN ('cancelled', 'entered-in-error')
        ORDER BY n.started_at <= m.checked_at DESC, abs(extract(epoch FROM n.started_at - m.checked_at)), n.id LIMIT 1))
      LEFT JOIN staff_member s ON s.id = m.checked_by
    WHERE e.id = ANY ($1::uuid[]) ORDER BY m.checked_at, m.id LIMIT ${MOST_ROWS + 1}`,
};
/** Those that call somebody to a patient; that a set of vital signs is due is none. */
export const ALARMS = {
  name: 'documents.alarms',
  text: `SELECT t.encounter_id AS "encounterId", t.kind, t.about, r.display AS report, t.created_at AS at, s.full_name AS "answeredBy",
      t.acknowledged_at AS "answeredAt", t.read_back AS "readBack", t.settled_at AS "settledAt", ${told('t.id')} AS told
    FROM task t LEFT JOIN staff_member s ON s.id = t.acknowledged_by LEFT JOIN diagnostic_report r ON r.id = t.focus_id
    WHERE t.encounter_id = ANY ($1::uuid[]) AND t.kind IN ('news2-high', 'news2-red', 'pews-high', 'pews-medium', 'critical-result')
    ORDER BY t.created_at, t.id LIMIT ${MOST_ROWS + 1}`,
};
