import { SHIFTS, shiftOf } from '../../clinical/observations/bedside/fluid.rules.js';
import { FLUID_WORDS, SHIFT_WORDS } from './listed.words.js';
import { inWords } from './paper-language.js';
import { paperWords } from './paper.words.js';
import { dateText, momentText } from './printed-text.js';
import type { FluidSource } from './source.js';

interface Total {
  in: number;
  out: number;
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
  shift: inWords(SHIFT_WORDS)[name] ?? name,
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
  kind: inWords(FLUID_WORDS)[kind] ?? kind,
  in: direction === 'in' ? String(volume) : '',
  out: direction === 'out' ? String(volume) : '',
  comment: [comment ?? '', lateEntry ? paperWords().recordedLate(momentText(recordedAt)) : '']
    .filter(Boolean)
    .join('. '),
  by: recorder ?? '',
});
