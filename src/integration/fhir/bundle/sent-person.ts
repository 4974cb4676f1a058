import { checkIdentifier } from '../../../clinical/patients/identifier.rules.js';
import type { SentIdentifier, SentPerson } from '../../import/filing.service.js';

type Json = Readonly<Record<string, unknown>>;

const ANIMAL = 'http://hl7.org/fhir/StructureDefinition/patient-animal';
/** Nobody has more numbers or names than that. */
const MOST = 50;

/** Who a Patient is, as it says itself. */
export function personOf(patient: Json): SentPerson {
  const names = listOf(patient.name).flatMap((name) => nameOf(name) ?? []);
  const { gender } = patient;
  const birthDate = textOf(patient.birthDate);
  const species = speciesOf(patient);
  return {
    identifiers: listOf(patient.identifier).flatMap(identifierOf).slice(0, MOST),
    names: [...new Set(names)].slice(0, MOST),
    ...(birthDate && { birthDate }),
    ...((gender === 'male' || gender === 'female') && { sex: gender }),
    ...(species && { species }),
  };
}

/** Whom a Reference names: by an identifier beside it or in it, by what it is called, else by its own words. */
export function personNamed(reference: Json): SentPerson {
  const { system, value } = searchIn(textOf(reference.reference) ?? '');
  const beside = listOf(reference.identifier).flatMap(identifierOf);
  const searched = value === undefined ? [] : identifierOf({ system, value });
  const address = textOf(reference.reference);
  const isPlain = beside.length + searched.length === 0 && address !== undefined && !address.startsWith('#');
  const display = textOf(reference.display);
  return {
    identifiers: [...beside, ...searched, ...(isPlain ? [{ value: address }] : [])],
    names: display ? [display] : [],
  };
}

/** The same person told of in several places, as one. */
export function together(people: readonly SentPerson[]): SentPerson {
  const identifiers = people.flatMap((one) => one.identifiers);
  const [birthDate, sex, species] = (['birthDate', 'sex', 'species'] as const).map((name) =>
    people.map((one) => one[name]).find((said) => said !== undefined),
  );
  return {
    identifiers: [...new Map(identifiers.map((one) => [`${one.system ?? ''}|${one.value}`, one])).values()],
    names: [...new Set(people.flatMap(({ names }) => names))],
    ...(birthDate && { birthDate }),
    ...(sex && { sex: sex as SentPerson['sex'] }),
    ...(species && { species }),
  };
}

/** An identifier as it is kept where it is one of ours, else as it was sent. */
function identifierOf({ system, value }: Json): SentIdentifier[] {
  if (typeof value !== 'string' || value === '') return [];
  if (typeof system !== 'string') return [{ value }];
  const checked = checkIdentifier(system, value);
  return [checked.ok ? { system: checked.system, value: checked.value } : { system, value }];
}

function searchIn(reference: string): { system?: string; value?: string } {
  const [, asked] = /[?&]identifier=([^&]+)/i.exec(reference) ?? [];
  if (asked === undefined) return {};
  const [first = '', second] = [...new URLSearchParams(`i=${asked}`).values()][0]?.split('|') ?? [];
  return second === undefined ? { value: first } : { system: first, value: second };
}

/** Family name first. */
function nameOf({ text, family, given }: Json): string | undefined {
  const parts = [family, ...(Array.isArray(given) ? (given as unknown[]) : [])];
  return textOf(text) ?? textOf(parts.map((part) => textOf(part) ?? '').join(' '));
}

/** What an animal is; undefined for human beings. */
function speciesOf(patient: Json): string | undefined {
  const animal = [...listOf(patient.extension), ...listOf(patient.modifierExtension)].find(({ url }) => url === ANIMAL);
  if (!animal) return undefined;
  const species = listOf(animal.extension).find(({ url }) => url === 'species')?.valueCodeableConcept;
  const { text, coding } = (species ?? {}) as Json;
  return textOf(text) ?? textOf(listOf(coding)[0]?.display) ?? 'animal';
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.replace(/\s+/g, ' ').trim() : undefined;

export const listOf = (value: unknown): Json[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (one): one is Json => typeof one === 'object' && one !== null,
  );
