import { partialInstantSql } from '../../clinical/datatypes/partial-instant.js';
import { packedRows, type PackedRows } from '../../platform/database/packed-rows.js';
import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';
import { instantSql as instant } from '../../platform/database/rows.js';
import { headlineSql } from '../../clinical/notes/note.mapper.js';
import { SIGN_COLUMNS } from '../../clinical/observations/vitals.columns.js';
import { VITALS_COUNT } from '../../clinical/observations/vitals.mapper.js';
import { hospitalTimeSql } from '../../kernel/hospital-time.js';
import { lastStatedSql } from '../../clinical/history/pregnancy.queries.js';
import { allergyKnowledgeSql } from '../../clinical/history/history.queries.js';
import type { ReadOfOne } from '../../platform/audit/recorded-read.js';
import { activeAllergies } from '../../clinical/history/active-allergies.queries.js';

/**
 * The text of the one statement that opens a chart. Every part is bounded by a LIMIT on an index of the patient, so its
 * cost does not grow with the history. Of each list, what is not shown is counted, up to a number.
 */

/** How many of each list a chart shows. */
export const SHOWN = {
  alerts: 20,
  allergies: 30,
  problems: 30,
  encounters: 5,
  vitals: 8,
  orders: 20,
  results: 6,
  notes: 6,
  medications: 30,
  files: 4,
} as const;
export type ChartList = keyof typeof SHOWN;

/** Rows behind those shown that are counted, at most. */
const MOST_MORE = 20;

/**
 * The same of one list. Of vital signs nobody asks the chart how many there were, only whether: everybody who lies in a bed has dozens, and to
 * walk past twenty wide rows cost as much as all lists that are empty.
 */
export const mostMoreOf = (name: ChartList): number => (name === 'vitals' ? 4 : MOST_MORE);
const looked = (name: ChartList): number => SHOWN[name] + mostMoreOf(name) + 1;

/** Values of one report that a chart shows, those out of their range first; all that are critical. */
export const VALUES_SHOWN = 30;
/** Values of one report that are looked at; no panel has so many. */
export const MOST_VALUES = 200;

/** Identifiers that a chart shows beside the MRN. */
export const IDENTIFIERS_SHOWN = 20;

const CODE = `json_build_object('system', code_system, 'code', code, 'display', display)`;

/** Open reconciliations of medicines that a chart shows. */
const MOST_RECONCILIATIONS = 10;

/** How many allergies of high criticality are looked for: none of them is cut, and nobody has so many. */
export const MOST_ALLERGIES = 500;

/**
 * Rows of a list as JSON: those that are shown, and behind them those that are only counted. One walk finds both: a second, for the count
 * alone, costs as much to start as the first. Most lists end before what is shown does, so that nothing here tells the ones from the others.
 */
const list = (name: ChartList, select: string) =>
  `(SELECT coalesce(json_agg(item), '[]') FROM (${select} LIMIT ${looked(name)}) item) AS "${name}"`;

/**
 * The same of a list whose rows are wide, each packed: their columns are found for what is shown alone, what is only counted is null. `of` is
 * whatever stands behind SELECT of its rows.
 */
const packedList = (name: PackedList, as: string, of: string) =>
  `(SELECT coalesce(json_agg(item), '[]') FROM (SELECT CASE WHEN row_number() OVER () <= ${SHOWN[name]} THEN ${PACKED[name].sql} END AS item
    FROM (SELECT * ${of} LIMIT ${looked(name)}) ${as}) item) AS "${name}"`;

const PATIENT = `json_build_object('id', p.id, 'mrn', p.mrn, 'fullName', p.full_name, 'sex', p.sex,
  'unknown', p.identity_unknown,   'birthDate', p.birth_date, 'birthDatePrecision', p.birth_date_precision, 'deceasedAt', ${instant('p.deceased_at')},
  'phones', p.phones, 'identifiers', (SELECT coalesce(json_agg(i), '[]') FROM
    (SELECT system, value FROM patient_identifier WHERE patient_id = p.id AND retired_at IS NULL ORDER BY id LIMIT ${IDENTIFIERS_SHOWN + 1}) i)) AS patient`;

const ALLERGIES = `SELECT id, ${CODE} AS code, category, criticality, reaction,
    verification_status AS "verificationStatus", ${partialInstantSql('onset')} AS onset
  ${activeAllergies('p.id')}
  ORDER BY criticality = 'high' DESC NULLS LAST, recorded_at DESC, id DESC`;

