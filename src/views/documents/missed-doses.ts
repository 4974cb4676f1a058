import { plannedDose, type MedicineRow } from '../../clinical/doses/dose.mapper.js';
import { courseOf, slotOf } from '../../clinical/doses/dose.rules.js';
import {
  MOST_PLANNED,
  plannedTimes,
  toleratedMinutes,
  type Course,
} from '../../clinical/medications/dose-times.rules.js';
import type { EncounterSource } from './source.js';

/** A medicine that a doctor ordered for the stay, with the doses that somebody recorded, by their ids. */
export interface OrderedSource {
  readonly encounterId: string;
  readonly display: string;
  readonly detail: MedicineRow['detail'];
  readonly signedAt: Date;
  readonly endedAt: Date | null;
  readonly recorded: readonly string[];
}

/** Doses of one order, one after the other, that were planned and that nobody recorded. */
export interface Missed {
  readonly display: string;
  readonly dose: { readonly value: number; readonly unit: string };
  readonly route: string;
  readonly from: Date;
  readonly to: Date;
  readonly count: number;
}

const MINUTE_MS = 60_000;

/**
 * What was to be given in a stay, and of which nobody recorded anything, past what its timing tolerates: as the sheet on the screen has it. Nobody
 * gives the medicines of a visit.
 */
export function missedOf(orders: readonly OrderedSource[], encounter: EncounterSource, now: Date): Missed[] {
  if (encounter.class === 'outpatient') return [];
  return orders.flatMap((order) => missedOfOrder(order, encounter.endedAt ?? now, now));
}

function missedOfOrder(order: OrderedSource, left: Date, now: Date): Missed[] {
  const { detail, display, signedAt, endedAt, recorded } = order;
  const course = courseOf(detail.timing, detail.dose.unit, {
    signedAt,
    endedAt,
    loads: detail.loadingDose !== undefined,
  });
  const late = new Date(now.getTime() - toleratedMinutes(course.timing) * MINUTE_MS);
  const known = new Set(
    recorded.map((id) => slotOf(id)).flatMap((slot) => ('plannedAt' in slot ? slot.plannedAt.getTime() : [])),
  );
  const runs: { from: Date; to: Date; count: number }[] = [];
  let isOpen = false;
  for (const at of everyPlanned(course, left < late ? left : late)) {
    const run = isOpen ? runs.at(-1) : undefined;
    isOpen = !known.has(at.getTime());
    if (!isOpen) continue;
    if (run) Object.assign(run, { to: at, count: run.count + 1 });
    else runs.push({ from: at, to: at, count: 1 });
  }
  const asked = (at: Date) => plannedDose({ ...OF_NO_MATTER, ...order, detail, signedAt, endedAt }, at);
  return runs.map((run) => ({ ...run, display, route: detail.route, dose: asked(run.from) }));
}

/** Every planned moment of a course until another, however many they are. */
function* everyPlanned(course: Course, to: Date): Generator<Date> {
  let from = course.startsAt;
  for (;;) {
    const some = plannedTimes(course, { from, to });
    yield* some;
    const last = some.at(-1);
    if (some.length < MOST_PLANNED || !last) return;
    from = new Date(last.getTime() + 1);
  }
}

/** What of an order says nothing of what is planned. */
const OF_NO_MATTER = {
  ...{ id: '', number: '', patientId: '', encounterId: '', system: '', code: '', priority: '', status: '' },
  ...{ requestedBy: null, instructions: null, pharmacy: null, doses: [], lastId: null },
} satisfies Partial<MedicineRow>;
