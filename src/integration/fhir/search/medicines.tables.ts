import { TOLD_OF_DOSE } from '../../../clinical/doses/told.columns.js';
import { staffNameSql } from '../../../hospital/staff/staff-name.columns.js';
import { keptCode, keptRows } from './kept.table.js';
import { codeOf, date, reference, token } from './parameters.js';
import { saidOf } from './said.js';
import { inParts, type ResourceTable } from './resource-table.js';
import { NEEDS, OF_A_PATIENT, ofOrderNumber } from './of-a-patient.js';

const CODE = (row: string) =>
  `'code', jsonb_build_object('system', ${row}.code_system, 'code', ${row}.code, 'display', ${row}.display)`;

/** The findings of the checks over which the order `o` was signed, with why. */
const SIGNED_OVER = `(SELECT jsonb_agg(f) FROM jsonb_array_elements(o.judged->'findings') f WHERE f->>'override' IS NOT NULL)`;

/** Orders of medicines that were written here, as rows of MedicationRequest. */
export const MEDICINE_ORDERS = `SELECT o.id::text AS id, o.id AS entity_id, o.patient_id, o.encounter_id, coalesce(o.signed_at, o.created_at) AS sort,
    o.version, o.updated_at, o.code_system, o.code, o.status AS status, 'order' AS intent,
    jsonb_strip_nulls(jsonb_build_object(${CODE('o')}, 'status', o.status, 'intent', 'order', 'dosageText', o.instructions,
      'authoredAt', coalesce(o.signed_at, o.created_at), 'ordered', jsonb_strip_nulls(jsonb_build_object('number', o.number, 'priority', o.priority,
        'dose', o.detail->'dose', 'infusion', o.detail->'infusion', 'route', o.detail->>'route', 'requestedBy', o.requested_by, 'requester', ${staffNameSql('o.requested_by')},
        'signedOver', ${SIGNED_OVER})))) AS facts
  FROM service_order o WHERE o.kind = 'medication'`;

/** Our word for a status of R4 medication-admin-status, and FHIR's for each of ours. */
export const DOSE_STATUSES: Readonly<Record<string, string>> = {
  'in-progress': 'in-progress',
  paused: 'on-hold',
  stopped: 'stopped',
  given: 'completed',
  held: 'on-hold',
  refused: 'not-done',
  wasted: 'not-done',
  'entered-in-error': 'entered-in-error',
};
const STATUS = `CASE d.status ${Object.entries(DOSE_STATUSES)
  .map(([ours, theirs]) => `WHEN '${ours}' THEN '${theirs}'`)
  .join(' ')} END`;

/** Whether it runs in; and how fast it was set last, as it was said. */
const RUNS = `d.status IN ('in-progress', 'paused', 'stopped') OR EXISTS (SELECT FROM infusion_step s WHERE s.dose_id = d.id AND s.status = 'final')`;
const lastSet = (
  column: string,
) => `(SELECT s.${column} FROM infusion_step s WHERE s.dose_id = d.id AND s.status = 'final' AND s.rate_value IS NOT NULL
        ORDER BY s.at DESC, s.number DESC LIMIT 1)`;
const [RATE, RATE_UNIT] = [lastSet('rate_value'), lastSet('rate_unit')];

/** What became of doses of the orders written here. */
const DOSES = `SELECT d.id::text AS id, d.id AS entity_id, d.patient_id, d.encounter_id, d.effective_at AS sort, d.version, d.recorded_at AS updated_at,
    o.code_system, o.code, ${STATUS} AS status, d.order_id,
    jsonb_strip_nulls(jsonb_build_object(${CODE('o')}, 'status', ${STATUS}, 'outcome', d.status, 'effectiveAt', d.effective_at, 'endedAt', d.ended_at,
      'dose', d.dose_value, 'unit', d.dose_unit, 'runs', CASE WHEN ${RUNS} THEN true END, 'rate', ${RATE}, 'rateUnit', ${RATE_UNIT}, 'route', o.detail->>'route', 'reason', d.reason, 'comment', d.comment, 'orderId', d.order_id,
      'recordedBy', d.recorded_by, 'recorder', ${staffNameSql('d.recorded_by')}, 'witnessId', d.witness_id, 'witness', ${staffNameSql('d.witness_id')})) || ${TOLD_OF_DOSE} AS facts
  FROM dose d JOIN service_order o ON o.id = d.order_id`;

const KEPT = keptRows(
  'MedicationAdministration',
  `${keptCode('medicationCodeableConcept', 'code')}, k.resource->>'status' AS status, NULL::uuid AS order_id`,
);

export const medicationAdministration: ResourceTable = {
  ...inParts(DOSES, KEPT),
  parameters: {
    ...OF_A_PATIENT,
    context: OF_A_PATIENT.encounter,
    code: token('code', 'code_system', saidOf('MedicationAdministration', 'medicationCodeableConcept')),
    status: codeOf('status'),
    request: reference('order_id', 'MedicationRequest', ofOrderNumber),
    'effective-time': date('sort'),
  },
  needs: [...NEEDS, 'context', 'request'],
  sortType: 'timestamptz',
  sortedBy: ['effective-time'],
};
