import { LOINC } from '../../../clinical/results/code-systems.js';
import { mayNameSigns, VITAL_SIGNS, withCodesOfSigns } from '../maps/vital-signs.map.js';
import { readName } from './conditions.js';
import { codesOf, inConcepts, mayStandElsewhere, token, tokenOf, type Parameter } from './parameters.js';
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

/** SQL, as its index has it, of whether a value is called by a second code of LOINC besides the one it is kept under. */
const SECOND_LOINC = `jsonb_path_exists(details, '$.codings[*] ? (@.system == "${LOINC}")')`;

/**
 * Results and imported observations, each row of them.
 * @param until SQL of when what they tell of ended @param elsewhere which rows a code of LOINC finds here: `false` those that are kept under it,
 *   `true` those that only say it besides, null both
 */
const written = (
  until: string,
  elsewhere = 'NULL::boolean',
): string => `SELECT ${ROOT} AS root_id, ${ROOT}::text AS id, id AS entity_id, patient_id, encounter_id, report_id,
    effective_at AS sort, ${until} AS until, ${VERSION} AS version, recorded_at AS updated_at, code_system, code,
    jsonb_build_array((SELECT k.resource->'code' FROM fhir_source k WHERE k.entity_id = observation.id LIMIT 1),
      jsonb_build_object('coding', details->'codings')) AS concept, status, category, 
      ${elsewhere} AS elsewhere, ${SECOND_LOINC} AS is_second,
    jsonb_strip_nulls(jsonb_build_object('category', category, 'status', status,
      'code', jsonb_build_object('system', code_system, 'code', code, 'display', display), 'codings', details->'codings',
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
const standing = (elsewhere?: string) => `${written('effective_at', elsewhere)} ${STANDS}`;
const ofMoments = (elsewhere?: string) => `${standing(elsewhere)} AND NOT ${IN_PERIOD}`;
const ofPeriods = (elsewhere?: string) =>
  `${written(`coalesce(${endOfPeriod}, effective_at)`, elsewhere)} ${STANDS} AND ${IN_PERIOD}`;

/** Each sign of a round of vital signs charted here, as an observation of its own: its id is the round's and its code. */
export const vitalSigns = `SELECT v.id AS root_id, v.id::text || '.' || sign.code AS id, v.id AS entity_id, v.patient_id,
    v.encounter_id, NULL::uuid AS report_id, v.effective_at AS sort, v.effective_at AS until, v.version, v.recorded_at AS updated_at,
    sign.code_system, sign.code, NULL::jsonb AS concept, v.status, 'vital-signs' AS category,
    NULL::boolean AS elsewhere, false AS is_second,
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

/** A search by codes of LOINC finds each row under its own code by an index, and the few that say one besides by another. */
const asksLoinc = (filters: SearchRequest['filters']): boolean =>
  filters.filter(([name, value]) => name === 'code' && loincIn(value, name).length > 0).length === 1;

/** Where rows of a kind are looked for: as they are, or by where their code stands. */
const byWhereCodesStand = (rows: (elsewhere?: string) => string, mayHold: (filters: Filters) => boolean) => [
  { select: rows(), mayHold: (filters: Filters) => mayHold(filters) && !asksLoinc(filters) },
  { select: rows('false'), mayHold: (filters: Filters) => mayHold(filters) && asksLoinc(filters) },
  {
    select: `${rows('true')} AND ${SECOND_LOINC}`,
    mayHold: (filters: Filters) => mayHold(filters) && asksLoinc(filters),
  },
];
type Filters = SearchRequest['filters'];

const byCode = token('code', 'code_system', 'r.concept');
/** What of a search by code may be a code of LOINC. */
const loincIn = (value: string, name: string): string[] =>
  value.split(',').filter((part) => !mayStandElsewhere(tokenOf(part, name)));
/** Of those that are kept under another code, and say one of these besides. */
const besides = (codes: readonly string[], at: At, name: string): string =>
  codes
    .map((part) => inConcepts(`jsonb_build_object('coding', r.facts->'codings')`, tokenOf(part, name), at))
    .join(' OR ');

/** By a code, or by another under which the same is sent. */
export const observationCode: Parameter = Object.assign(
  (value: string, at: At, name: string) => {
    const own = byCode(withCodesOfSigns(value), at, name);
    const codes = loincIn(value, name);
    if (codes.length === 0) return own;
    const others = `r.is_second AND (${besides(codes, at, name)})`;
    if (name !== 'code') return `(${own} OR (${others}))`;
    return `((r.elsewhere IS NOT TRUE AND ${own}) OR (r.elsewhere IS NOT FALSE AND ${others} AND NOT coalesce(${own}, false)))`;
  },
  { type: byCode.type, column: byCode.column, words: byCode.words },
);

export const OBSERVATIONS = {
  select: `${current} UNION ALL ${vitalSigns}`,
  current,
  parts: [
    ...byWhereCodesStand(standing, (filters) => !asksWhen(filters)),
    ...byWhereCodesStand(ofMoments, asksWhen),
    ...byWhereCodesStand(ofPeriods, asksWhen),
    { select: vitalSigns, mayHold: mayBeSigns },
  ],
} as const;
