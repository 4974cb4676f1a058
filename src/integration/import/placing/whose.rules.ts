import { otherSpelling } from '../../../clinical/patients/spelling.rules.js';
import { parsePartialDate } from '../../../clinical/datatypes/partial-date.js';
import { foldText } from '../../../clinical/datatypes/folded-text.js';
import { checkIdentifier, comparedNumber, IDENTIFIER_SYSTEMS } from '../../../clinical/patients/identifier.rules.js';
import type { IncomingFacts, Reason, SentIdentifier, SentPerson, Suggestion, SuggestedBecause } from '../facts.js';
import type { Found, FoundPatient } from './found.js';
import { namedAs } from './number.rules.js';

/** Whose a message is, or why that cannot be said. */
export interface Whose {
  readonly patient?: FoundPatient;
  readonly reasons: readonly Reason[];
  readonly suggestions: readonly Suggestion[];
}

const { mrn, cccd, bhyt } = IDENTIFIER_SYSTEMS;
/** Systems in which a person has one number. */
const ONE_EACH: readonly string[] = [mrn, cccd, bhyt];
/** A number that nobody says the system of is one of ours only when it looks like one. */
const MRN_FORM = /^\d{5}-\d{8,}$/;

/**
 * Whose a message is. Every number in it that is known here names the same person; what it says besides of them agrees: any difference is for a
 * person to look at. A number alone, which may be mistyped, is not enough: a name, a birth date or an order of the same patient has to agree. Without a
 * known number, the order it answers tells, if name and birth date agree both.
 */
export function whose(facts: IncomingFacts, found: Found): Whose {
  const { person } = facts;
  if (person.species) return { reasons: [{ code: 'not-human', of: person.species }], suggestions: [] };
  const byNumber = new Set(found.named.map(({ patientId }) => patientId));
  const byOrder = new Set(found.orders.map(({ patientId }) => patientId));
  const suggestions = suggestionsOf(facts, found);
  if (byNumber.size > 1) return { reasons: [{ code: 'identifiers-disagree' }], suggestions };
  const [id = byOrder.size === 1 ? [...byOrder][0] : undefined] = byNumber;
  const assigned = assignedBefore(facts, found);
  const patient = patientOf(found, id ?? assigned);
  if (!patient) return { reasons: [{ code: 'patient-unknown', of: whoOf(person) }], suggestions };
  const elsewhere = visitOfAnother(found, patient.id);
  // A person has looked at this very naming, and said who it is.
  if (assigned === patient.id) return { patient, reasons: elsewhere, suggestions };
  const reasons = [...differences(person, patient, byNumber.size > 0), ...elsewhere];
  const isCompared = person.names.length > 0 || (person.birthDate && patient.birthDate) || byOrder.has(patient.id);
  if (reasons.length === 0 && byNumber.size > 0 && !isCompared) {
    return { patient, reasons: [{ code: 'number-alone', of: whoOf(person) }], suggestions };
  }
  const isSure = byNumber.size > 0 || (person.names.length > 0 && person.birthDate !== undefined && patient.birthDate);
  if (reasons.length > 0 || isSure) return { patient, reasons, suggestions };
  return { reasons: [{ code: 'patient-unknown', of: whoOf(person) }], suggestions };
}

/** A visit that is named beside them, and that somebody else came to. */
export const visitOfAnother = ({ visits }: Found, patientId: string): Reason[] =>
  visits.flatMap((one) => (one.patientId === patientId ? [] : [{ code: 'visit-of-another-patient', of: one.number }]));

const patientOf = ({ patients }: Found, id: string | undefined) => patients.find((one) => one.id === id);

function assignedBefore(facts: IncomingFacts, { received }: Found): string | undefined {
  const named = namedAs(facts);
  const ids = new Set(received.filter((one) => one.named === named).map(({ patientId }) => patientId));
  return ids.size === 1 ? [...ids][0] : undefined;
}

/** What a message says of somebody that is not so. */
export function differences(person: SentPerson, patient: FoundPatient, isNumbered: boolean): Reason[] {
  const reasons: Reason[] = [];
  const other = person.identifiers.find((one) => contradicts(one, patient, isNumbered));
  if (other) reasons.push({ code: 'identifiers-disagree', of: other.value });
  if (person.names.length > 0 && !person.names.some((name) => sameName(name, patient.fullName))) {
    reasons.push({ code: 'name-differs', of: person.names[0] });
  }
  if (person.birthDate && patient.birthDate && !mayBeSame(person.birthDate, patient.birthDate)) {
    reasons.push({ code: 'birth-date-differs', of: person.birthDate });
  }
  const isTold = ['male', 'female'].includes(patient.sex);
  if (person.sex && isTold && person.sex !== patient.sex) reasons.push({ code: 'sex-differs', of: person.sex });
  return reasons;
}

/** A number of a system in which the patient has another. */
function contradicts({ system, value, label }: SentIdentifier, patient: FoundPatient, isNumbered: boolean): boolean {
  if (system === undefined || !ONE_EACH.includes(system)) return false;
  // A citizen number that serves as a card is one.
  const checked = checkIdentifier(system, value);
  const kind = checked.ok ? checked.system : system;
  const sent = comparedNumber(system, value);
  const theirs = [...patient.identifiers, { system: mrn as string, value: patient.mrn }].filter(
    (one) => one.system === kind,
  );
  if (theirs.length === 0 || theirs.some((one) => comparedNumber(one.system, one.value) === sent)) return false;
  // Numbers that a laboratory gives itself come without an authority.
  return system !== mrn || label !== undefined || MRN_FORM.test(value.replace(/\s+/g, '')) || isNumbered;
}

/** The same words in whatever order, with or without accents, and with i or y where Vietnamese writes either. */
export function sameName(one: string, other: string): boolean {
  return wordsOf(one) === wordsOf(other);
}

const wordsOf = (name: string): string =>
  foldText(name)
    .split(' ')
    .map((word) => [word, otherSpelling(word) ?? word].toSorted()[0])
    .toSorted()
    .join(' ');

function mayBeSame(one: string, other: string): boolean {
  const [a, b] = [parsePartialDate(one), parsePartialDate(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

const whoOf = ({ names, identifiers }: SentPerson): string | undefined => names[0] ?? identifiers[0]?.value;

/** Who it may be, and why somebody might think so: the likeliest first. */
function suggestionsOf({ person }: IncomingFacts, found: Found): Suggestion[] {
  const suggested = found.patients.flatMap((patient): Suggestion[] => {
    const orders = found.orders.filter(({ patientId }) => patientId === patient.id);
    const birth = person.birthDate && patient.birthDate ? mayBeSame(person.birthDate, patient.birthDate) : undefined;
    const because: SuggestedBecause[] = [
      ...(found.named.some(({ patientId }) => patientId === patient.id) ? (['identifier'] as const) : []),
      ...(orders.length > 0 ? (['order-number'] as const) : []),
      ...(person.names.some((name) => sameName(name, patient.fullName)) ? (['name'] as const) : []),
      ...(birth ? (['birth-date'] as const) : []),
    ];
    // Somebody of the same name born on another day is not who is meant.
    const isOther = birth === false && because.every((why) => why === 'name');
    if (because.length === 0 || isOther || (because.length === 1 && because[0] === 'birth-date')) return [];
    return [{ patientId: patient.id, ...(orders[0] && { orderId: orders[0].id }), because }];
  });
  return suggested.toSorted((one, other) => other.because.length - one.because.length).slice(0, MOST_SUGGESTED);
}
const MOST_SUGGESTED = 5;
