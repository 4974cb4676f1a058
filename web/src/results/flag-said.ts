import type { Words } from '../words/vi.ts';

/** What calls for nobody: normal, negative, susceptible, better. Every other flag of a sender stands out. */
const CALM: readonly string[] = ['N', 'NEG', 'S', 'B'];

/** A flag of ObservationInterpretation in words; empty for what is normal, which is not said beside each value. */
export const flagSaid = (words: Words, flag: string | null): string =>
  !flag || flag === 'N' ? '' : (words.results.flag[flag] ?? flag);

/** Whether a value with this flag is shown apart from what is as it should be. */
export const standsOut = (flag: string | null): boolean => flag !== null && !CALM.includes(flag);
