import { isUuid } from '../../../kernel/uuid.js';
import { foundPatientsSql, idsOfPhoneSql, type PatientCriteria } from '../../../clinical/patients/finding.rules.js';
import { MOST_TERMS, searchTerms } from '../../../clinical/patients/name.rules.js';
import { normalisePhone } from '../../../clinical/patients/phone.rules.js';
import { parsePartialDate } from '../../../clinical/datatypes/partial-date.js';
import { conditionOf, readName } from './conditions.js';
import { spanOf } from './dates.js';
import { alternatives, codesOf } from './parameters.js';
import { invalidParameter, refuseParameter, type At } from './parameter-refusals.js';
import type { SearchRequest } from './search-request.js';
import { idsOfPatientSql } from './of-a-patient.js';
import { PATIENT_CONDITIONS } from './patient-conditions.js';
import { valueOf } from '../../../kernel/list.js';

/** Any of these makes it a search; without, patients are read by their ids. */
export const NARROWING: ReadonlySet<string> = new Set([
  'name',
  'family',
  'given',
  'birthdate',
  'identifier',
  'phone',
  'telecom',
]);

interface Narrowed {
  terms: string[];
  among: string[];
  born?: { first: string; last: string };
  sexes?: string[];
  changed?: { from?: Date; before?: Date };
}

/**
 * SQL of the patients of a page, in the order of lists, for a search by name, birth date or identifier. Names are found as they are
 * written: what is nearly so is no match in FHIR.
 * @param select the patients as resources, one row each with entity_id
 * @returns undefined when it is none of these searches
 * @throws Problem: a value has not the form its parameter needs
 */
export function patientPageSql(
  select: string,
  { filters, count, after: place, sort }: SearchRequest,
  at: At,
): string | undefined {
  if (!filters.some(([name]) => NARROWING.has(name))) return undefined;
  if (sort && (sort.by !== 'sort' || !sort.ascending)) refuseParameter('_sort', 'sort-not-taken', { known: 'name' });
  const narrowed: Narrowed = { terms: [], among: [] };
  const conditions: string[] = [];
  for (const [asked, value] of filters) {
    const { name, modifier, chained } = readName(asked);
    const condition = PATIENT_CONDITIONS[name];
    if (condition) {
      conditions.push(conditionOf(condition, asked, value, at));
      continue;
    }
    // What else is asked of them is asked of those who were found: see narrowed.ts.
    if (modifier ?? chained) refuseParameter(asked, 'modifier-not-taken', { known: '–' });
    valueOf(NARROW, name)(narrowed, value, at, name);
  }
  const criteria: PatientCriteria = { ...narrowed, terms: [...new Set(narrowed.terms)] };
  if (criteria.terms!.length > MOST_TERMS) refuseParameter('name', 'name-too-long');
  const after = place && { nameSort: place[0], id: place[1], approximate: false };
  const found = foundPatientsSql(criteria, { wanted: count + 1, after, forgiving: false }, at);
  return `SELECT r.* FROM ${found} JOIN (${select}) r ON r.entity_id = found.id
    ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} ORDER BY found.place`;
}

/** Days, both included; those that no calendar has are far away. */
const EARLIEST = '0001-01-01';
const LATEST = '9999-12-31';
const DAY_MS = 86_400_000;

/** The days that a birth date of a search means. */
function bornOn(value: string, name: string): { first: string; last: string } {
  const [, prefix = 'eq', text = ''] = /^(eq|ge|gt|le|lt|sa|eb|ap)?(.*)$/.exec(value) ?? [];
  const { first, last } = parsePartialDate(text) ?? invalidParameter(name);
  // A tenth of the time from then to now, at least a day, to either side (FHIR R4 search, "prefix").
  const about = Math.max(1, Math.round(Math.abs(Date.now() - Date.parse(`${first}T00:00:00Z`)) / DAY_MS / 10));
  const spans: Readonly<Record<string, { first: string; last: string }>> = {
    eq: { first, last },
    ge: { first, last: LATEST },
    gt: { first: dayAfter(last, 1), last: LATEST },
    sa: { first: dayAfter(last, 1), last: LATEST },
    le: { first: EARLIEST, last },
    lt: { first: EARLIEST, last: dayAfter(first, -1) },
    eb: { first: EARLIEST, last: dayAfter(first, -1) },
    ap: { first: dayAfter(first, -about), last: dayAfter(last, about) },
  };
  return valueOf(spans, prefix);
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const NARROW: Readonly<Record<string, (narrowed: Narrowed, value: string, at: At, name: string) => void>> = {
  name: named,
  family: named,
  given: named,
  // Values parted by commas are alternatives.
  identifier({ among }, value, at, name) {
    const each = alternatives(value).map((one) => `(${idsOfPatientSql(one, at, name)})`);
    among.push(each.join(' || '));
  },
  birthdate(narrowed, value, _, name) {
    const { first, last } = bornOn(value, name);
    const before = narrowed.born ?? { first, last };
    narrowed.born = {
      first: first > before.first ? first : before.first,
      last: last < before.last ? last : before.last,
    };
  },
  phone: phoned,
  telecom: phoned,
  gender(narrowed, value) {
    const codes = codesOf(value);
    narrowed.sexes = narrowed.sexes ? narrowed.sexes.filter((sex) => codes.includes(sex)) : codes;
  },
  _lastUpdated(narrowed, value, _, name) {
    const { from, before } = spanOf(value, name);
    const { changed } = narrowed;
    narrowed.changed = {
      from: changed?.from && (!from || changed.from > from) ? changed.from : from,
      before: changed?.before && (!before || changed.before < before) ? changed.before : before,
    };
  },
  _id({ among }, value, at) {
    among.push(`${at(value.split(',').filter((id) => isUuid(id) && id === id.toLowerCase()))}::uuid[]`);
  },
};

function phoned({ among }: Narrowed, value: string, at: At, name: string): void {
  among.push(
    alternatives(value)
      .map((one) => `(${idsOfPhone(one, at, name)})`)
      .join(' || '),
  );
}

/** SQL of an array of the ids of those who have a phone number, with or without its system. */
export const idsOfPhone = (one: string, at: At, name: string): string =>
  idsOfPhoneSql(at(normalisePhone(one.slice(one.indexOf('|') + 1)) ?? invalidParameter(name)));

function named({ terms }: Narrowed, value: string, _: At, name: string): void {
  // A comma parts alternatives in FHIR; taken for a blank it would ask for both.
  if (value.includes(',')) refuseParameter(name, 'name-alternatives');
  const words = searchTerms(value);
  if (words.length === 0) invalidParameter(name);
  terms.push(...words);
}
