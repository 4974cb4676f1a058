import { hospitalDate } from '../../kernel/hospital-time.js';
import { coded } from '../../clinical/terminology/coded.mapper.js';
import { birthDateText, yearsOn } from '../../clinical/datatypes/partial-date.js';
import { DISPOSITION_WORDS } from '../../clinical/encounters/encounters.words.js';
import { IDENTIFIER_SYSTEMS } from '../../clinical/patients/identifier.rules.js';
import { paperWords, SEX_WORDS } from './documents.words.js';
import { dateText, momentText } from './printed-text.js';
import type { EncounterSource, Part, PatientSource } from './source.js';

export interface Fact {
  readonly label: string;
  readonly value: string;
  /** It takes the line. */
  readonly wide?: boolean;
}

const fact = (label: string, value: string | null | undefined, wide?: boolean): Fact[] =>
  value ? [{ label, value, wide: wide ?? value.length > 40 }] : [];

export const bornText = (patient: PatientSource): string => {
  const birthDate = birthDateText(patient.birthDate, patient.birthDatePrecision);
  return birthDate === null ? paperWords.notKnown : dateText(birthDate);
};

export const sexText = ({ sex }: PatientSource): string => SEX_WORDS[sex] ?? sex;

function ageText(patient: PatientSource, on: Date): string {
  const years = yearsOn(birthDateText(patient.birthDate, patient.birthDatePrecision), hospitalDate(on));
  if (!years) return '';
  return paperWords.years(years.min === years.max ? String(years.min) : `${years.min}–${years.max}`);
}

const identifier = ({ identifiers }: PatientSource, system: string): string | undefined =>
  identifiers.find((one) => one.system === system)?.value;

function addressText({ addresses }: PatientSource): string {
  const [address] = addresses;
  if (!address) return '';
  const { text, commune, district, province } = address;
  // What is written in the line already is not said twice.
  return [text, commune, district, province]
    .filter((part, at) => part && (at === 0 || !text.includes(part)))
    .join(', ');
}

/** Who the patient is, in full: for papers that leave the hospital. */
export const identityFacts = (patient: PatientSource, on: Date): Fact[] => [
  ...fact(paperWords.name, patient.fullName.toLocaleUpperCase('vi'), patient.fullName.length > 30),
  ...fact(paperWords.born, bornText(patient)),
  ...fact(paperWords.age, ageText(patient, on)),
  ...fact(paperWords.sex, sexText(patient)),
  ...fact(paperWords.ethnicGroup, coded('ethnic-group', patient.ethnicGroup)?.text),
  ...fact(paperWords.occupation, coded('occupation', patient.occupation)?.text),
  ...fact(paperWords.citizen, identifier(patient, IDENTIFIER_SYSTEMS.cccd)),
  ...fact(paperWords.insurance, identifier(patient, IDENTIFIER_SYSTEMS.bhyt)),
  ...fact(paperWords.phone, patient.phones[0]),
  ...fact(paperWords.address, addressText(patient), true),
];

/** Who and where, for papers of the ward. */
export function wardFacts({ patient, encounter }: Part): Fact[] {
  return [
    ...fact(paperWords.name, patient.fullName.toLocaleUpperCase('vi'), patient.fullName.length > 30),
    ...fact(paperWords.born, bornText(patient)),
    ...fact(paperWords.age, ageText(patient, encounter.startedAt)),
    ...fact(paperWords.sex, sexText(patient)),
    ...fact(paperWords.ward, encounter.ward),
    ...fact(paperWords.bed, encounter.bed),
    ...fact(paperWords.admitted, momentText(encounter.startedAt)),
    ...fact(paperWords.doctor, encounter.attending),
    ...fact(paperWords.diagnosis, diagnosesOf({ patient, encounter }), true),
  ];
}

export const stayFacts = (encounter: EncounterSource): Fact[] => [
  ...fact(paperWords.admitted, momentText(encounter.startedAt)),
  ...fact(paperWords.discharged, encounter.endedAt ? momentText(encounter.endedAt) : paperWords.missing),
  ...fact(paperWords.ward, encounter.ward),
  ...fact(paperWords.outcome, dispositionText(encounter)),
];

const dispositionText = ({ disposition }: EncounterSource): string => {
  const words: Readonly<Record<string, { vi: string }>> = DISPOSITION_WORDS;
  return disposition ? (words[disposition]?.vi ?? disposition) : paperWords.missing;
};

/** Diagnoses that were made in the encounter, with their codes. */
export const diagnosesOf = ({ patient, encounter }: Pick<Part, 'patient' | 'encounter'>): string =>
  patient.problems
    .filter(({ encounterId }) => encounterId === encounter.id)
    .map(({ display, code }) => (code ? `${display} (${code})` : display))
    .join('; ');
