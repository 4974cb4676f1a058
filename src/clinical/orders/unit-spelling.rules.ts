import { DOSE_UNITS, type DoseUnit } from './dose.rules.js';
import { DOSE_UNIT_WORDS } from './dose.words.js';
import { RUN_UNITS, type RunUnit } from './infusion-rate.rules.js';

type Unit = DoseUnit | RunUnit;

/** What people type instead, in small letters and without blanks about a stroke. */
const SPELLINGS: Readonly<Record<string, Unit>> = {
  mcg: 'ug',
  'mcg/min': 'ug/min',
  'mcg/kg/min': 'ug/kg/min',
  iu: '[iU]',
  ui: '[iU]',
  u: '[iU]',
  'iu/h': '[iU]/h',
  'ui/h': '[iU]/h',
  'gtt/min': '{drop}/min',
  'ml/hr': 'mL/h',
  tablets: '{tablet}',
  capsules: '{capsule}',
  ampoules: '{ampoule}',
  ampule: '{ampoule}',
  vials: '{vial}',
  sachets: '{sachet}',
  unit: '[iU]',
};

/** The micro sign and the Greek letter are one; what a ward says of a unit counts as its code. */
const plain = (typed: string): string =>
  typed
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replace(/μ/g, 'µ')
    .replace(/\s*\/\s*/g, '/')
    .replace(/\s+/g, ' ');

const KNOWN: ReadonlyMap<string, Unit> = new Map([
  ...[...DOSE_UNITS, ...RUN_UNITS].map((unit) => [plain(unit), unit] as const),
  ...Object.entries(DOSE_UNIT_WORDS).flatMap(([unit, { vi, en }]) =>
    [vi, en].map((word) => [plain(word), unit as Unit] as const),
  ),
  ...Object.entries(SPELLINGS),
]);

/** No unit is longer, and what is read letter by letter must not be a megabyte: it comes before any rule of the field. */
const LONGEST = 40;

/** A unit of a dose or a rate as we write it, for what people type or say: mcg, UI, viên, mL/giờ; others as they are. */
export function unitSpelled(unit: unknown): unknown {
  if (typeof unit !== 'string') return unit;
  const trimmed = unit.trim();
  return trimmed.length > LONGEST ? trimmed : (KNOWN.get(plain(trimmed)) ?? trimmed);
}
