import { AMOUNT_UNITS, type AmountUnit } from '../orders/dose.rules.js';
import { unitSpelled } from '../orders/unit-spelling.rules.js';
import { PACK_WORDS, type PackUnit } from './pack-units.words.js';

/** In what a medicine is given out: units of doses, and what it is packed in. */
export type GivenOutUnit = AmountUnit | PackUnit;
export const GIVEN_OUT_UNITS: readonly GivenOutUnit[] = [...AMOUNT_UNITS, ...(Object.keys(PACK_WORDS) as PackUnit[])];

const SPELLED: ReadonlyMap<string, PackUnit> = new Map(
  Object.entries(PACK_WORDS).flatMap(([code, { vi, en }]) =>
    [vi, en].map((word) => [word.normalize('NFC'), code as PackUnit] as const),
  ),
);
/** No word of a pack is longer. */
const LONGEST = 40;

/** A unit as we write it, for what people type or say: chai, tuýp, viên; others as they are. */
export function givenOutSpelled(unit: unknown): unknown {
  if (typeof unit !== 'string' || unit.length > LONGEST) return unit;
  return SPELLED.get(unit.normalize('NFC').trim().toLowerCase()) ?? unitSpelled(unit);
}
