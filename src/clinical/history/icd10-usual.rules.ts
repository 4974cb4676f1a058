/**
 * Of whom a diagnosis is usual, by ranges of ICD-10 categories. Sex: the categories that ICD-10 volume 2 (WHO) lists as limited to, or more
 * likely to occur in, one sex. Age: of our own, wide, for what hardly occurs outside: pregnancy and birth, the perinatal period, old age.
 */
import type { Years } from '../datatypes/partial-date.js';

interface Range {
  /** First and last category, both included, as letters and digits without the point. */
  readonly from: string;
  readonly to: string;
}

const rangesOf = (text: string): Range[] =>
  text.split(' ').map((part) => {
    const [from = '', to = from] = part.replaceAll('.', '').split('-');
    return { from, to };
  });

const FEMALE = rangesOf(
  'A34 B37.3 C51-C58 C79.6 D06 D07.0-D07.3 D25-D28 D39 E28 E89.4 F52.5 F53 I86.3 L29.2 M80.0-M80.1 M81.0-M81.1 M83.0 N70-N98 N99.2-N99.3 ' +
    'O00-O99 Q50-Q52 R87 S31.4 S37.4-S37.6 T19.2-T19.3 T83.3 Y76 Z01.4 Z12.4 Z30.1 Z30.3 Z30.5 Z31.1-Z31.2 Z32-Z36 Z39 Z43.7 Z87.5 Z97.5',
);
const MALE = rangesOf(
  'B26.0 C60-C63 D07.4-D07.6 D17.6 D29 D40 E29 E89.5 F52.4 I86.1 L29.1 N40-N51 Q53-Q55 R86 S31.2-S31.3 Z12.5',
);

/** Completed years, both included. */
const AGES: readonly { readonly ranges: Range[]; readonly from: number; readonly to: number }[] = [
  { ranges: rangesOf('O00-O99 Z32-Z36 Z39'), from: 10, to: 55 },
  { ranges: rangesOf('A33 P00-P96 R95'), from: 0, to: 1 },
  { ranges: rangesOf('F00-F03 G30'), from: 30, to: 150 },
  { ranges: rangesOf('N40'), from: 30, to: 150 },
  { ranges: rangesOf('R54'), from: 60, to: 150 },
];

const isIn = (code: string, ranges: readonly Range[]): boolean => {
  const plain = code.replace(/[^A-Z0-9]/g, '');
  // A category stands for all of its subcategories.
  return ranges.some(({ from, to }) => plain.slice(0, from.length) >= from && plain.slice(0, to.length) <= to);
};

export type Improbable = 'icd-10-sex' | 'icd-10-age';

/** What a doctor is asked about a diagnosis before it is kept, and may say to be right. */
export const DIAGNOSIS_DOUBTS = ['icd-10-not-listed', 'icd-10-sex', 'icd-10-age'] as const;
export type DiagnosisDoubt = (typeof DIAGNOSIS_DOUBTS)[number];

/**
 * What is improbable about a diagnosis of somebody: asked about, never refused, since records have errors and people change.
 * @param years the age in completed years, as far as it is known; null when it is not
 */
export function improbableOf(code: string, { sex, years }: { sex: string; years: Years | null }): Improbable[] {
  const isOtherSex = (sex === 'male' && isIn(code, FEMALE)) || (sex === 'female' && isIn(code, MALE));
  const isOtherAge =
    years !== null && AGES.some(({ ranges, from, to }) => isIn(code, ranges) && (years.max < from || years.min > to));
  return [...(isOtherSex ? ['icd-10-sex' as const] : []), ...(isOtherAge ? ['icd-10-age' as const] : [])];
}
