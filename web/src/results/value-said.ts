import type { ResultObservationResponse } from '../api/generated/index.ts';
import { figure } from '../words/moments.ts';

type Said = Pick<ResultObservationResponse, 'value' | 'comparator' | 'valueText' | 'text'>;

type Range = Pick<ResultObservationResponse, 'referenceLow' | 'referenceHigh' | 'referenceText'>;

/** What is usual, in the sender's words where it has them. */
export function rangeSaid({ referenceLow: low, referenceHigh: high, referenceText }: Range): string {
  if (referenceText) return referenceText;
  if (low !== null && high !== null) return `${figure(low)} – ${figure(high)}`;
  if (low !== null) return `≥ ${figure(low)}`;
  return high === null ? '' : `≤ ${figure(high)}`;
}

/** A value as it was sent: with all its digits, and `<` or `>` where the laboratory could not measure further. */
export const valueSaid = ({ value, comparator, valueText, text }: Said): string =>
  value === null
    ? (text ?? '')
    : `${comparator ?? ''}${figure(value, /^-?\d+\.(\d+)$/.exec(valueText ?? '')?.[1]?.length)}`;

/** No living person has it, or two units were named: it is asked about, and neither drawn nor used. */
export const isInDoubt = ({ notJudgedBecause }: { readonly notJudgedBecause: string | null }): boolean =>
  notJudgedBecause === 'impossible' || notJudgedBecause === 'unit-contradicts';
