import { FLAGS } from '../../../clinical/results/flags.rules.js';

/** Flags as senders write them (HL7 table 0078 of version 2, and what laboratory systems put in its place), as version 3 has them. */
const WRITTEN: Readonly<Record<string, string>> = {
  ...{ MS: 'I', VS: 'S', HU: 'H', LU: 'L', '>': 'H', '<': 'L', '↑': 'H', '↓': 'L' },
  // Critical, panic.
  ...{ C: 'AA', CRIT: 'AA', CRITICAL: 'AA', PANIC: 'AA', '!!': 'AA', '**': 'AA', '***': 'AA' },
  ...{ CH: 'HH', HC: 'HH', PH: 'HH', HP: 'HH', 'H!': 'HH', HHH: 'HH', '↑↑': 'HH' },
  ...{ CL: 'LL', LC: 'LL', PL: 'LL', LP: 'LL', 'L!': 'LL', LLL: 'LL', '↓↓': 'LL' },
};
/** The most urgent first. */
const BY_URGENCY = ['HH', 'LL', 'AA', 'H', 'L', 'POS', 'A', 'R', 'I', 'S', ...FLAGS];

const known = (flag: string): string => {
  const plain = flag.trim().toUpperCase();
  return WRITTEN[plain] ?? plain;
};

/** Of all flags the most urgent that we know. */
export function flagOf(flags: readonly string[]): string | undefined {
  const all = flags.map(known);
  return BY_URGENCY.find((flag) => all.includes(flag));
}

/** Those that only their sender knows: they judge nothing, and are shown as they came. */
export const strangeFlags = (flags: readonly string[]): string[] =>
  flags.filter((flag) => flag.trim() !== '' && flag !== NOT_RESENT && !FLAGS.includes(known(flag)));

/** What a reader says of a value that was not sent again. */
const NOT_RESENT = 'not-resent';
