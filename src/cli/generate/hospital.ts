import { fullName } from './names.js';
import { SPECIALTIES } from './conditions.js';
import { Random } from './random.js';
import { at, type Rows } from './rows.js';
import { elementAt } from '../../kernel/list.js';

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly role: 'doctor' | 'nurse' | 'lab' | 'registrar';
}

export interface Ward {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: 'inpatient' | 'clinic' | 'emergency';
  readonly beds: readonly string[];
  readonly doctors: readonly Person[];
  readonly nurses: readonly Person[];
}

/** The generated hospital: wards of its own beside the demo's, and who works there. */
export interface Hospital {
  readonly wards: readonly Ward[];
  /** In the order of {@link SPECIALTIES}, and again from the first. */
  readonly inpatient: readonly Ward[];
  /** The first has most of the visits. */
  readonly clinics: readonly Ward[];
  readonly emergency: Ward;
  readonly laboratory: readonly Person[];
  readonly registrars: readonly Person[];
}

const BEDS_OF_A_WARD = 40;
const BEDS_OF_A_ROOM = 5;

/** @param root what every stream of this run begins with; `since` dates the hospital */
export function hospitalOf(root: number, since: number, beds: number): Hospital {
  const random = new Random(root, STREAM);
  const count = Math.ceil(beds / BEDS_OF_A_WARD);
  const build = (code: string, name: string, kind: Ward['kind'], ownBeds: number, people: [number, number]): Ward => ({
    id: random.uuid(since),
    code,
    name,
    kind,
    beds: Array.from({ length: ownBeds }, () => random.uuid(since)),
    doctors: hire(random, since, 'doctor', code, people[0]),
    nurses: hire(random, since, 'nurse', code, people[1]),
  });
  const inpatient = Array.from({ length: count }, (_, i) => {
    const [code, name] = elementAt(SPECIALTIES, i % SPECIALTIES.length);
    const round = Math.floor(i / SPECIALTIES.length) + 1;
    const own = Math.ceil((beds - i) / count);
    return build(round > 1 ? `${code}${round}` : code, round > 1 ? `${name} ${round}` : name, 'inpatient', own, [3, 6]);
  });
  const clinics = [
    build('PK', 'Phòng khám đa khoa', 'clinic', 0, [4, 4]),
    build('PKCK', 'Phòng khám chuyên khoa', 'clinic', 0, [4, 4]),
  ];
  const emergency = build('CCTH', 'Khoa Cấp cứu tổng hợp', 'emergency', 0, [4, 6]);
  return {
    wards: [...inpatient, ...clinics, emergency],
    inpatient,
    clinics,
    emergency,
    laboratory: hire(random, since, 'lab', 'xn', 4),
    registrars: hire(random, since, 'registrar', 'tn', 4),
  };
}

const STREAM = 1;

function hire(random: Random, since: number, role: Person['role'], where: string, count: number): Person[] {
  return Array.from({ length: count }, (_, i) => {
    const sex = random.chance(role === 'doctor' ? 0.45 : 0.8) ? 'female' : 'male';
    const title = { doctor: 'BS. ', nurse: 'ĐD. ', lab: 'KTV. ', registrar: '' }[role];
    return {
      id: random.uuid(since),
      username: `${role}-${where.toLowerCase()}-${i + 1}`,
      fullName: title + fullName(random, sex, random.whole(1965, 2000)),
      role,
    };
  });
}

/** Everyone who works in the hospital. */
export const staffOf = ({ wards, laboratory, registrars }: Hospital): Person[] => [
  ...wards.flatMap(({ doctors, nurses }) => [...doctors, ...nurses]),
  ...laboratory,
  ...registrars,
];

/** Adds the hospital's rows. @param passwordHash of the password that all of its people have */
export function addHospital(rows: Rows, root: number, hospital: Hospital, since: number, passwordHash: string): void {
  const random = new Random(root, STREAM, 1);
  const time = at(since);
  const id = () => random.uuid(since);
  staffOf(hospital).forEach((person, i) => {
    const certificate = person.role === 'doctor' ? `${String(i).padStart(6, '0')}/GEN-CCHN` : null;
    rows.add('staff_member', person.id, person.username, person.fullName, certificate, passwordHash, time, time);
    rows.add('staff_role', id(), person.id, person.role, time);
  });
  for (const ward of hospital.wards) {
    rows.add('ward', ward.id, ward.code, ward.name, ward.kind);
    for (let first = 0; first < ward.beds.length; first += BEDS_OF_A_ROOM) {
      const [room, code] = [id(), `P${first / BEDS_OF_A_ROOM + 1}`];
      rows.add('room', room, ward.id, code);
      ward.beds.slice(first, first + BEDS_OF_A_ROOM).forEach((bed, i) => {
        rows.add('bed', bed, ward.id, room, `${code}.${i + 1}`);
      });
    }
    for (const { id: person } of [...ward.doctors, ...ward.nurses]) rows.add('staff_ward', id(), person, ward.id, time);
  }
}
