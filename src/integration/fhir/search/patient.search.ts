import { isUuid } from '../../../kernel/uuid.js';
import { IDENTIFIER_SYSTEMS } from '../../../clinical/patients/identifier.rules.js';
import {
  foundPatientsSql,
  idsOfIdentifierSql,
  idsOfMrnSql,
  idsOfValueSql,
  storedForms,
  type PatientCriteria,
} from '../../../clinical/patients/finding.rules.js';
import { MOST_TERMS, searchTerms } from '../../../clinical/patients/name.rules.js';
import { parsePartialDate } from '../../../clinical/datatypes/partial-date.js';
import { codesOf, invalidParameter, refuseParameter, spanOf, type At } from './parameters.js';
import type { SearchRequest } from './search-request.js';
import { valueOf } from '../../../kernel/list.js';

/** Any of these makes it a search; without, patients are read by their ids. */
const NARROWING = new Set(['name', 'family', 'given', 'birthdate', 'identifier']);

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
  { filters, count, after: place }: SearchRequest,
  at: At,
): string | undefined {
  if (!filters.some(([name]) => NARROWING.has(name))) return undefined;
  const narrowed: Narrowed = { terms: [], among: [] };
  for (const [name, value] of filters) valueOf(NARROW, name)(narrowed, value, at, name);
  const criteria: PatientCriteria = { ...narrowed, terms: [...new Set(narrowed.terms)] };
  if (criteria.terms!.length > MOST_TERMS) refuseParameter('name', 'name-too-long');
  const after = place && { nameSort: place[0], id: place[1], approximate: false };
  const found = foundPatientsSql(criteria, { wanted: count + 1, after, forgiving: false }, at);
  return `SELECT r.* FROM ${found} JOIN (${select}) r ON r.entity_id = found.id ORDER BY found.place`;
}

function idsOf(token: string, at: At, name: string): string {
  const [system, number] = token.includes('|') ? token.split('|', 2) : ['', token];
  if (!number?.trim()) invalidParameter(name);
  if (!system) return idsOfValueSql(at(storedForms(number)));
  return system === IDENTIFIER_SYSTEMS.mrn ? idsOfMrnSql(at(number)) : idsOfIdentifierSql(at(system), at(number));
}

const NARROW: Readonly<Record<string, (narrowed: Narrowed, value: string, at: At, name: string) => void>> = {
  name: named,
  family: named,
  given: named,
  // Values parted by commas are alternatives.
  identifier({ among }, value, at, name) {
    const each = value.split(',').map((one) => `(${idsOf(one, at, name)})`);
    among.push(each.join(' || '));
  },
  birthdate(narrowed, value, _, name) {
    const { first, last } = parsePartialDate(value.replace(/^eq/, '')) ?? invalidParameter(name);
    const before = narrowed.born ?? { first, last };
    narrowed.born = {
      first: first > before.first ? first : before.first,
      last: last < before.last ? last : before.last,
    };
  },
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

function named({ terms }: Narrowed, value: string, _: At, name: string): void {
  // A comma parts alternatives in FHIR; taken for a blank it would ask for both.
  if (value.includes(',')) refuseParameter(name, 'name-alternatives');
  const words = searchTerms(value);
  if (words.length === 0) invalidParameter(name);
  terms.push(...words);
}
