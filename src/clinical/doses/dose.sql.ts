import { hospitalTimeSql } from '../../kernel/hospital-time.js';
import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';
import { stepsOfDose } from '../infusions/infusion-steps.columns.js';

/** Orders that a sheet shows at most, and doses recorded of each. */
export const MOST_ORDERS = 200;
export const MOST_RECORDED = 500;

/** What was recorded of a dose `d`, as JSON; moments are texts. */
export const recordedSql = (
  row: string,
): string => `jsonb_build_object('id', ${row}.id, 'plannedAt', ${row}.planned_at, 'status', ${row}.status,
  'effectiveAt', ${row}.effective_at, 'endedAt', ${row}.ended_at, 'doseValue', ${row}.dose_value, 'doseUnit', ${row}.dose_unit, 'measuredValue', ${row}.measured_value,
  'measuredUnit', ${row}.measured_unit, 'reason', ${row}.reason,
  'comment', ${row}.comment, 'patientScanned', ${row}.patient_scanned, 'drugScanned', ${row}.drug_scanned, 'witnessId', ${row}.witness_id,
  'witnessConfirmed', ${row}.witness_confirmed,
  'witnessName', ${staffNameSql(`${row}.witness_id`)}, 'wastedValue', ${row}.wasted_value,
  'wastedUnit', ${row}.wasted_unit, 'wastedReason', ${row}.wasted_reason, 'wastedWitnessId', ${row}.wasted_witness_id,
  'wastedWitnessConfirmed', ${row}.wasted_witness_confirmed,
  'wastedWitnessName', ${staffNameSql(`${row}.wasted_witness_id`)}, 'recordedBy', ${row}.recorded_by,
  'recorderName', ${staffNameSql(`${row}.recorded_by`)}, 'recordedAt', ${row}.recorded_at,
  'lateEntry', coalesce(${row}.late_entry, false), 'lateReason', ${row}.late_reason, 'against', ${row}.against, 'version', ${row}.version)`;

/** Of an order `o`: whether its doses run in. */
const RUNS_IN = `(o.detail ? 'infusion' OR o.detail->'dose'->>'unit' LIKE '%/%')`;

/** The same with the steps of an infusion. */
export const toldSql = `${recordedSql('d')} || CASE WHEN ${RUNS_IN} THEN jsonb_build_object('steps', ${stepsOfDose('d.id')}) ELSE '{}' END`;

/** The weight by which the rates of what runs in are told, as doses are judged by: of a child for 30 days, of an adult for a year. */
const WEIGHT = `CASE WHEN ${RUNS_IN} THEN (SELECT v.weight::float FROM vital_signs v WHERE v.patient_id = o.patient_id AND v.weight IS NOT NULL
    AND v.status <> 'entered-in-error' AND v.effective_at > now() - CASE WHEN (SELECT p.birth_date FROM patient p WHERE p.id = o.patient_id)
      > ${hospitalTimeSql('now()')} - interval '18 years' THEN interval '30 days' ELSE interval '1 year' END
    ORDER BY v.effective_at DESC, v.id DESC LIMIT 1) END AS "weightKg"`;

/** Columns of an order `o` of a medicine. */
export const ORDERED = `o.id, o.number, o.patient_id AS "patientId", o.encounter_id AS "encounterId", o.code_system AS system, o.code, o.display, o.detail,
  o.priority, o.requested_by AS "requestedBy", o.status, o.instructions,
  (SELECT jsonb_build_object('status', r.status, 'product', r.product) FROM pharmacy_review r WHERE r.order_id = o.id) AS pharmacy, coalesce(o.signed_at, o.read_back_at) AS "signedAt", o.ended_at AS "endedAt",
  ${WEIGHT}`;

/**
 * What is recorded of the order `o` from a moment to another: doses planned or given there, those of the day before, which count for the next, and
 * what runs still, since whenever.
 */
const recordedIn = (from: string, to: string): string => `(SELECT coalesce(jsonb_agg(${toldSql}), '[]') FROM (
    (SELECT * FROM dose WHERE order_id = o.id AND effective_at >= ${from}::timestamptz - interval '7 days' AND effective_at < ${to}::timestamptz + interval '7 days'
      ORDER BY effective_at DESC LIMIT ${MOST_RECORDED})
    UNION ALL (SELECT * FROM dose WHERE ${RUNS_IN} AND order_id = o.id AND effective_at < ${from}::timestamptz - interval '7 days'
      AND status IN ('in-progress', 'paused') ORDER BY effective_at DESC LIMIT 20)) d)`;

/** The id of the last dose that was given when needed, by its ordinal. */
const LAST = `(SELECT id FROM dose WHERE order_id = o.id ORDER BY id DESC LIMIT 1)`;

/** Orders of medicines of an encounter that were in force between two moments, with what is recorded of each. */
export const medicinesOf = (encounter: string, from: string, to: string): string => `SELECT ${ORDERED},
    ${recordedIn(from, to)} AS doses, ${LAST} AS "lastId"
  FROM service_order o
  WHERE o.encounter_id = ${encounter} AND o.kind = 'medication' AND o.status <> 'draft' AND coalesce(o.signed_at, o.read_back_at) < ${to}::timestamptz
    AND (o.ended_at IS NULL OR o.ended_at >= ${from}::timestamptz
      OR ${RUNS_IN} AND EXISTS (SELECT FROM dose r WHERE r.order_id = o.id AND r.status IN ('in-progress', 'paused'))) ORDER BY o.id LIMIT ${MOST_ORDERS + 1}`;

/** The medicine of which something is a dose ($1). */
const OF_DOSE = "o.id BETWEEN first_order_of_dose($1::uuid) AND last_order_of_dose($1::uuid) AND o.kind = 'medication'";

/** Holds the order of a dose ($1): all that is recorded of its doses comes one after the other. */
export const HOLD_ORDER = `SELECT o.id FROM service_order o WHERE ${OF_DOSE} FOR NO KEY UPDATE`;

/** One dose ($1) with its order. */
export const oneDose = (): string => `SELECT ${ORDERED}, ${LAST} AS "lastId",
    (SELECT started_at FROM encounter WHERE id = o.encounter_id) AS "encounterStartedAt",
    (SELECT mrn FROM patient WHERE id = o.patient_id) AS mrn,
    (SELECT coalesce(jsonb_agg(${toldSql}), '[]') FROM (SELECT * FROM dose WHERE order_id = o.id
      AND (id = $1::uuid OR effective_at > now() - interval '8 days') ORDER BY (id = $1::uuid) DESC, effective_at DESC LIMIT ${MOST_RECORDED}) d) AS doses
  FROM service_order o
  WHERE ${OF_DOSE}`;

/** Keeps what stands in a dose ($1) now as one of its versions, with why ($2) and who says so ($3). */
export const KEEP_VERSION = `INSERT INTO dose_version (dose_id, patient_id, encounter_id, number, content, reason, recorded_by, recorded_at)
  SELECT d.id, d.patient_id, d.encounter_id, d.version, ${recordedSql('d')}, $2, $3::uuid, now() FROM dose d WHERE d.id = $1::uuid`;
