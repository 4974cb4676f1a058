import { bedsFor, givePlaces } from './beds.js';
import { courseOf, DAY, type Extent, type Visit } from './course.js';
import { hospitalOf, type Hospital } from './hospital.js';
import { Random } from './random.js';

/** Everything that happens in the generated hospital, before the rows that tell it. */
export interface Plan {
  readonly extent: Extent;
  readonly hospital: Hospital;
  /** Encounters in the order of their beginning, cut into what is written at a time. */
  readonly slices: readonly (readonly Visit[])[];
  readonly visits: number;
}

/** Encounters that are written in one transaction, with all that belongs to them. */
export const SLICE = 10_000;

export interface Wanted {
  readonly patients: number;
  readonly years: number;
  readonly seed: number;
  /** A midnight of the hospital. */
  readonly until: number;
  readonly heavyPatient: boolean;
}

export function extentOf({ patients, years, seed, until, heavyPatient }: Wanted): Extent {
  const random = new Random(seed, patients, years, until / DAY, heavyPatient ? 1 : 0);
  const root = (random.bits() & 0x1fffff) * 0x100000000 + random.bits();
  return { root, patients, since: until - Math.round(years * 365.25) * DAY, until, heavyPatient };
}

/** Decides who comes when, why, and where they lie. The same words give the same plan. */
export function planOf(wanted: Wanted, slice = SLICE): Plan {
  const extent = extentOf(wanted);
  const visits: Visit[] = [];
  for (let index = 0; index < extent.patients; index++) {
    for (const visit of courseOf(extent, index)) visits.push(visit);
  }
  visits.sort((a, b) => a.start - b.start || a.patient.index - b.patient.index);
  const days = (extent.until - extent.since) / DAY;
  const hospital = hospitalOf(extent.root, extent.since, bedsFor(visits, days));
  givePlaces(extent.root, hospital, visits, days);
  const slices: Visit[][] = [];
  for (let first = 0; first < visits.length; first += slice) slices.push(visits.slice(first, first + slice));
  return { extent, hospital, slices, visits: visits.length };
}
