import { plannedTimes, toleratedMinutes } from '../medications/dose-times.rules.js';
import { courseOf, slotAt, type OrderedTiming } from './dose.rules.js';

/**
 * A dose that nobody recorded is shown as overdue for so long, and the next one is looked for so far ahead, in hours. One rule for the board,
 * the sheet and the round: what one of them counts the others show. Ours: a day, so that a dose a day is missed by nobody.
 */
export const OVERDUE_HOURS = 24;
export const AHEAD_HOURS = 24;
const HOUR_MS = 3_600_000;

/** What is planned of an order in effect, and which of its doses are recorded, by the last digits of their ids; moments are texts. */
export interface PlannedMedicine {
  readonly timing: OrderedTiming;
  readonly unit: string;
  readonly loads: boolean;
  readonly signedAt: string;
  readonly endedAt: string | null;
  readonly recorded: readonly string[] | null;
}

/** The planned doses of a patient that nobody has recorded. */
export interface DueDoses {
  /** May be given now, within what their timing tolerates. */
  readonly due: number;
  /** Planned in the last {@link OVERDUE_HOURS} hours, and past what is tolerated. */
  readonly overdue: number;
  /** When the next is planned that is not overdue: one that is due, or the first of the next 24 hours; null when there is none. */
  readonly nextAt: string | null;
}

/**
 * Counts what is to be given of these orders at a moment, as a medicine round shows it. What is given when needed is due at no moment.
 * The tolerance is that of the timing ({@link toleratedMinutes}).
 */
export function dueDosesOf(medicines: readonly PlannedMedicine[], now: Date): DueDoses {
  const at = now.getTime();
  const window = { from: new Date(at - OVERDUE_HOURS * HOUR_MS), to: new Date(at + AHEAD_HOURS * HOUR_MS) };
  let [due, overdue, next] = [0, 0, Infinity];
  for (const medicine of medicines) {
    const { signedAt, endedAt, loads } = medicine;
    const said = { signedAt: new Date(signedAt), endedAt: endedAt === null ? null : new Date(endedAt), loads };
    const course = courseOf(medicine.timing, medicine.unit, said);
    const tolerated = toleratedMinutes(course.timing);
    const recorded = new Set(medicine.recorded?.map((slot) => parseInt(slot, 16)));
    for (const planned of plannedTimes(course, window)) {
      if (recorded.has(slotAt(planned))) continue;
      const off = (at - planned.getTime()) / 60_000;
      if (off > tolerated) {
        overdue += 1;
        continue;
      }
      if (off >= -tolerated) due += 1;
      next = Math.min(next, planned.getTime());
    }
  }
  return { due, overdue, nextAt: next === Infinity ? null : new Date(next).toISOString() };
}
