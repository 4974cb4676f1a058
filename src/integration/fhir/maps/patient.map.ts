import { hospitalDate } from '../../../kernel/hospital-time.js';
import {
  SEXES,
  type AddressDto,
  type ContactDto,
  type IdentifierDto,
  type Sex,
} from '../../../clinical/patients/dto/patient.dto.js';
import { checkIdentifier, identifierKind } from '../../../clinical/patients/identifier.rules.js';
import { isWorkingName } from '../../../clinical/patients/birth.words.js';
import { foldName, normaliseName } from '../../../clinical/patients/name.rules.js';
import { isBeforeBirth } from '../../../clinical/patients/born.rules.js';
import { parsePartialInstant } from '../../../clinical/datatypes/partial-instant.js';
import { parsePartialDate } from '../../../clinical/datatypes/partial-date.js';
import { normalisePhone } from '../../../clinical/patients/phone.rules.js';
import { instantText } from '../elements/date-time.js';
import type { Element } from '../elements/element.js';
import type { ResourceMap } from './resource-map.js';

/** An identifier that was found not to be the patient's; absent while it holds. */
interface Retired {
  readonly retiredAt?: Date | string;
}

export interface PatientFacts {
  /** Absent of somebody who has none yet, such as a newborn. */
  readonly fullName?: string;
  readonly sex: Sex;
  /** A date, a month or only a year. */
  readonly birthDate?: string;
  readonly deceasedAt?: Date | string;
  /** Whether dead; without a moment, that is all that is told. */
  readonly deceased?: boolean;
  readonly identifiers: readonly (IdentifierDto & Retired)[];
  /** Whether the name is one that the hospital made up until somebody knows who it is. */
  readonly workingName?: boolean;
  readonly birthDateEstimated?: boolean;
  readonly bornAt?: Date | string;
  /** Of twins or more: as which one, and of how many. */
  readonly birthOrder?: number;
  readonly birthCount?: number;
  /** Ids of records that were merged into this one. */
  readonly replaces?: readonly string[];
  /** E.164. */
  readonly phones: string[];
  readonly addresses: AddressDto[];
  readonly contacts: ContactDto[];
}

export const patientMap: ResourceMap<PatientFacts> = {
  type: 'Patient',
  entity: 'patient',
  references: {},

  read(resource) {
    return {
      fullName: readName(resource),
      sex: resource.code('gender', SEXES) ?? 'unknown',
      birthDate: readBirthDate(resource),
      ...readDeath(resource),
      identifiers: resource.all('identifier').flatMap(readIdentifier),
      phones: [...new Set(resource.all('telecom').flatMap(readPhone))].slice(0, 10),
      addresses: resource.all('address').flatMap(readAddress).slice(0, 10),
      contacts: resource.all('contact').flatMap(readContact).slice(0, 10),
    };
  },

  show(facts) {
    const { fullName, sex, deceasedAt, deceased, replaces, identifiers, phones, addresses, contacts } = facts;
    return {
      identifier: identifiers.map(showIdentifier),
      ...(fullName && {
        name: [showName(fullName, facts.workingName || isWorkingName(fullName) ? 'temp' : 'official')],
      }),
      gender: sex,
      ...showBirth(facts),
      ...(deceasedAt && { deceasedDateTime: instantText(deceasedAt) }),
      ...(!deceasedAt && deceased && { deceasedBoolean: true }),
      ...(replaces && { link: replaces.map((id) => ({ other: { reference: `Patient/${id}` }, type: 'replaces' })) }),
      ...(phones.length > 0 && { telecom: phones.map(showPhone) }),
      ...(addresses.length > 0 && { address: addresses.map(showAddress) }),
      ...(contacts.length > 0 && { contact: contacts.map(showContact) }),
    };
  },
};

function readDeath(resource: Element): Pick<PatientFacts, 'deceased' | 'deceasedAt'> {
  const deceasedAt = resource.past('deceasedDateTime');
  const { deceasedDateTime, birthDate } = resource.value as { deceasedDateTime?: string; birthDate?: unknown };
  const born = typeof birthDate === 'string' ? parsePartialDate(birthDate)?.first : undefined;
  // The last moment that a death known to the month or the year may have been.
  const died = deceasedAt && (parsePartialInstant(deceasedDateTime ?? '')?.last ?? deceasedAt);
  if (died && born && isBeforeBirth({ birthDate: born }, died)) {
    resource.reading.refuse(`${resource.path}.deceasedDateTime`, 'death-before-birth');
  }
  const deceased = deceasedAt ? true : resource.boolean('deceasedBoolean');
  return { deceasedAt, ...(deceased !== undefined && { deceased }) };
}

/** Family name first, as Vietnamese names are written; the official or usual name when several are given. */
function readName(resource: Element): string | undefined {
  if (!resource.has('name')) return undefined;
  const names = resource.all('name');
  const used = names.map((name) => (name.value as { use?: unknown }).use);
  const best = names[Math.max(used.indexOf('official'), used.indexOf('official') < 0 ? used.indexOf('usual') : 0, 0)];
  const name = best && nameOf(best);
  if (name !== undefined && !isName(name)) resource.reading.refuse(`${resource.path}.name`, 'person-name');
  return resource.needs(name, 'name');
}

