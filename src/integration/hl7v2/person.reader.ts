import { IDENTIFIER_SYSTEMS, type IdentifierKind } from '../../clinical/patients/identifier.rules.js';
import type { SentIdentifier, SentPerson } from '../import/filing.service.js';
import { dateOf } from './er7/date-time.js';
import type { Segment, Value } from './er7/message.js';
import { codesOf, wordsOf } from './concept.js';

/** Types of numbers (HL7 table 0203) and authorities, as Vietnamese systems name them, by what they are here. */
const KINDS: Readonly<Record<string, IdentifierKind>> = {
  MRN: 'mrn',
  CCCD: 'cccd',
  NI: 'cccd',
  NNVNM: 'cccd',
  CMND: 'cmnd',
  BHYT: 'bhyt',
  HC: 'bhyt',
  NIIP: 'bhyt',
  SN: 'bhyt',
  PPN: 'passport',
  PASSPORT: 'passport',
};

/** Types that say only that it is somebody's number as a patient: whose, the authority says. */
const OF_PATIENTS: readonly string[] = ['', 'MR', 'PI', 'PT', 'PK', 'U'];
const HUMAN = /^(?:human|homo sapiens|người|337915000|L-85B00)$/i;

/** Who a PID is about. */
export function personIn(pid: Segment | undefined, house: readonly string[] = []): SentPerson {
  if (!pid) return { identifiers: [], names: [] };
  const [sex, birthDate] = [SEXES[pid.text(8).toUpperCase()], dateOf(pid.text(7))];
  const species = speciesOf(pid);
  return {
    identifiers: identifiersIn(pid, house),
    names: namesIn(pid),
    ...(birthDate && { birthDate }),
    ...(sex && { sex }),
    ...(species && { species }),
  };
}

/** Whether it says when somebody was born: systems that must write a date write zeros where they know none. */
export const saysBirthDate = (pid: Segment): boolean => !/^0*$/.test(pid.text(7));

const SEXES: Readonly<Record<string, 'male' | 'female'>> = { M: 'male', F: 'female', MALE: 'male', FEMALE: 'female' };

/** Names as written: family, given, further ones. Until 2.2 the whole name stood in one component. */
function namesIn(pid: Segment): string[] {
  const names = [...pid.all(5), ...pid.all(9)]
    .slice(0, MOST_NUMBERS)
    .map((name) => [name.text(1, 1), name.text(3), name.text(2)].filter((part) => part !== '').join(' '));
  return [...new Set(names.map((name) => name.replace(/\s+/g, ' ').trim()).filter((name) => name !== ''))];
}

function identifiersIn(pid: Segment, house: readonly string[]): SentIdentifier[] {
  const others = [...pid.all(2), ...pid.all(4)].filter(saysWhose);
  const listed = [...pid.all(3), ...others].slice(0, MOST_NUMBERS).flatMap((value) => identifierOf(value, house));
  const known = new Map(listed.map((one) => [`${one.system ?? ''}|${one.value}`, one]));
  return [...known.values()].slice(0, MOST_NUMBERS);
}

/** PID-2 and PID-4 are numbers of before 2.4, and beds or visits where analysers write those there: what says nothing of itself counts only as an MRN. */
const saysWhose = (value: Value): boolean =>
  value.text(4) !== '' || value.text(5) !== '' || /^\d{5}-\d{8,}$/.test(value.text(1));

/** Nobody has more numbers than that. */
const MOST_NUMBERS = 50;

/** A number (CX): its authority says whose it is (`namespace&universal id&type`), its type what for. */
function identifierOf(value: Value, house: readonly string[]): SentIdentifier[] {
  const number = value.text(1);
  if (number === '') return [];
  const [namespace, universal, universalType] = [1, 2, 3].map((part) => value.text(4, part));
  const type = value.text(5).toUpperCase();
  const label = [type, namespace || universal].filter(Boolean).join(' ');
  const system = systemOf({ type, namespace: namespace!, universal: universal!, universalType: universalType! }, house);
  return [{ value: number, ...(system && { system }), ...(label && { label }) }];
}

interface Authority {
  readonly type: string;
  readonly namespace: string;
  readonly universal: string;
  readonly universalType: string;
}

/** @param house names of this hospital, as authorities write them */
function systemOf({ type, namespace, universal, universalType }: Authority, house: readonly string[]) {
  const own = [namespace, universal].map((name) => name.toUpperCase());
  const kind = KINDS[own[0]!] ?? (type === 'MR' ? undefined : KINDS[type]);
  if (kind) return IDENTIFIER_SYSTEMS[kind];
  const uris = Object.values(IDENTIFIER_SYSTEMS) as string[];
  const uri = [namespace, universal].find((name) => uris.includes(name));
  if (uri) return uri;
  const isOurs = own.some((name) => name !== '' && house.some((one) => one.toUpperCase() === name));
  if (OF_PATIENTS.includes(type) && (isOurs || (namespace === '' && universal === ''))) return IDENTIFIER_SYSTEMS.mrn;
  if (universal !== '') return /^(?:ISO|)$/i.test(universalType) ? `urn:oid:${universal}` : `urn:id:${universal}`;
  return namespace === '' ? undefined : `urn:id:${encodeURIComponent(namespace)}`;
}

/** PID-35; nothing, or a human being, is no species. */
function speciesOf(pid: Segment): string | undefined {
  const value = pid.first(35);
  const words = wordsOf(value);
  const isHuman = [words, ...codesOf(value).map(({ code }) => code ?? '')].some((text) => HUMAN.test(text));
  return words === '' || isHuman ? undefined : words;
}
