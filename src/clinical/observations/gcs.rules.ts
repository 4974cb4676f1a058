/** Glasgow Coma Scale. Source: Teasdale G, Jennett B, Lancet 1974;2:81–4; parts that cannot be tested: Teasdale G et al., Lancet Neurol 2014;13:844–54. */

/** A part that cannot be tested. */
export const NOT_TESTABLE = 'NT';
export const GCS_PARTS = {
  eye: [1, 2, 3, 4, NOT_TESTABLE],
  verbal: [1, 2, 3, 4, 5, NOT_TESTABLE],
  motor: [1, 2, 3, 4, 5, 6, NOT_TESTABLE],
} as const;
export type GcsPart = keyof typeof GCS_PARTS;
export type Gcs = Readonly<Record<GcsPart, number | typeof NOT_TESTABLE>>;

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