/** Alerts in force; a day known in part is over when all of it is. */
const ALERTS = `SELECT id, details->>'topic' AS topic, display AS text, since FROM history_item
  WHERE patient_id = p.id AND kind = 'alert' AND status = 'active'
    AND (until IS NULL OR until >= left((${hospitalTimeSql('now()')})::date::text, length(until)))
  ORDER BY recorded_at DESC, id DESC`;

const STATED = `(SELECT coalesce(json_agg(stated), '[]') FROM (${lastStatedSql('p.id')}) stated) AS stated`;

const ALLERGY_STATUS = `${allergyKnowledgeSql('p.id')} AS "allergyStatus"`;

const PROBLEMS = `SELECT id, ${CODE} AS code, clinical_status AS "clinicalStatus",
    verification_status AS "verificationStatus", ${partialInstantSql('onset')} AS onset
  FROM problem WHERE patient_id = p.id AND clinical_status IN ('active', 'recurrence', 'relapse')
  ORDER BY recorded_at DESC, id DESC`;

const ENCOUNTER = {
  id: 'e.id',
  visitNumber: 'e.visit_number',
  class: 'e.class',
  status: 'e.status',
  reason: 'e.reason',
  startedAt: instant('e.started_at'),
  endedAt: instant('e.ended_at'),
  ward: "(SELECT json_build_object('id', id, 'code', code, 'name', name) FROM ward WHERE id = e.ward_id)",
};

export const OPEN_ENCOUNTER = packedRows({
  ...ENCOUNTER,
  bed: `(SELECT json_build_object('id', bed_id, 'code', (SELECT code FROM bed WHERE id = s.bed_id)) FROM stay s
      WHERE encounter_id = e.id AND ended_at IS NULL AND bed_id IS NOT NULL LIMIT 1)`,
});
const ENCOUNTER_NOW = `(SELECT ${OPEN_ENCOUNTER.sql}
  FROM encounter e WHERE patient_id = p.id AND status = 'in-progress' ORDER BY started_at DESC LIMIT 1) AS encounter`;

const ENCOUNTERS = 'FROM encounter WHERE patient_id = p.id ORDER BY started_at DESC';

const person = (column: string) =>
  `(SELECT json_build_object('id', id, 'fullName', full_name) FROM staff_member WHERE id = ${column})`;

/** Of `vital_signs_weighed`, which has the sets with a weight alone: the last one may be long ago. */
const LAST_WEIGHT = `(SELECT json_build_object('value', weight, 'effectiveAt', ${instant('effective_at')},
      'recordedBy', ${person('w.recorded_by')})
    FROM vital_signs w WHERE patient_id = p.id AND weight IS NOT NULL AND ${VITALS_COUNT} ORDER BY effective_at DESC, id DESC LIMIT 1) AS "lastWeight"`;
const VITALS = `FROM vital_signs WHERE patient_id = p.id AND ${VITALS_COUNT} ORDER BY effective_at DESC, id DESC`;

const ORDERS = `SELECT id, encounter_id AS "encounterId", number, kind, ${CODE} AS code, priority, status,
    ${instant('signed_at')} AS "signedAt", ${instant('started_at')} AS "startedAt",
    CASE WHEN kind = 'medication' THEN json_build_object('dose', detail->'dose', 'route', detail->>'route', 'timing', detail->'timing',
      'slidingScale', detail->'slidingScale', 'loadingDose', detail->'loadingDose', 'infusion', detail->'infusion',
      'titration', detail->'titration') END AS dosage
  FROM service_order WHERE patient_id = p.id AND status IN ('active', 'on-hold') ORDER BY id DESC`;

const OBSERVATIONS = `SELECT o.id, ${CODE} AS code, value_number AS value, value_comparator AS comparator,
    value_unit AS unit, coalesce(value_text, value_code->>'display') AS text, components, interpretation,
    CASE criticality WHEN 'critical' THEN true WHEN 'not-critical' THEN false END AS critical,
    not_judged_because AS "notJudgedBecause", coalesce(value_as_sent, value_number::text) AS "valueText",
    reference_low AS "referenceLow", reference_high AS "referenceHigh", reference_text AS "referenceText", o.status
  FROM observation o WHERE report_id = r.id AND superseded_at IS NULL AND o.status <> 'entered-in-error'
  ORDER BY criticality = 'critical' OR interpretation IN ('HH', 'LL', 'AA') DESC NULLS LAST, criticality = 'not-judged' DESC NULLS LAST, coalesce(interpretation, 'N') = 'N', id LIMIT ${MOST_VALUES + 1}`;

