import { DAY, HOUR, type Visit } from './course.js';
import type { Hospital, Ward } from './hospital.js';
import { Random } from './random.js';
import { elementAt } from '../../kernel/list.js';

/** How full the wards are on average. */
const OCCUPANCY = 0.82;
const BETWEEN_PATIENTS = HOUR / 2;
const FEWEST_BEDS = 8;

/** Beds for these encounters: the average of a day, with room for the busy ones. */
export function bedsFor(visits: readonly Visit[], days: number): number {
  const lain = visits.reduce((sum, { kind, start, end }) => sum + (kind === 'inpatient' ? end - start : 0), 0);
  const average = lain / DAY / days;
  return Math.max(FEWEST_BEDS, Math.ceil(average / OCCUPANCY), Math.ceil(average + 3 * Math.sqrt(average)));
}

/**
 * Gives every encounter its place, in the order of time: inpatients a bed that nobody else has then, in the ward for what they have
 * or in one that has room. Who finds no bed is seen in the emergency ward and goes home.
 * @param visits in the order of their beginning
 */
export function givePlaces(root: number, hospital: Hospital, visits: readonly Visit[], days: number): void {
  const beds = new Beds(hospital.inpatient);
  const moves: Visit[] = [];
  const shareOfFirst = mainClinicShare(visits, days);
  for (const visit of visits) {
    const random = new Random(root, STREAM, visit.patient.index, visit.nth);
    while (leavesBy(moves[0], visit.start)) moveWithin(beds, moves.shift()!);
    if (visit.kind === 'inpatient') {
      admit(hospital, beds, visit, random);
      if (visit.moved) insertByTime(moves, visit);
    } else if (visit.kind === 'emergency') visit.ward = hospital.emergency;
    else {
      visit.ward = random.chance(visit.kind === 'day' ? 0 : shareOfFirst) ? hospital.clinics[0] : hospital.clinics[1];
    }
  }
  for (const visit of moves) moveWithin(beds, visit);
}

const STREAM = 5;
/** Visits a day of the busiest clinic, where there are as many. */
const BUSIEST_CLINIC = 365;

function mainClinicShare(visits: readonly Visit[], days: number): number {
  const outpatients = visits.filter(({ kind }) => kind === 'outpatient').length;
  return Math.min(1, BUSIEST_CLINIC / (outpatients / days));
}

function admit({ inpatient, emergency }: Hospital, beds: Beds, visit: Visit, random: Random): void {
  const wards = inpatient.filter((_, i) => i % 10 === visit.condition.specialty % Math.min(10, inpatient.length));
  const preferred = random.one(wards);
  const length = visit.end - visit.start;
  const moves = length > 2 * DAY && random.chance(0.08);
  const leaves = moves ? visit.start + length * random.between(0.2, 0.7) : visit.end;
  const found = beds.take(preferred, visit.start, leaves);
  if (!found) {
    visit.kind = 'emergency';
    visit.ward = emergency;
    visit.end = visit.start + random.between(3, 10) * HOUR;
    visit.dies = false;
    visit.patient.diedAt = null;
    return;
  }
  visit.ward = found.ward;
  visit.bed = found.bed;
  if (moves) visit.moved = { at: leaves, ward: random.one(inpatient), bed: undefined };
}

/** Into another bed; when the whole hospital is full, into the ward without one. */
function moveWithin(beds: Beds, { moved, end }: Visit): void {
  const found = beds.take(moved!.ward!, moved!.at, end);
  if (!found) return;
  moved!.ward = found.ward;
  moved!.bed = found.bed;
}

const leavesBy = (visit: Visit | undefined, time: number): boolean => visit !== undefined && visit.moved!.at <= time;

function insertByTime(moves: Visit[], visit: Visit): void {
  const place = moves.findLastIndex((other) => leavesBy(other, visit.moved!.at)) + 1;
  moves.splice(place, 0, visit);
}

/** Until when each bed is taken. Asked in the order of time, so that one moment a bed is enough. */
class Beds {
  private readonly takenUntil: ReadonlyMap<Ward, Float64Array>;

  constructor(private readonly wards: readonly Ward[]) {
    this.takenUntil = new Map(wards.map((ward) => [ward, new Float64Array(ward.beds.length)]));
  }

  /** A free bed of the ward, else of one after it. */
  take(preferred: Ward, from: number, to: number): { ward: Ward; bed: string } | undefined {
    const first = this.wards.indexOf(preferred);
    for (let i = 0; i < this.wards.length; i++) {
      const ward = elementAt(this.wards, (first + i) % this.wards.length);
      const taken = this.takenUntil.get(ward)!;
      const free = taken.findIndex((until) => until + BETWEEN_PATIENTS <= from);
      if (free < 0) continue;
      taken[free] = to;
      return { ward, bed: elementAt(ward.beds, free) };
    }
    return undefined;
  }
}
