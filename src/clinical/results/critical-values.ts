import { testWords } from './results.words.js';

/**
 * Results that somebody has to be told of at once (giá trị báo động). A starting table of our own, not from a standard:
 * the hospital reviews and edits it. Codes are LOINC, units UCUM. A result in a unit that is not listed is never
 * converted and never judged: the answer is "unknown", so that no wrong unit hides a critical value.
 */

export interface CriticalValue {
  readonly name: { readonly vi: string; readonly en: string };
  /** LOINC codes of the same test in serum, plasma or blood. */
  readonly codes: readonly string[];
  /** UCUM units in which the limits hold as they are (10*9/L and 10*3/uL are the same number). */
  readonly units: readonly string[];
  /** Critical below; the limit itself is not. */
  readonly low?: number;
  /** Critical above; the limit itself is not. */
  readonly high?: number;
  /** To be told only when it is new for the patient: the caller looks at earlier results. */
  readonly onlyWhenNew?: true;
}

const CELLS_PER_LITRE = ['10*9/L', '10*3/uL'] as const;
const WITHOUT_UNIT = '1';

export const CRITICAL_VALUES: readonly CriticalValue[] = [
  { name: testWords.potassium, codes: ['2823-3', '6298-4'], units: ['mmol/L'], low: 2.8, high: 6.2 },
  { name: testWords.sodium, codes: ['2951-2', '2947-0'], units: ['mmol/L'], low: 120, high: 160 },
  {
    name: testWords.glucose,
    codes: ['14749-6', '15074-8', '14743-9', '2345-7', '2339-0'],
    units: ['mmol/L'],
    low: 2.5,
    high: 25,
  },
  // Total calcium; ionised calcium has other limits.
  {
    name: testWords.calcium,
    codes: ['2000-8', '17861-6'],
    units: ['mmol/L'],
    low: 1.65,
    high: 3.25,
  },
  { name: testWords.haemoglobin, codes: ['718-7', '30350-3', '30313-1'], units: ['g/L'], low: 70 },
  { name: testWords.platelets, codes: ['777-3', '26515-7', '778-1'], units: CELLS_PER_LITRE, low: 20 },
  {
    name: testWords.leucocytes,
    codes: ['6690-2', '26464-8', '804-5'],
    units: CELLS_PER_LITRE,
    low: 1,
    high: 50,
  },
  { name: testWords.inr, codes: ['6301-6', '34714-6'], units: ['{INR}', WITHOUT_UNIT], high: 5 },
  {
    name: testWords.creatinine,
    codes: ['14682-9', '59826-8', '2160-0', '38483-4'],
    units: ['umol/L'],
    high: 650,
    onlyWhenNew: true,
  },
  {
    name: testWords.lactate,
    codes: ['2524-7', '32693-4', '2518-9', '2519-7'],
    units: ['mmol/L'],
    high: 4,
  },
  {
    name: testWords.bloodPh,
    codes: ['2744-1', '2745-8', '2746-6', '11558-4'],
    units: ['[pH]', WITHOUT_UNIT],
    low: 7.2,
    high: 7.6,
  },
];

/** Cardiac troponin, T and I, also high-sensitivity: critical when new and above the 99th percentile the assay reports. */
export const CRITICAL_ABOVE_REFERENCE: readonly string[] = [
  '6598-7',
  '10839-9',
  '67151-1',
  '89579-7',
  '48425-3',
  '42757-5',
];

/** Cultures of blood and of cerebrospinal fluid: critical when positive. */
export const CRITICAL_WHEN_POSITIVE: readonly string[] = ['600-7', '606-4'];

const BY_CODE = new Map(CRITICAL_VALUES.flatMap((row) => row.codes.map((code) => [code, row] as const)));

/** The critical limits of a test in a unit, or undefined when it has none or has them in other units. */
export function criticalLimits(loinc: string, unit: string): CriticalValue | undefined {
  const row = BY_CODE.get(loinc);
  return row?.units.includes(unit) ? row : undefined;
}

/** Whether a value is critical; undefined (unknown, not "no") for a test or a unit without limits, or no number. */
export function isCritical(loinc: string, unit: string, value: number): boolean | undefined {
  const limits = criticalLimits(loinc, unit);
  if (limits === undefined || Number.isNaN(value)) return undefined;
  return value < (limits.low ?? -Infinity) || value > (limits.high ?? Infinity);
}