const RESULTS = `FROM diagnostic_report WHERE patient_id = p.id AND status NOT IN ('entered-in-error', 'cancelled')
  ORDER BY effective_at DESC, id DESC`;

const NOTES = "FROM note WHERE patient_id = p.id AND status IN ('signed', 'awaiting-cosignature') ORDER BY id DESC";

/** What is shown of the rows of wide lists. */
export const PACKED = {
  encounters: packedRows(ENCOUNTER),
  vitals: packedRows({
    ...SIGN_COLUMNS,
    recordedAt: 'recorded_at',
    recordedBy: 'recorded_by',
    recorderName: staffNameSql('v.recorded_by'),
  }),
  results: packedRows({
    id: 'id',
    encounterId: 'encounter_id',
    orderId: 'order_id',
    code: CODE,
    category: 'category',
    status: 'status',
    conclusion: 'conclusion',
    effectiveAt: instant('effective_at'),
    issuedAt: instant('issued_at'),
    observations: `(SELECT coalesce(json_agg(o), '[]') FROM (${OBSERVATIONS}) o)`,
  }),
  notes: packedRows({
    id: 'n.id',
    encounterId: 'n.encounter_id',
    type: 'type',
    signedAt: instant('signed_at'),
    author: person('n.author_id'),
    headline: headlineSql('n'),
  }),
} as const satisfies Partial<Record<ChartList, PackedRows<string>>>;
type PackedList = keyof typeof PACKED;

const MEDICATIONS = `SELECT id, ${CODE} AS code, status, intent, dosage_text AS "dosageText",
    ${instant('authored_at')} AS "authoredAt"
  FROM medication_request WHERE patient_id = p.id AND status IN ('active', 'on-hold')
    AND intent NOT IN ('proposal', 'option')
  ORDER BY authored_at DESC, id DESC`;

const FILES = `SELECT id, encounter_id AS "encounterId", kind, title, dated_on::text AS "datedOn", media_type AS "mediaType",
    ${instant('added_at')} AS "addedAt", '/api/v1/files/' || id || '/content' AS content
  FROM stored_file WHERE patient_id = p.id AND status = 'current' ORDER BY id DESC`;

/** Of open encounters; of one there are as many as points of time, at most. */
const RECONCILIATIONS = `(SELECT coalesce(json_agg(item), '[]') FROM (SELECT m.id, m.encounter_id AS "encounterId", m.point,
    jsonb_array_length(m.items) AS medicines, (SELECT count(*)::int FROM jsonb_array_elements(m.items) one WHERE one->>'decision' IS NULL) AS undecided,
    ${instant('m.created_at')} AS "createdAt"
  FROM medicine_reconciliation m JOIN encounter e ON e.id = m.encounter_id
  WHERE m.patient_id = p.id AND m.status = 'open' AND e.status = 'in-progress' ORDER BY m.id DESC LIMIT ${MOST_RECONCILIATIONS}) item) AS "openReconciliations"`;

/** The encounter that is open goes into the event of the reading. */
const SUBJECT = `SELECT id AS patient_id, (SELECT id FROM encounter WHERE patient_id = p.id AND status = 'in-progress'
    ORDER BY started_at DESC LIMIT 1) AS encounter_id FROM patient p WHERE id = asked.entity_id`;

/** One row, or none when the patient is not known. */
export const CHART: ReadOfOne = {
  name: 'chart',
  kind: 'patient',
  entity: 'chart',
  subject: SUBJECT,
  shows: `SELECT ${[
    PATIENT,
    ALLERGY_STATUS,
    ENCOUNTER_NOW,
    RECONCILIATIONS,
    STATED,
    list('alerts', ALERTS),
    `(SELECT coalesce(json_agg(item), '[]') FROM (${ALLERGIES} LIMIT ${MOST_ALLERGIES}) item) AS allergies`,
    list('problems', PROBLEMS),
    packedList('encounters', 'e', ENCOUNTERS),
    packedList('vitals', 'v', VITALS),
    LAST_WEIGHT,
    list('orders', ORDERS),
    packedList('results', 'r', RESULTS),
    packedList('notes', 'n', NOTES),
    list('medications', MEDICATIONS),
    list('files', FILES),
  ].join(',\n')} FROM patient p WHERE p.id = asked.entity_id`,
};
