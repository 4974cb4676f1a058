import { mayNameSigns, VITAL_SIGNS, withCodesOfSigns } from '../maps/vital-signs.map.js';
import { readName } from './conditions.js';
import { codesOf, token, type Parameter } from './parameters.js';
import { periodEnd } from './periods.js';
import type { At } from './parameter-refusals.js';
import type { SearchRequest } from './search-request.js';

/**
 * A correction is a new row; for FHIR it is the next version of the same resource, whose id is that of the first row.
 * Corrections are few, so the walk back costs the other rows nothing.
 */
/** SQL of the id of the first row, whose id the resource has, of an observation `id`. */
export const rootOf = (id: string): string => `(
  WITH RECURSIVE before AS (
    SELECT b.id, b.corrects_id FROM observation b WHERE b.id = ${id}
    UNION ALL SELECT b.id, b.corrects_id FROM observation b JOIN before ON b.id = before.corrects_id)
  SELECT before.id FROM before WHERE before.corrects_id IS NULL)`;

/** SQL of how many rows there are from the first one to `id`. */
export const versionOf = (id: string): string => `(
  WITH RECURSIVE before AS (
    SELECT b.id, b.corrects_id FROM observation b WHERE b.id = ${id}
    UNION ALL SELECT b.id, b.corrects_id FROM observation b JOIN before ON b.id = before.corrects_id)
  SELECT count(*)::int FROM before)`;

const ROOT = `CASE WHEN corrects_id IS NULL THEN id ELSE ${rootOf('observation.corrects_id')} END`;

const VERSION = `CASE WHEN corrects_id IS NULL THEN 1 ELSE ${versionOf('observation.corrects_id')} + 1 END`;

/** Results and imported observations, each row of them. @param until SQL of when what they tell of ended */
const written = (
  until: string,
): string => `SELECT ${ROOT} AS root_id, ${ROOT}::text AS id, id AS entity_id, patient_id, encounter_id, report_id,
    effective_at AS sort, ${until} AS until, ${VERSION} AS version, recorded_at AS updated_at, code_system, code,
    (SELECT k.resource->'code' FROM fhir_source k WHERE k.entity_id = observation.id LIMIT 1) AS concept, status, category,
    jsonb_strip_nulls(jsonb_build_object('category', category, 'status', status,
      'code', jsonb_build_object('system', code_system, 'code', code, 'display', display),
      'value', value_number, 'valueAsSent', value_as_sent, 'comparator', value_comparator, 'unit', value_unit, 'text', value_text, 'coded', value_code,
      'components', components, 'referenceLow', reference_low, 'referenceHigh', reference_high,
      'referenceText', reference_text, 'interpretation', interpretation,
      'effectiveAt', effective_at, 'issuedAt', issued_at)) AS facts
  FROM observation`;

export const writtenObservations = written('effective_at');

const IN_PERIOD = `EXISTS (SELECT FROM fhir_source k WHERE k.entity_id = observation.id AND k.resource ? 'effectivePeriod')`;
const endOfPeriod = `(SELECT ${periodEnd("k.resource->'effectivePeriod'")} FROM fhir_source k
    WHERE k.entity_id = observation.id AND k.resource ? 'effectivePeriod' LIMIT 1)`;
const STANDS = 'WHERE superseded_at IS NULL';

/** The same as they stand now. */
const current = `${writtenObservations} ${STANDS}`;
/** Those that tell of a moment, and those that tell of a time with a beginning and an end: the former are found by their moment in an index. */
const ofMoments = `${current} AND NOT ${IN_PERIOD}`;
const ofPeriods = `${written(`coalesce(${endOfPeriod}, effective_at)`)} ${STANDS} AND ${IN_PERIOD}`;

/** Each sign of a round of vital signs charted here, as an observation of its own: its id is the round's and its code. */
export const vitalSigns = `SELECT v.id AS root_id, v.id::text || '.' || sign.code AS id, v.id AS entity_id, v.patient_id,
    v.encounter_id, NULL::uuid AS report_id, v.effective_at AS sort, v.effective_at AS until, v.version, v.recorded_at AS updated_at,
    sign.code_system, sign.code, NULL::jsonb AS concept, v.status, 'vital-signs' AS category,
    sign.facts || jsonb_build_object('category', 'vital-signs', 'status', v.status, 'effectiveAt', v.effective_at,
      'issuedAt', v.recorded_at) AS facts
  FROM vital_signs v CROSS JOIN LATERAL (VALUES ${VITAL_SIGNS}) AS sign (code_system, code, facts)
  WHERE sign.facts IS NOT NULL`;

/** A search by code or category names what no round of vital signs has, or what one may have. */
function mayBeSigns(filters: SearchRequest['filters']): boolean {
  return filters.every(([name, value]) => {
    if (name === 'category') return codesOf(value).includes('vital-signs');
    return name !== 'code' || mayNameSigns(withCodesOfSigns(value));
  });
}

const asksWhen = (filters: SearchRequest['filters']): boolean =>
  filters.some(([asked]) => readName(asked).name === 'date');

const byCode = token('code', 'code_system', 'r.concept');
/** By a code, or by another under which the same is sent. */
export const observationCode: Parameter = Object.assign(
  (value: string, at: At, name: string) => byCode(withCodesOfSigns(value), at, name),
  { type: byCode.type, column: byCode.column, words: byCode.words },
);

export const OBSERVATIONS = {
  select: `${current} UNION ALL ${vitalSigns}`,
  current,
  parts: [
    { select: current, mayHold: (filters: SearchRequest['filters']) => !asksWhen(filters) },
    { select: ofMoments, mayHold: asksWhen },
    { select: ofPeriods, mayHold: asksWhen },
    { select: vitalSigns, mayHold: mayBeSigns },
  ],
} as const;
