import type { Patient, PatientIdentifier } from '../../generated/prisma/client.js';
import type { IdentifierResponse, PatientResponse, PatientSummaryResponse } from './dto/patient.response.js';
import type { Sex } from './dto/patient.dto.js';
import { saidOf } from './patient-columns.js';
import { WARNING_WORDS, type PatientWarning } from './warning.words.js';
import { cccdWarnings, IDENTIFIER_SYSTEMS } from './identifier.rules.js';
import { currentContext } from '../../kernel/request-context.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { ageOn, ageText } from '../datatypes/age.js';
import type { AgeResponse } from '../datatypes/dto/age.response.js';
import { birthDateText, parsePartialDate, yearsOn } from '../datatypes/partial-date.js';
import { nameWarnings } from './name.rules.js';

/** A patient as a model, or as the statements of this folder select it. */
export type PatientRow = Omit<Patient, 'birthDate' | 'nameSearch' | 'nameSort' | 'bornAt'> & {
  readonly birthDate: Date | string | null;
  readonly bornAt: Date | string | null;
  readonly identifiers: readonly IdentifierRow[];
};
type IdentifierRow = Pick<PatientIdentifier, 'id' | 'system' | 'value' | 'retiredBy' | 'retiredReason'> & {
  readonly retiredAt: Date | string | null;
  /** Looked up where the answer is shown to people. */
  readonly retirerName?: string | null;
};

/** The age of who was born then, today or on the day of death (YYYY-MM-DD); null when the birth date is not known. */
export function ageResponse(birthDate: string | null, onDate = hospitalDate()): AgeResponse | null {
  const birth = birthDate === null ? undefined : parsePartialDate(birthDate);
  if (!birth) return null;
  const age = ageOn(birth, onDate);
  return { ...age, text: ageText(age, currentContext()?.language ?? 'vi') };
}

export function toPatientResponse(row: PatientRow): PatientResponse {
  const birthDate = birthDateText(row.birthDate, row.birthDatePrecision);
  const identifiers = row.identifiers.map(toIdentifier);
  return {
    ...toPatientSummary({ ...row, birthDate }),
    age: ageResponse(birthDate, row.deceasedAt ? hospitalDate(new Date(row.deceasedAt)) : undefined),
    identifiers: [{ id: null, system: IDENTIFIER_SYSTEMS.mrn, value: row.mrn, retired: null }, ...identifiers],
    phones: row.phones,
    addresses: row.addresses as unknown as PatientResponse['addresses'],
    contacts: row.contacts as unknown as PatientResponse['contacts'],
    ...saidOf(row),
    deceased: row.deceasedAt !== null || row.deceasedUndated,
    deceasedAt: row.deceasedAt?.toISOString() ?? null,
    deathCause: row.deathCause,
    deathPlace: row.deathPlace,
    confidentiality: row.confidentiality,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    ...warned(
      warningsOf(
        identifiers.filter(({ retired }) => !retired),
        { ...row, birthDate: row.birthDateEstimated ? null : birthDate },
      ),
    ),
  };
}

/** Warnings with their words in the reader's language. */
export function warned(warnings: readonly string[]): Pick<PatientResponse, 'warnings' | 'warningTexts'> {
  const language = currentContext()?.language ?? 'vi';
  const texts = warnings.map((code) => WARNING_WORDS[code as PatientWarning][language]);
  return { warnings: [...warnings], warningTexts: texts };
}

/** What is doubtful about a patient who has these identifiers. */
export const warningsOf = (
  identifiers: readonly Pick<IdentifierResponse, 'system' | 'value'>[],
  person: { sex: string; birthDate: string | null; fullName: string; nationality?: string | null },
): PatientWarning[] => [
  ...identifiers
    .filter(({ system }) => system === IDENTIFIER_SYSTEMS.cccd)
    .flatMap(({ value }) => cccdWarnings(value, person)),
  ...nameWarnings(person.fullName, person.nationality),
  ...((yearsOn(person.birthDate, hospitalDate())?.min ?? 0) > OLD_AGE ? (['age-over-110'] as const) : []),
];

/** Few reach it: a birth year that says so is mostly a slip of the keys. */
const OLD_AGE = 110;

function toIdentifier({
  id,
  system,
  value,
  retiredAt,
  retiredBy,
  retirerName,
  retiredReason,
}: IdentifierRow): IdentifierResponse {
  const retired =
    retiredAt === null
      ? null
      : {
          at: new Date(retiredAt).toISOString(),
          by: personRef(retiredBy, retirerName ?? null),
          reason: retiredReason ?? '',
        };
  return { id, system, value, retired };
}

export function toPatientSummary(row: {
  id: string;
  mrn: string;
  fullName: string;
  sex: string;
  birthDate: string | null;
}): PatientSummaryResponse {
  return { id: row.id, mrn: row.mrn, fullName: row.fullName, sex: row.sex as Sex, birthDate: row.birthDate };
}
