import { foldName } from '../../../clinical/patients/name.rules.js';
import { parsePartialDate } from '../../../clinical/datatypes/partial-date.js';

/** Somebody whom a resource names as the one it is about. */
export interface NamedPerson {
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly identifiers: readonly string[];
}

/** The patient whom somebody takes it for. */
export interface TakenFor {
  readonly fullName: string;
  readonly birthDate: string | null;
  /** Values of all that the patient is known by, the MRN among them. */
  readonly identifiers: readonly string[];
}

/** How what a resource says and what is on record agree; null where either says nothing. */
export type Agreement = 'same' | 'differs' | null;
export interface Compared {
  readonly name: Agreement;
  readonly birthDate: Agreement;
  readonly identifier: Agreement;
}

/** Elements of FHIR R4 that say whom a resource is about. */
const SUBJECTS = ['subject', 'patient', 'beneficiary', 'for', 'individual'];
type Json = Readonly<Record<string, unknown>>;

/** Whom a resource names: in its subject, and as contained patients. */
export function namedPeople(resource: unknown): NamedPerson[] {
  const whole = objectOf(resource);
  const patients = [whole, ...listOf(whole.contained)].filter(({ resourceType }) => resourceType === 'Patient');
  const subjects = SUBJECTS.flatMap((name) => listOf(whole[name]));
  return [...patients.map(ofPatient), ...subjects.map(ofReference)].filter(saysAnything);
}

/** One name, birth date or number that is the patient's is enough; a difference counts where none agrees. */
export function compare(named: readonly NamedPerson[], { fullName, birthDate, identifiers }: TakenFor): Compared {
  const known = new Set(identifiers.map(plain));
  return {
    name: agreement(
      named.flatMap(({ name }) => name ?? []),
      (name) => foldName(name) === foldName(fullName),
    ),
    birthDate:
      birthDate === null
        ? null
        : agreement(
            named.flatMap((one) => one.birthDate ?? []),
            (date) => mayBe(date, birthDate),
          ),
    identifier: agreement(
      named.flatMap((one) => one.identifiers),
      (value) => known.has(plain(value)),
    ),
  };
}

/** Whether anything says that it is somebody else. */
export const differs = (compared: Compared): boolean => Object.values(compared).includes('differs');

const agreement = (told: readonly string[], fits: (value: string) => boolean): Agreement =>
  told.length === 0 ? null : told.some(fits) ? 'same' : 'differs';

/** A birth date known in part may be the other. */
function mayBe(one: string, other: string): boolean {
  const [a, b] = [parsePartialDate(one), parsePartialDate(other)];
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last;
}

const ofPatient = (patient: Json): NamedPerson => ({
  name:
    listOf(patient.name)
      .map(nameOf)
      .find((name) => name !== null) ?? null,
  birthDate: textOf(patient.birthDate),
  sex: textOf(patient.gender),
  identifiers: listOf(patient.identifier).flatMap(({ value }) => textOf(value) ?? []),
});

const ofReference = (reference: Json): NamedPerson => ({
  name: textOf(reference.display),
  birthDate: null,
  sex: null,
  identifiers: [
    ...listOf(reference.identifier).flatMap(({ value }) => textOf(value) ?? []),
    ...(/[?&]identifier=(?:[^|&]*(?:\||%7C))?([^|&]+)/i.exec(textOf(reference.reference) ?? '')?.slice(1) ?? []),
  ],
});

function nameOf({ text, family, given }: Json): string | null {
  const parts = [family, ...(Array.isArray(given) ? (given as unknown[]) : [given])];
  return textOf(text) ?? textOf(parts.map((part) => textOf(part) ?? '').join(' '));
}

const saysAnything = ({ name, birthDate, identifiers }: NamedPerson): boolean =>
  name !== null || birthDate !== null || identifiers.length > 0;
/** Without spaces; of an insurance card the digits of the insured, which both its forms have. */
const plain = (value: string) =>
  value
    .replace(/\s+/g, '')
    .toUpperCase()
    .replace(/^[A-Z]{2}[1-5]\d{2}(?=\d{10}$)/, '');
const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const listOf = (value: unknown): Json[] =>
  (Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value]).map(objectOf);
