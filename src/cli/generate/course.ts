import { COMPLAINTS, conditionOf, type Condition, type Group, type Kind } from './conditions.js';
import type { Ward } from './hospital.js';
import { Random } from './random.js';
import { elementAt } from '../../kernel/list.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** What of a run decides every row. */
export interface Extent {
  /** What every stream of chance begins with; made of everything else. */
  readonly root: number;
  readonly patients: number;
  readonly since: number;
  /** A midnight of the hospital: the history ends here. */
  readonly until: number;
  /** Whether the first patient has 500 encounters and 50,000 observations. */
  readonly heavyPatient: boolean;
}

export interface Patient {
  readonly index: number;
  /** Set with the first encounter, some minutes before which the patient was registered. */
  id: string;
  registeredAt: number;
  readonly sex: 'male' | 'female';
  readonly birth: number;
  /** What of the birth date is known. */
  readonly precision: 'year' | 'month' | 'day';
  /** What brings them back. */
  readonly chronic: Condition | undefined;
  confidentiality: 'N' | 'R' | 'V';
  diedAt: number | null;
}

/** One encounter as it went; times in milliseconds. */
export interface Visit {
  readonly patient: Patient;
  /** Which of the patient's, from 0. */
  readonly nth: number;
  readonly condition: Condition;
  kind: Kind;
  readonly start: number;
  end: number;
  /** How ill, from 0 to about 1.3. */
  readonly severity: number;
  readonly cancelled: boolean;
  /** Ends with the patient's death. */
  dies: boolean;
  /** The condition is put down as a problem. */
  readonly noted: boolean;
  /** Where; the last place when the patient was moved. */
  ward: Ward | undefined;
  bed: string | undefined;
  moved: { readonly at: number; ward: Ward | undefined; bed: string | undefined } | undefined;
}

/** Streams of chance, by what they decide. */
const STREAM = { patient: 2, visit: 3, visitId: 4, patientId: 6 } as const;

/** Encounters a patient has on average: a third come once, few come for years. */
const ONCE = 0.45;
const FURTHER = 3.717;
export const HEAVY_ENCOUNTERS = 500;

/** A stream that is one encounter's. @param purpose of {@link ./charting}, {@link ./laboratory} and others, from 10 */
export const streamOf = ({ root }: Extent, purpose: number, { patient, nth }: Visit): Random =>
  new Random(root, purpose, patient.index, nth);

export const encounterId = (extent: Extent, visit: Visit): string =>
  streamOf(extent, STREAM.visitId, visit).uuid(visit.start);

/** Years of age at a moment. */
export const ageAt = ({ birth }: Pick<Patient, 'birth'>, moment: number): number => (moment - birth) / YEAR;

/** A patient and every encounter, in order; places come later. */
export function courseOf(extent: Extent, index: number): Visit[] {
  const random = new Random(extent.root, STREAM.patient, index);
  const isHeavy = extent.heavyPatient && index === 0;
  const times = isHeavy ? heavyTimes(extent) : timesOf(extent, random);
  const patient = patientOf(random, index, times, isHeavy);
  const visits: Visit[] = [];
  let free = 0;
  for (const time of times) {
    const day = Math.max(time, free);
    if (day >= extent.until) break;
    const visit = isHeavy ? dialysis(patient, visits.length, day) : visitOf(extent, patient, visits, day);
    if (visits.length === 0) register(extent, patient, visit.start);
    visits.push(visit);
    free = isHeavy ? visit.end + HOUR : extent.since + (Math.floor((visit.end - extent.since) / DAY) + 1) * DAY;
    if (visit.dies && visit.end < extent.until) patient.diedAt = visit.end;
    if (visit.condition.sensitive && visit.noted) patient.confidentiality = patient.confidentiality === 'V' ? 'V' : 'R';
    if (visit.dies || visit.end >= extent.until) break;
  }
  return visits;
}

function register({ root }: Extent, patient: Patient, arrived: number): void {
  const random = new Random(root, STREAM.patientId, patient.index);
  patient.registeredAt = arrived - random.between(5, 20) * 60_000;
  patient.id = random.uuid(patient.registeredAt);
}

/** Days on which the patient comes, some soon after the one before, each with an hour. */
function timesOf({ since, until }: Extent, random: Random): number[] {
  const days = Math.round((until - since) / DAY);
  const count = random.chance(ONCE) ? 1 : 2 + Math.floor(random.waiting(FURTHER));
  const chosen: number[] = [];
  while (chosen.length < count) {
    // A week to five before or after another visit, or any day: both ways, so that no time has more than others.
    const near = chosen.length > 0 && random.chance(0.35);
    const day = near
      ? random.one(chosen) + random.whole(7, 35) * (random.chance(0.5) ? 1 : -1)
      : random.whole(0, days - 1);
    if (day >= 0 && day < days) chosen.push(day);
  }
  // Few come on a Sunday. The 1st of January 1970 was a Thursday.
  const isSunday = (day: number) => (Math.round((since + 7 * HOUR) / DAY) + day + 4) % 7 === 0;
  const kept = chosen.map((day) => (isSunday(day) && day + 1 < days && random.chance(0.85) ? day + 1 : day));
  return kept.sort((a, b) => a - b).map((day) => since + day * DAY);
}

