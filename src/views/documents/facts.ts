import { hospitalDate } from '../../kernel/hospital-time.js';
import type { Localised } from '../../kernel/language.js';
import { coded } from '../../clinical/terminology/coded.mapper.js';
import { ageOn, ageText, type Age } from '../../clinical/datatypes/age.js';
import { birthDateText, parsePartialDate } from '../../clinical/datatypes/partial-date.js';
import { DISPOSITION_WORDS } from '../../clinical/encounters/disposition.words.js';
import { IDENTIFIER_SYSTEMS } from '../../clinical/patients/identifier.rules.js';
import { SEX_WORDS } from './listed.words.js';
import { paperLanguage } from './paper-language.js';
import { PARENT, paperWords } from './paper.words.js';
import { dateText, momentText, numberText } from './printed-text.js';
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
  return birthDate === null ? paperWords().notKnown : dateText(birthDate);
};

export const sexText = ({ sex }: PatientSource): string => SEX_WORDS[sex]?.[paperLanguage()] ?? sex;

/** In months below six years, in days below one month, as the legal record has it. */
function ageAt(patient: PatientSource, on: Date): Age | undefined {
  const born = parsePartialDate(birthDateText(patient.birthDate, patient.birthDatePrecision) ?? '');
  return born && ageOn(born, hospitalDate(on));
}

function agePrinted(patient: PatientSource, on: Date): string {
  const age = ageAt(patient, on);
  return age ? ageText(age, paperLanguage()) : '';
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
  ...fact(paperWords().name, patient.fullName.toLocaleUpperCase('vi'), patient.fullName.length > 30),
  ...fact(paperWords().born, bornText(patient)),
  ...fact(paperWords().age, agePrinted(patient, on)),
  ...fact(paperWords().sex, sexText(patient)),
  ...fact(paperWords().ethnicGroup, coded('ethnic-group', patient.ethnicGroup)?.text),
  ...fact(paperWords().occupation, coded('occupation', patient.occupation)?.text),
  ...fact(paperWords().citizen, identifier(patient, IDENTIFIER_SYSTEMS.cccd)),
  ...fact(paperWords().passport, identifier(patient, IDENTIFIER_SYSTEMS.passport)),
  ...fact(paperWords().insurance, identifier(patient, IDENTIFIER_SYSTEMS.bhyt)),
  ...fact(paperWords().phone, patient.phones[0]),
  ...fact(paperWords().address, addressText(patient), true),
];

/**
 * What a prescription of a child below 72 months says besides: the weight, and who answers for the child (Circular 26/2025/TT-BYT, as Circular
 * 52/2017/TT-BYT before it). A line is left where nobody recorded it.
 */
export function smallChildFacts({ patient, encounter, weights }: Part): Fact[] {
  const age = ageAt(patient, encounter.startedAt);
  if (!age || age.unit === 'year') return [];
  const [last] = weights;
  const kin =
    patient.contacts.find(({ role }) => role === 'guardian') ??
    patient.contacts.find(({ relationship }) => PARENT.test(relationship ?? '')) ??
    patient.contacts[0];
  const who = kin && [kin.name, kin.relationship ? `(${kin.relationship})` : ''].filter(Boolean).join(' ');
  return [
    ...fact(paperWords().weight, last ? `${numberText(last.weight)} kg` : paperWords().missing),
    ...fact(paperWords().guardian, who ?? paperWords().missing),
  ];
}

/** Who and where, for papers of the ward. */
export function wardFacts({ patient, encounter }: Part): Fact[] {
  return [
    ...fact(paperWords().name, patient.fullName.toLocaleUpperCase('vi'), patient.fullName.length > 30),
    ...fact(paperWords().born, bornText(patient)),
    ...fact(paperWords().age, agePrinted(patient, encounter.startedAt)),
    ...fact(paperWords().sex, sexText(patient)),
    ...fact(paperWords().ward, encounter.ward),
    ...fact(paperWords().bed, encounter.bed),
    ...fact(paperWords().admitted, momentText(encounter.startedAt)),
    ...fact(paperWords().doctor, encounter.attending),
    ...fact(paperWords().diagnosis, diagnosesOf({ patient, encounter }), true),
    ...closingFact(encounter),
  ];
}

export const stayFacts = (encounter: EncounterSource): Fact[] => [
  ...fact(paperWords().admitted, momentText(encounter.startedAt)),
  ...fact(paperWords().discharged, encounter.endedAt ? momentText(encounter.endedAt) : paperWords().missing),
  ...fact(paperWords().ward, encounter.ward),
  ...fact(paperWords().outcome, dispositionText(encounter)),
  ...closingFact(encounter),
];

/** How much of a hash stands on paper. */
export const hashPrinted = (hash: string | null): string => (hash ?? '').slice(0, 16);

const closingFact = ({ closedAt, closedBy, contentHash, closingSigned }: EncounterSource): Fact[] =>
  closedAt
    ? fact(
        paperWords().closed,
        paperWords().closedBy(momentText(closedAt), closedBy ?? '', hashPrinted(contentHash), closingSigned),
        true,
      )
    : [];

const dispositionText = ({ disposition }: EncounterSource): string => {
  const words: Readonly<Record<string, Localised>> = DISPOSITION_WORDS;
  return disposition ? (words[disposition]?.[paperLanguage()] ?? disposition) : paperWords().missing;
};

/** Diagnoses that were made in the encounter, with their codes. */
export const diagnosesOf = ({ patient, encounter }: Pick<Part, 'patient' | 'encounter'>): string =>
  patient.problems
    .filter(({ encounterId }) => encounterId === encounter.id)
    .map(({ display, code }) => (code ? `${display} (${code})` : display))
    .join('; ');
