import { hospitalDate, hospitalMidnight, hospitalTime } from '../../../kernel/hospital-time.js';

/** What goes in and comes out, by kind. */
export const FLUIDS = {
  in: ['oral', 'tube-feed', 'intravenous', 'blood', 'irrigation', 'other'],
  out: ['urine', 'stool', 'vomit', 'gastric', 'drain', 'blood-loss', 'dialysis', 'sweat', 'other'],
} as const;
export type Direction = keyof typeof FLUIDS;
export const DIRECTIONS = ['in', 'out'] as const satisfies Direction[];
export const FLUID_KINDS = [...new Set([...FLUIDS.in, ...FLUIDS.out])];

export const kindFits = (direction: string, kind: string): boolean =>
  (FLUIDS[direction as Direction] as readonly string[] | undefined)?.includes(kind) ?? false;

/** What went in of infusions, in totals: it follows from what was done to them and is charted by nobody. */
export const INFUSION = 'infusion';

/**
 * The shifts of the ward's clock, by the hour at which they begin; each lasts 8 hours. A shift of the night belongs to the day on which it
 * began, and a day is its three shifts: from 6:00 to 6:00, on screens and on paper. Ours: each hospital has its own, and the law names none.
 */
export const SHIFTS = { 6: 'morning', 14: 'afternoon', 22: 'night' } as const;
export const SHIFT_HOURS = 8;
export const FIRST_SHIFT_HOUR = 6;
export type Shift = (typeof SHIFTS)[keyof typeof SHIFTS];
const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** The day of shifts that a moment belongs to, YYYY-MM-DD, and its shift. */
export function shiftOf(moment: Date): { readonly day: string; readonly shift: Shift } {
  const shifted = hospitalTime(new Date(moment.getTime() - FIRST_SHIFT_HOUR * HOUR_MS));
  const hours = Number(shifted.slice(11, 13));
  const begins = (FIRST_SHIFT_HOUR + Math.floor(hours / SHIFT_HOURS) * SHIFT_HOURS) as keyof typeof SHIFTS;
  return { day: shifted.slice(0, 10), shift: SHIFTS[begins] };
}

/** When the day of shifts began that a moment belongs to. */
export const dayBegan = (moment: Date): Date =>
  new Date(
    hospitalMidnight(hospitalDate(new Date(moment.getTime() - FIRST_SHIFT_HOUR * HOUR_MS))).getTime() +
      FIRST_SHIFT_HOUR * HOUR_MS,
  );

/** mL for each kg of body weight in one entry. Ours, as no standard has them: what passes through the body at once, and what is washed through. */
const PER_KG = { usual: 50, possible: 250 } as const;
const PER_KG_WASHED = { usual: 200, possible: 500 } as const;
const WASHED: readonly string[] = ['irrigation', 'dialysis'];

/**
 * The body weight of somebody whom nobody weighed, in kg. Source of those of children: Advanced Paediatric Life Support, 6th edition (2016).
 * @param months of age; null when it is not known
 */
export function usualWeight(months: number | null): number {
  if (months === null || months >= 13 * 12) return 60;
  if (months < 1) return 3.5;
  if (months < 12) return (months + 9) / 2;
  const years = Math.floor(months / 12);
  return years < 6 ? 2 * years + 8 : 3 * years + 7;
}

/** The most that one entry usually says, and that it can say, in mL. */
export function volumeLimits(kind: string, kg: number): { readonly usual: number; readonly possible: number } {
  const { usual, possible } = WASHED.includes(kind) ? PER_KG_WASHED : PER_KG;
  return { usual: Math.round(usual * kg), possible: Math.round(possible * kg) };
}