const heavyTimes = ({ since, until }: Extent): number[] =>
  Array.from({ length: HEAVY_ENCOUNTERS }, (_, i) => since + 6 * HOUR + ((until - since - DAY) / HEAVY_ENCOUNTERS) * i);

function patientOf(random: Random, index: number, times: readonly number[], isHeavy: boolean): Patient {
  const sex = random.chance(0.54) ? 'female' : 'male';
  const band = random.fraction();
  const [youngest, oldest] = band < 0.17 ? [0, 16] : band < 0.55 ? [16, 46] : band < 0.8 ? [46, 66] : [66, 94];
  const age = isHeavy ? 58 : random.between(youngest, oldest);
  const birthGuess = elementAt(times, 0) - age * YEAR;
  const known = random.fraction();
  const precision = age > 60 && known < 0.2 ? 'year' : known < 0.03 ? 'year' : known < 0.05 ? 'month' : 'day';
  const isLikely = times.length > 2 ? age > 35 && random.chance(0.75) : age > 50 && random.chance(0.45);
  const chronic = isLikely || random.chance(0.08) ? COMPLAINTS.chronic[groupAt(age, sex)].draw(random) : undefined;
  return {
    index,
    id: '',
    sex,
    birth: Math.floor(birthGuess / DAY) * DAY,
    precision,
    registeredAt: 0,
    chronic: isHeavy ? conditionOf('N18.5') : chronic,
    confidentiality: random.chance(1 / 4000) ? 'V' : 'N',
    diedAt: null,
  };
}

const groupAt = (age: number, sex: Patient['sex']): Group =>
  age < 16 ? 'child' : age >= 60 ? 'old' : sex === 'female' && age >= 18 && age < 42 ? 'mother' : 'adult';

function visitOf(extent: Extent, patient: Patient, before: readonly Visit[], day: number): Visit {
  const nth = before.length;
  const random = new Random(extent.root, STREAM.visit, patient.index, nth);
  const kind = kindOf(random);
  const condition = conditionOfVisit(random, patient, kind, day);
  const start = startOf(random, kind, day);
  const severity = Math.max(0, condition.severity * random.normal(1, 0.35) * (kind === 'outpatient' ? 0.5 : 1));
  const end = start + lengthOf(random, kind, condition, severity);
  const isKnown = before.some((earlier) => earlier.noted && earlier.condition === condition);
  const dies = kind === 'inpatient' && severity > 0.8 && ageAt(patient, start) > 55 && random.chance(0.12);
  const cancelled = kind === 'outpatient' && random.chance(0.01);
  const noted = !cancelled && !isKnown && (condition.chronic || kind === 'inpatient');
  const nowhere = { ward: undefined, bed: undefined, moved: undefined };
  return { patient, nth, condition, kind, start, end, severity, cancelled, dies, noted, ...nowhere };
}

const dialysis = (patient: Patient, nth: number, start: number): Visit => ({
  ...{ patient, nth, condition: patient.chronic!, kind: 'day', start, end: start + 4 * HOUR, severity: 0.3 },
  ...{ cancelled: false, dies: false, noted: nth === 0, ward: undefined, bed: undefined, moved: undefined },
});

function kindOf(random: Random): Kind {
  const at = random.fraction();
  return at < 0.11 ? 'inpatient' : at < 0.17 ? 'emergency' : at < 0.19 ? 'day' : 'outpatient';
}

function conditionOfVisit(random: Random, patient: Patient, kind: Kind, moment: number): Condition {
  const { chronic } = patient;
  const age = ageAt(patient, moment);
  if (chronic && random.chance(kind === 'outpatient' ? 0.75 : 0.35)) return chronic;
  let group = groupAt(age, patient.sex);
  if (group === 'mother' && random.chance(0.6)) group = 'adult';
  return COMPLAINTS[kind === 'outpatient' ? 'clinic' : 'admitted'][group].draw(random);
}

/** Clinics work by day; the rest of the hospital takes people in at all hours. */
function startOf(random: Random, kind: Kind, day: number): number {
  if (kind === 'inpatient' || kind === 'emergency') {
    return day + (random.chance(0.7) ? random.between(7, 18) : random.between(0, 23.8)) * HOUR;
  }
  return day + (random.chance(0.65) ? random.between(7, 11.5) : random.between(13, 16.5)) * HOUR;
}

function lengthOf(random: Random, kind: Kind, { days }: Condition, severity: number): number {
  switch (kind) {
    case 'inpatient': {
      const spread = days * (0.45 + 0.35 * severity) + random.waiting(days * 0.5);
      return Math.max(14 * HOUR, Math.min(spread, 45) * DAY);
    }
    case 'emergency':
      return random.between(1.5, 10) * HOUR;
    case 'day':
      return random.between(3, 7) * HOUR;
    case 'outpatient':
      return random.between(0.4, 3.5) * HOUR;
  }
}
