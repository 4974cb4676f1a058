import type { PlannedMedicine } from '../../clinical/doses/due-doses.rules.js';
import { RECORDED_SLOTS } from '../../clinical/doses/due-doses.queries.js';

/** Orders that go on and reports that are looked at, of one patient at most. */
const MOST_ORDERS = 200;
const MOST_REPORTS = 100;
/** A result is new for so long, as in the inbox of results. */
const NEW_FOR = '30 days';

/** A medicine in effect as {@link ORDERS} tells it: keys would cost as much to write as values. In the order of {@link toPlanned}. */
export type MedicineRow = readonly [
  timing: PlannedMedicine['timing'],
  unit: string,
  loads: boolean,
  signedAt: string,
  endedAt: string | null,
  recorded: readonly string[] | null,
];

export const toPlanned = ([timing, unit, loads, signedAt, endedAt, recorded]: MedicineRow): PlannedMedicine => ({
  ...{ timing, unit, loads, signedAt, endedAt, recorded },
});

/** Medicines in effect, and how many other orders wait, of whom the row `item` names. */
const ORDERS = `(SELECT json_build_object(
      'pending', count(*) FILTER (WHERE kind <> 'medication'),
      'urgent', count(*) FILTER (WHERE kind <> 'medication' AND priority <> 'routine'),
      'medicines', json_agg(json_build_array(detail->'timing', detail->'dose'->>'unit', detail ? 'loadingDose',
          effective_from, ended_at, (${RECORDED_SLOTS})) ORDER BY o.id)
        FILTER (WHERE kind = 'medication' AND status = 'active' AND effective_from IS NOT NULL))
    FROM (SELECT id, kind, priority, status, detail, ended_at, coalesce(signed_at, read_back_at) AS effective_from FROM service_order
      WHERE patient_id = item.patient_id AND encounter_id = item.encounter_id AND status IN ('active', 'on-hold')
      ORDER BY id DESC LIMIT ${MOST_ORDERS}) o)`;

/** Results of this encounter that no doctor has looked at as they stand now, among the newest; critical ones that nobody has acknowledged. */
const RESULTS = `json_build_object(
    'unread', (SELECT count(*) FROM (SELECT id, version, status, created_at FROM diagnostic_report
        WHERE encounter_id = item.encounter_id ORDER BY id DESC LIMIT ${MOST_REPORTS}) r
      WHERE r.created_at > now() - interval '${NEW_FOR}' AND r.status NOT IN ('registered', 'cancelled', 'entered-in-error')
        AND NOT EXISTS (SELECT FROM report_review w WHERE w.report_id = r.id AND w.report_version = r.version)),
    'critical', (SELECT count(*) FROM (SELECT FROM task WHERE encounter_id = item.encounter_id AND kind = 'critical-result'
        AND status = 'open' LIMIT ${MOST_REPORTS}) t))`;

/** What waits to be done for whom the row `item` names: orders, doses and results, as columns of its patient's row on the board. */
export const WAITING = `${ORDERS} AS orders, ${RESULTS} AS results`;
