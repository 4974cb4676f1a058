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

/**
 * The shifts of the ward's clock, by the hour at which they begin; each lasts 8 hours. A shift of the night belongs to the day on which it
 * began. Ours: each hospital has its own, and the law names none.
 */
export const SHIFTS = { 6: 'morning', 14: 'afternoon', 22: 'night' } as const;
export const SHIFT_HOURS = 8;
export const FIRST_SHIFT_HOUR = 6;
export type Shift = (typeof SHIFTS)[keyof typeof SHIFTS];
