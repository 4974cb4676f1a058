import { searchDates } from './dates.js';
import { folded, foldedSql } from './folded.js';
import { invalidParameter } from './parameter-refusals.js';
import { alternatives, parameter, tokenOf, type Parameter } from './parameters.js';

/** What is asked of patients who were found by something else, such as a name: no index answers it of a whole hospital. */

/** SQL of an element of the patient `r` as it was sent last. */
const saidLast = (element: string): string =>
  `(SELECT k.resource->'${element}' FROM fhir_source k WHERE k.entity_id = r.entity_id AND k.resource_type = 'Patient' ORDER BY k.updated_at DESC, k.id DESC LIMIT 1)`;

/** A condition that holds or does not. @param column SQL that is null where nothing is said of it */
const yesOrNo = (holds: string, column?: string): Parameter =>
  parameter(
    (value, _, name) => {
      const each = alternatives(value).map((one) => {
        const { code } = tokenOf(one, name);
        if (code !== 'true' && code !== 'false') invalidParameter(name);
        return code === 'true' ? holds : `NOT ${holds}`;
      });
      return `(${each.join(' OR ')})`;
    },
    { type: 'token', ...(column && { column }) },
  );

const DIED_AT = `(r.facts->>'deceasedAt')::timestamptz`;

/** Parts of an Address, and our names of those that a record of ours has. */
const OF_AN_ADDRESS = { text: 'text', line: '', city: 'commune', district: 'district', state: 'province' } as const;
type Part = keyof typeof OF_AN_ADDRESS | 'country' | 'postalCode';
const PARTS: readonly Part[] = ['text', 'line', 'city', 'district', 'state', 'country', 'postalCode'];

/** SQL of these parts of every address that a patient has, on record or as they were sent, one after the other; null where there is none. */
function addressWords(parts: readonly Part[]): string {
  const own = parts.flatMap((part) => (part in OF_AN_ADDRESS && OF_AN_ADDRESS[part as 'text']) || []);
  const owned = own.map((name) => `SELECT a->>'${name}' AS words FROM jsonb_array_elements(r.facts->'addresses') a`);
  const sent = parts.map(
    (part) => `SELECT w #>> '{}' FROM jsonb_path_query(${saidLast('address')}, '$[*].${part}[*]') w`,
  );
  return `(SELECT string_agg(DISTINCT words, ' ') FROM (${[...owned, ...sent].join(' UNION ALL ')}) each (words) WHERE words <> '')`;
}

/** What begins a word of an address, whatever its capitals and marks. */
function addressed(...parts: readonly Part[]): Parameter {
  const words = addressWords(parts);
  const found = foldedSql(`' ' || ${words}`);
  return parameter(
    (value, at, name) => {
      const each = alternatives(value).map((one) => {
        const asked = folded(one.trim()).replace(/[\\%_]/g, '\\$&') || invalidParameter(name);
        return `coalesce(${found} LIKE ${at(`% ${asked}%`)}, false)`;
      });
      return `(${each.join(' OR ')})`;
    },
    { type: 'string', column: words, folded: found, fold: folded, parts: true },
  );
}

export const PATIENT_CONDITIONS: Readonly<Record<string, Parameter>> = {
  // Where nothing is said a record is in use (FHIR R4 Patient.active).
  active: yesOrNo(`(coalesce(${saidLast('active')}, 'true') = 'true')`),
  deceased: yesOrNo(`(r.facts ? 'deceasedAt' OR coalesce((r.facts->>'deceased')::boolean, false))`),
  'death-date': parameter((value, at, name) => searchDates(DIED_AT, alternatives(value), at, name), {
    type: 'date',
    column: DIED_AT,
  }),
  address: addressed(...PARTS),
  'address-city': addressed('city'),
  'address-state': addressed('state'),
  'address-postalcode': addressed('postalCode'),
  'address-country': addressed('country'),
};
