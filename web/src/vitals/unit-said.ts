import type { Words } from '../words/vi.ts';

/** The unit of a vital sign as the ward says it. */
export const unitSaid = ({ vitals }: Words, unit: string): string =>
  ({ '/min': vitals.perMinute, 'L/min': vitals.litresPerMinute })[unit] ?? unit;
