import { foldText } from '../datatypes/folded-text.js';
import { narrow } from '../datatypes/written-number.js';
import { DOSE_UNITS } from './dose.rules.js';
import { DOSE_UNIT_WORDS } from './dose.words.js';
import { RUN_UNITS } from './infusion-rate.rules.js';
import { UNIT_SPELLINGS, type SpelledUnit } from './unit-spelling.words.js';

/** The micro sign and the Greek letter are one, and so are the widths of letters; what a ward says of a unit counts as its code. */
const plain = (typed: string): string =>
  narrow(typed)
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/μ/g, 'µ')
    .replace(/\s*[/⁄∕]\s*/g, '/')
    .replace(/\s+/g, ' ');

/** The words of a ward without their marks, as they are typed in haste. */
const WORDS = [...Object.values(DOSE_UNIT_WORDS).flatMap(({ vi, en }) => [vi, en]), ...Object.keys(UNIT_SPELLINGS)];
const unmarked = (word: string): string => word.split('/').map(foldText).join('/');

const WRITTEN: ReadonlyMap<string, SpelledUnit> = new Map([
  ...[...DOSE_UNITS, ...RUN_UNITS].map((unit) => [plain(unit), unit] as const),
  ...Object.entries(DOSE_UNIT_WORDS).flatMap(([unit, { vi, en }]) =>
    [vi, en].map((word) => [plain(word), unit as SpelledUnit] as const),
  ),
  ...Object.entries(UNIT_SPELLINGS).map(([word, unit]) => [plain(word), unit] as const),
]);

/** What is written so comes first: without its marks a word must not become another. */
const KNOWN: ReadonlyMap<string, SpelledUnit> = new Map([
  ...WORDS.map((word) => [unmarked(word), WRITTEN.get(plain(word))!] as const),
  ...WRITTEN,
]);

/** No unit is longer, and what is read letter by letter must not be a megabyte: it comes before any rule of the field. */
const LONGEST = 40;

/** A unit of a dose or a rate as we write it, for what people type or say: mcg, UI, viên, mL/giờ; others as they are. */
export function unitSpelled(unit: unknown): unknown {
  if (typeof unit !== 'string') return unit;
  const trimmed = unit.trim();
  return trimmed.length > LONGEST ? trimmed : (KNOWN.get(plain(trimmed)) ?? trimmed);
}
