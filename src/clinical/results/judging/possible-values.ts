import { converted } from '../../datatypes/unit-conversion.js';
import { LOINC } from '../code-systems.js';
import { criticalLimits } from '../critical-values.js';
import { DIFFERENCE_NAMES } from '../results.words.js';
import { extremesOf } from './beyond-measuring.rules.js';
import type { Limits } from '../interpretation.rules.js';

/**
 * Between which values anything lies that was measured of a living person. What lies outside is a slip (410 for 4.10, mg/dL under the name of
 * mmol/L, a reading of the instrument's error code), or the specimen is spoilt: it is neither critical nor not, somebody asks the laboratory.
 *
 * No source: the widest that is credibly told of survivors, by general knowledge, with room on both sides; so that nothing which somebody
 * really has is doubted. The hospital's laboratory confirms the table, as that of critical values.
 */
interface Possible extends Limits {
  readonly codes: readonly [string, ...string[]];
  /** UCUM; of a test with critical limits, theirs. */
  readonly unit?: string;
}

const PER_CENT = '%';
const POSSIBLE: readonly Possible[] = [
  { codes: ['2823-3'], low: 0.5, high: 20 }, // potassium
  { codes: ['2951-2'], low: 70, high: 250 }, // sodium
  { codes: ['14749-6'], low: 0, high: 200 }, // glucose
  { codes: ['2000-8'], low: 0.3, high: 10 }, // total calcium
  { codes: ['718-7'], low: 3, high: 300 }, // haemoglobin
  { codes: ['777-3'], low: 0, high: 20_000 }, // platelets
  { codes: ['6690-2'], low: 0, high: 2500 }, // leucocytes
  { codes: ['6301-6'], low: 0.3, high: 100 }, // INR
  { codes: ['14682-9'], low: 0, high: 10_000 }, // creatinine
  { codes: ['2524-7'], low: 0, high: 80 }, // lactate
  { codes: ['2744-1'], low: 6, high: 8.5 }, // pH of blood
  { codes: ['2075-0', '2069-3'], unit: 'mmol/L', low: 40, high: 220 }, // chloride
  { codes: ['4544-3', '20570-8'], unit: PER_CENT, low: 1, high: 90 }, // haematocrit
  { codes: ['4548-4', '17856-6'], unit: PER_CENT, low: 1, high: 30 }, // haemoglobin A1c
  { codes: ['2708-6', '59408-5', '20564-1'], unit: PER_CENT, low: 0, high: 100 }, // oxygen saturation
  { codes: ['1751-7'], unit: 'g/L', low: 1, high: 120 }, // albumin
  { codes: ['2885-2'], unit: 'g/L', low: 5, high: 250 }, // total protein
  { codes: ['1988-5'], unit: 'mg/L', low: 0, high: 2000 }, // C-reactive protein
  { codes: ['2019-8', '11557-6'], unit: 'mm[Hg]', low: 1, high: 400 }, // carbon dioxide
  { codes: ['2703-7', '11556-8'], unit: 'mm[Hg]', low: 1, high: 800 }, // oxygen
  { codes: ['2601-3', '19123-9'], unit: 'mmol/L', low: 0, high: 25 }, // magnesium
  { codes: ['789-8'], unit: '10*12/L', low: 0.1, high: 15 }, // erythrocytes
  { codes: ['787-2'], unit: 'fL', low: 30, high: 200 }, // mean volume of erythrocytes
];
const BY_CODE = new Map(
  POSSIBLE.flatMap(({ codes, ...limits }) =>
    [...codes, ...(criticalLimits(codes[0])?.codes ?? [])].map((code) => [code, limits] as const),
  ),
);

/** Units of an amount in a volume or mass, or of a count in one: of what is there, never less than nothing. */
const OF_AN_AMOUNT =
  /^(?:10\*|\[?I?U\]?|k\[?I?U\]?|m\[?I?U\]?|[munpf]?mol|[kmunpf]?g|[munpf]?eq|\{?[a-z]*\}?)\S*\/(?:[dcmunpf]?L|k?g|100)/i;
/** Differences, which may be below nothing: base excess, gaps. */
const DIFFERENCES: readonly string[] = [
  ...['1925-7', '1926-5', '1927-3', '11555-0', '19235-1', '19234-4', '30318-0', '38482-6'],
  ...['33037-3', '10466-1', '1863-0', '41276-7', '33265-0', '2692-2', '97543-8'],
];

/** A value of a test, as it was measured. */
export interface MeasuredValue {
  readonly system?: string | null;
  readonly code?: string | null;
  /** What the test is called. */
  readonly display?: string | null;
  readonly value?: number | null;
  readonly comparator?: string | null;
  /** UCUM, or as laboratories write it. */
  readonly unit?: string | null;
}

/** Whether no living person has this value, at whichever end a sign such as `>` leaves it. False where nobody knows. */
export function isImpossible({ system, code, display, value, comparator, unit }: MeasuredValue): boolean {
  if (system !== LOINC || !code || typeof value !== 'number' || Number.isNaN(value)) return false;
  if (value < 0 && isAmount(code, display ?? '', unit ?? '')) return true;
  const limits = BY_CODE.get(code);
  if (!limits) return false;
  const row = criticalLimits(code);
  const own = limits.unit ?? row?.unit;
  const isBare = row?.bare === true && isWithoutUnit(unit);
  const number = isBare ? value : unit && own ? converted(value, unit, own, row) : undefined;
  if (number === undefined) return false;
  const [low, high] = [limits.low ?? -Infinity, limits.high ?? Infinity];
  const ends = extremesOf(number, comparator);
  return ends.every((end) => end < low) || ends.every((end) => end > high);
}

/** No unit is longer: a text without a stroke would be looked through once for each of its letters. */
const LONGEST_UNIT = 100;

const isAmount = (code: string, display: string, unit: string): boolean =>
  unit.length <= LONGEST_UNIT &&
  OF_AN_AMOUNT.test(unit) &&
  !DIFFERENCES.includes(code) &&
  !DIFFERENCE_NAMES.test(display);

const isWithoutUnit = (unit: string | null | undefined): boolean =>
  ['1', '{INR}', '{ratio}', 'INR', '[pH]', 'pH'].includes(unit ?? '1');

/** The table, for who compares it. */
export const possibleLimits = (loinc: string): Limits | undefined => BY_CODE.get(loinc);