function nameOf(name: Element): string | undefined {
  name.string('use');
  const parts = [name.string('family'), ...name.strings('given')].filter(Boolean);
  const whole = normaliseName(name.string('text') ?? parts.join(' '));
  return whole === '' ? undefined : whole;
}

const isName = (name: string) => name.length <= 200 && /\p{L}/u.test(foldName(name));

const BIRTH_TIME = 'http://hl7.org/fhir/StructureDefinition/patient-birthTime';
/** Ours: FHIR R4 has no word for a birth year that was judged by looks. */
const ESTIMATED = 'https://benhan.vn/fhir/StructureDefinition/birth-date-estimated';

function showBirth({ birthDate, birthDateEstimated, bornAt, birthOrder, birthCount = 1 }: PatientFacts): object {
  const extension = [
    ...(bornAt ? [{ url: BIRTH_TIME, valueDateTime: instantText(bornAt) }] : []),
    ...(birthDateEstimated ? [{ url: ESTIMATED, valueBoolean: true }] : []),
  ];
  const isOneOfSome = birthCount > 1 || (birthOrder ?? 1) > 1;
  return {
    ...(birthDate && { birthDate }),
    ...(birthDate && extension.length > 0 && { _birthDate: { extension } }),
    ...(isOneOfSome && birthOrder !== undefined && { multipleBirthInteger: birthOrder }),
    ...(isOneOfSome && birthOrder === undefined && { multipleBirthBoolean: true }),
  };
}

function showName(fullName: string, use: 'official' | 'temp'): object {
  const [family, ...given] = fullName.split(' ');
  if (use === 'temp') return { use, text: fullName };
  return { use, text: fullName, family, ...(given.length > 0 && { given }) };
}

function readBirthDate(resource: Element): string | undefined {
  const birthDate = resource.string('birthDate');
  if (birthDate !== undefined && !parsePartialDate(birthDate, hospitalDate())) {
    resource.reading.refuse(`${resource.path}.birthDate`, 'not-a-date');
  }
  return birthDate;
}

/**
 * Identifiers of others need the URI of their system; without one they stay in the kept source, as do those that hold no
 * more (use `old`): nobody is found by them.
 */
function readIdentifier(identifier: Element): IdentifierDto[] {
  const { use, system, value } = identifier.value as { use?: unknown; system?: unknown; value?: unknown };
  if (typeof system !== 'string' || typeof value !== 'string' || use === 'old') return [];
  if (!identifierKind(system) && !checkIdentifier(system, value).ok) return [];
  identifier.string('system');
  identifier.string('value');
  return [{ system, value }];
}

const showIdentifier = ({ system, value, retiredAt }: IdentifierDto & Retired) => ({
  ...(retiredAt && { use: 'old' }),
  system,
  value,
  ...(retiredAt && { period: { end: instantText(retiredAt) } }),
});

function readPhone(telecom: Element): string[] {
  const { system, value } = telecom.value as { system?: unknown; value?: unknown };
  if (system !== 'phone' || typeof value !== 'string') return [];
  const phone = normalisePhone(value);
  if (phone === undefined) return [];
  telecom.string('system');
  telecom.string('value');
  return [phone];
}

const showPhone = (value: string) => ({ system: 'phone', value });

function readAddress(address: Element): AddressDto[] {
  const province = address.string('state') ?? address.string('city');
  const commune = address.has('state') ? address.string('city') : address.string('district');
  const lines = address.strings('line');
  const text = (address.string('text') ?? [...lines, commune, province].filter(Boolean).join(', ')).slice(0, 300);
  if (text === '') return [];
  const district = address.has('state') ? address.string('district') : undefined;
  const parts = Object.entries({ province, commune, district }).filter(([, part]) => part);
  return [{ text, ...Object.fromEntries(parts.map(([name, part]) => [name, part!.slice(0, 100)])) }];
}

const showAddress = ({ text, province, commune, district, use }: AddressDto) => ({
  ...(use && { use }),
  text,
  ...(district && { district }),
  ...(commune && { city: commune }),
  ...(province && { state: province }),
});

function readContact(contact: Element): ContactDto[] {
  const name = contact.get('name');
  const fullName = name && nameOf(name);
  if (fullName === undefined || !isName(fullName)) return [];
  const phone = contact.all('telecom').flatMap(readPhone)[0];
  const relationship = contact.all('relationship')[0]?.string('text')?.slice(0, 60);
  return [{ name: fullName, ...(relationship && { relationship }), ...(phone && { phone }) }];
}

/** HL7 v2 table 0131, which has no guardian, and v3 RoleCode, which has. */
const ROLES: Readonly<Record<NonNullable<ContactDto['role']>, { system: string; code: string }>> = {
  'next-of-kin': { system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'N' },
  emergency: { system: 'http://terminology.hl7.org/CodeSystem/v2-0131', code: 'C' },
  guardian: { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'GUARD' },
};

const showRelationship = ({ relationship, role }: ContactDto) => ({
  ...(role && { coding: [ROLES[role]] }),
  ...(relationship && { text: relationship }),
});

const showContact = ({ name, relationship, phone, role }: ContactDto) => ({
  ...((relationship || role) && { relationship: [showRelationship({ name, relationship, role })] }),
  name: { text: name },
  ...(phone && { telecom: [showPhone(phone)] }),
});
