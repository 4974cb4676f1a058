/**
 * What is counted in binary, or converted from another unit, may miss a limit by so much, a thousandth, and is at it all the same: for what is
 * refused, for what is marked and told of afterwards, and for what is checked before it is signed. Ours.
 */
export const NEARLY = 1.001;

/** Whether an amount is more than a limit allows. */
export const isAbove = (value: number, limit: number): boolean => value > limit * NEARLY;

/** Whether an amount is less than what was asked for. */
export const isBelow = (value: number, limit: number): boolean => value < limit / NEARLY;
