import { hospitalTime } from '../../kernel/hospital-time.js';
import { FIRST_SHIFT_HOUR, SHIFT_HOURS, SHIFTS } from '../../clinical/observations/bedside/fluid.rules.js';
import { FLUID_WORDS, paperWords, SHIFT_WORDS } from './documents.words.js';
import { dateText, momentText } from './printed-text.js';
import type { FluidSource } from './source.js';

interface Total {
  in: number;
  out: number;
}

const HOUR_MS = 3_600_000;

/** The day and shift that a moment belongs to; the night belongs to the day on which it began. */
function shiftOf(moment: Date): { day: string; shift: string } {
  const shifted = hospitalTime(new Date(moment.getTime() - FIRST_SHIFT_HOUR * HOUR_MS));
  const hours = Number(shifted.slice(11, 13));
  const begins = (FIRST_SHIFT_HOUR + Math.floor(hours / SHIFT_HOURS) * SHIFT_HOURS) as keyof typeof SHIFTS;
  return { day: shifted.slice(0, 10), shift: SHIFTS[begins] };
}

/** Totals by shift and by day of shifts (from 6:00 to 6:00), and each entry, in the order of time. */
export function printedFluids(rows: readonly FluidSource[]): object {
  const days = new Map<string, Map<string, Total>>();
  for (const { effectiveAt, direction, volume } of rows) {
    const { day, shift } = shiftOf(effectiveAt);
    const shifts = days.get(day) ?? new Map<string, Total>();
    for (const name of [shift, 'day']) {
      const total = shifts.get(name) ?? { in: 0, out: 0 };
      total[direction] += volume;
      shifts.set(name, total);
    }
    days.set(day, shifts);
  }
  const order = [...Object.values(SHIFTS), 'day'];
  const totals = [...days].flatMap(([day, shifts]) =>
    order.flatMap((name) => {
      const total = shifts.get(name);
      return total ? [totalLine(day, name, total)] : [];
    }),
  );
  return { totals, entries: rows.map(entryLine) };
}

const totalLine = (day: string, name: string, total: Total) => ({
  day: name === 'day',
  date: dateText(day),
  shift: SHIFT_WORDS[name] ?? name,
  in: String(total.in),
  out: String(total.out),
  balance: `${total.in > total.out ? '+' : total.in < total.out ? '−' : ''}${Math.abs(total.in - total.out)}`,
});

const entryLine = ({
  effectiveAt,
  kind,
  direction,
  volume,
  comment,
  recorder,
  recordedAt,
  lateEntry,
}: FluidSource) => ({
  at: momentText(effectiveAt),
  kind: FLUID_WORDS[kind] ?? kind,
  in: direction === 'in' ? String(volume) : '',
  out: direction === 'out' ? String(volume) : '',
  comment: [comment ?? '', lateEntry ? paperWords.recordedLate(momentText(recordedAt)) : ''].filter(Boolean).join('. '),
  by: recorder ?? '',
});
