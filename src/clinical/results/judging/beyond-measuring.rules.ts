import type { Interpretation } from '../interpretation.rules.js';

const SEVERITY: readonly Interpretation[] = ['LL', 'L', 'N', 'H', 'HH'];

/** The least and greatest a value can be: `<5` is anything from nothing to just below 5. */
export function extremesOf(value: number, comparator: string | null | undefined): number[] {
  const step = Math.abs(value) * Number.EPSILON + Number.MIN_VALUE;
  switch (comparator ?? '=') {
    case '<':
      return [Math.min(0, value), value - step];
    case '<=':
      return [Math.min(0, value), value];
    case '>':
      return [value + step, Infinity];
    case '>=':
      return [value, Infinity];
    default:
      return [value];
  }
}

/** The flag that holds for every value possible: of two on the same side the milder, of two sides none. */
export function sharedFlag(flags: readonly (Interpretation | undefined)[]): Interpretation | undefined {
  const [first, last] = [flags[0], flags[flags.length - 1]];
  if (first === undefined || last === undefined || first === last) return first === last ? first : undefined;
  const [low, high] = [SEVERITY.indexOf(first), SEVERITY.indexOf(last)];
  const normal = SEVERITY.indexOf('N');
  if (low < normal && high < normal) return SEVERITY[Math.max(low, high)];
  return low > normal && high > normal ? SEVERITY[Math.min(low, high)] : undefined;
}
