import { IDENTIFIER_SYSTEMS } from '../../clinical/patients/identifier.rules.js';
import { foldName, givenNameFirst } from '../../clinical/patients/name.rules.js';
import { ageAt, encounterId, streamOf, type Extent, type Visit } from './course.js';
import { fullName } from './names.js';
import { addressIn, homeOf, phoneOf } from './places.js';
import type { Random } from './random.js';
import { at, type Rows } from './rows.js';

const STREAM = 10;

/** Adds the patient of a first encounter: who they are, what they are known by, and what they must not be given. */
export function addPatient(rows: Rows, extent: Extent, first: Visit, mrn: string): void {
  const { patient, start } = first;
  const random = streamOf(extent, STREAM, first);
  const born = new Date(patient.birth).toISOString().slice(0, 10);
  const birthDate = { year: `${born.slice(0, 4)}-01-01`, month: `${born.slice(0, 7)}-01`, day: born }[
    patient.precision
  ];
  const name = fullName(random, patient.sex, Number(born.slice(0, 4)));
  const home = homeOf(random);
  const [time, isChild] = [at(patient.registeredAt), ageAt(patient, start) < 16];
  const phones = Array.from({ length: random.chance(0.9) ? (random.chance(0.12) ? 2 : 1) : 0 }, () => phoneOf(random));
  rows.add(
    ...(['patient', patient.id, mrn, name, foldName(name), givenNameFirst(name), patient.sex] as const),
    ...[birthDate, patient.precision, at(patient.diedAt), `{${phones.join(',')}}`],
    JSON.stringify(random.chance(0.95) ? [addressIn(random, home)] : []),
    JSON.stringify(isChild || random.chance(0.35) ? [contactOf(random, isChild, phones[0])] : []),
    ...[patient.confidentiality, time, time],
  );
  const identify = (system: string, value: string) =>
    rows.add('patient_identifier', random.uuid(patient.registeredAt), patient.id, system, value, time);
  if (!isChild || random.chance(0.5)) {
    const century = (patient.sex === 'male' ? 0 : 1) + (born < '2000' ? 0 : 2);
    const number = numbered(patient.index, 611_953, 6);
    identify(IDENTIFIER_SYSTEMS.cccd, `${random.one(home.birthplaces)}${century}${born.slice(2, 4)}${number}`);
  }
  if (random.chance(0.88)) {
    const kind = isChild ? 'TE1' : random.one(['DN4', 'GD4', 'HT3', 'GD4', 'DN4', 'CN3', 'HS4']);
    identify(IDENTIFIER_SYSTEMS.bhyt, `${kind}79${numbered(patient.index, 48_271_919, 10)}`);
  }
  if (random.chance(0.18)) addAllergy(rows, extent, first, random);
}

/** A number of its own for each of the first 10^digits: a step that has no factor of ten goes around without meeting itself. */
const numbered = (index: number, step: number, digits: number): string =>
  String(Number((BigInt(index) * BigInt(step) + 77_777n) % 10n ** BigInt(digits))).padStart(digits, '0');

function contactOf(random: Random, isChild: boolean, phone: string | undefined): object {
  const relationship = random.one(isChild ? ['mẹ', 'bố', 'bà', 'mẹ'] : ['vợ', 'chồng', 'con gái', 'con trai', 'em']);
  const sex = ['mẹ', 'bà', 'vợ', 'con gái'].includes(relationship) ? 'female' : 'male';
  const name = fullName(random, sex, random.whole(1960, 1999));
  return { name, relationship, ...(phone !== undefined && random.chance(0.5) ? { phone } : {}) };
}

const SNOMED = 'http://snomed.info/sct';
// code, name, category, how grave
const ALLERGENS = [
  ['91936005', 'Penicillin', 'medication', 'high', 'Nổi mề đay toàn thân'],
  ['294532003', 'Cephalosporin', 'medication', 'high', 'Phù mạch'],
  ['293586001', 'Aspirin', 'medication', 'low', 'Mẩn ngứa'],
  ['91935009', 'Đậu phộng', 'food', 'high', 'Khó thở'],
  ['300913006', 'Tôm, cua', 'food', 'low', 'Mẩn ngứa quanh miệng'],
  ['300916003', 'Cao su (latex)', 'environment', 'low', 'Viêm da tiếp xúc'],
] as const;

function addAllergy(rows: Rows, extent: Extent, visit: Visit, random: Random): void {
  const [moment, noneKnown] = [visit.start + 600_000, random.chance(0.5)];
  const [code, display, category, criticality, reaction] = noneKnown
    ? (['716186003', 'Không có dị ứng nào được biết', null, null, null] as const)
    : random.one(ALLERGENS);
  const [doctor, time] = [random.one(visit.ward!.doctors).id, at(moment)];
  const owner = [visit.patient.id, encounterId(extent, visit)] as const;
  rows.add(
    ...(['allergy', random.uuid(moment), ...owner, SNOMED, code, display, noneKnown, category] as const),
    ...[criticality, reaction, doctor, time, time],
  );
}
