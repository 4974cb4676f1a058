/** Glasgow Coma Scale. Source: Teasdale G, Jennett B, Lancet 1974;2:81–4; parts that cannot be tested: Teasdale G et al., Lancet Neurol 2014;13:844–54. */
import type { Consciousness } from './vital-signs.rules.js';

/** A part that cannot be tested. */
export const NOT_TESTABLE = 'NT';
export const GCS_PARTS = {
  eye: [1, 2, 3, 4, NOT_TESTABLE],
  verbal: [1, 2, 3, 4, 5, NOT_TESTABLE],
  motor: [1, 2, 3, 4, 5, 6, NOT_TESTABLE],
} as const;
export type GcsPart = keyof typeof GCS_PARTS;
export type Gcs = Readonly<Record<GcsPart, number | typeof NOT_TESTABLE>>;

/**
 * Totals that go with each level of consciousness. Source of the medians (15, 13, 8, 3 for A, V, P, U): Kelly CA, Upex A, Bateman DN, Ann Emerg
 * Med 2004;44:108–13; the ranges round them are ours, so wide that only what cannot be both is asked about. Who is newly confused is not
 * oriented, and has 14 at most.
 */
const TOTALS_OF: Readonly<Record<Consciousness, readonly [least: number, most: number]>> = {
  A: [13, 15],
  C: [9, 14],
  V: [8, 14],
  P: [4, 12],
  U: [3, 8],
};

/** Whether the two cannot both be right; never where a part of the scale could not be tested. */
export function gcsContradicts(level: Consciousness, gcs: Gcs): boolean {
  const total = gcsTotal(gcs);
  const [least, most] = TOTALS_OF[level];
  return total !== null && (total < least || total > most);
}

/** 3 to 15; null when a part could not be tested: the others are told by themselves. */
export function gcsTotal({ eye, verbal, motor }: Gcs): number | null {
  if (typeof eye !== 'number' || typeof verbal !== 'number' || typeof motor !== 'number') return null;
  return eye + verbal + motor;
}

/** As it is written: `E4 V5 M6`, `E4 VNT M6`. */
export const gcsText = ({ eye, verbal, motor }: Gcs): string => `E${eye} V${verbal} M${motor}`;

/** As the columns keep it: 0 for a part that could not be tested. */
export const storedPart = (part: number | typeof NOT_TESTABLE): number => (part === NOT_TESTABLE ? 0 : part);

/** From the columns; null when it was not assessed. */
export function gcsOf(eye: number | null, verbal: number | null, motor: number | null): Gcs | null {
  if (eye === null || verbal === null || motor === null) return null;
  const part = (stored: number) => (stored === 0 ? NOT_TESTABLE : stored);
  return { eye: part(eye), verbal: part(verbal), motor: part(motor) };
}
