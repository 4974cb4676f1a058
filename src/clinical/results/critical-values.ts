import type { Localised } from '../../kernel/language.js';
import type { Substance } from '../datatypes/unit-conversion.js';
import { testWords } from './results.words.js';

/**
 * Results that somebody has to be told of at once (giá trị báo động). A starting table of our own, not from a standard: the hospital's
 * laboratory reviews and edits it. Codes are LOINC, units UCUM. Values in other units are converted; one that cannot be is
 * never said not to be critical.
 *
 * Molar masses: IUPAC standard atomic weights 2021 (abridged), summed for molecules.
 */
export interface CriticalValue extends Substance {
  readonly name: Localised;
  /** LOINC codes of the same test in serum, plasma or blood, by mass or by amount. */
  readonly codes: readonly [string, ...string[]];
  /** UCUM unit of the limits. */
  readonly unit: string;
  /** Critical below; the limit itself is not. */
  readonly low?: number;
  /** Critical above; the limit itself is not. */
  readonly high?: number;
  /** The number has no unit, or one that only says what it is: the limits hold as they are. */
  readonly bare?: true;
  /** To be told only when it is new for the patient: the caller looks at earlier results. */
  readonly onlyWhenNew?: true;
}

export const CRITICAL_VALUES: readonly CriticalValue[] = [
  {
    name: testWords.potassium,
    codes: ['2823-3', '6298-4', '77142-8'],
    unit: 'mmol/L',
    molarMass: 39.098,
    charge: 1,
    low: 2.8,
    high: 6.2,
  },
  {
    name: testWords.sodium,
    codes: ['2951-2', '2947-0', '77139-4'],
    unit: 'mmol/L',
    molarMass: 22.99,
    charge: 1,
    low: 120,
    high: 160,
  },
  {
    name: testWords.glucose,
    codes: ['14749-6', '15074-8', '14743-9', '2345-7', '2339-0', '2340-8', '41653-7', '1558-6', '14771-0'],
    unit: 'mmol/L',
    molarMass: 180.156,
    low: 2.5,
    high: 25,
  },
  // Total calcium; ionised calcium has other limits.
  {
    name: testWords.calcium,
    codes: ['2000-8', '17861-6'],
    unit: 'mmol/L',
    molarMass: 40.078,
    charge: 2,
    low: 1.65,
    high: 3.25,
  },
  {
    name: testWords.haemoglobin,
    codes: ['718-7', '30350-3', '30313-1', '20509-6'],
    unit: 'g/L',
    // Of the monomer, Hb(Fe), as which its amount is reported (IFCC).
    molarMass: 16_114.5,
    low: 70,
  },
  {
    name: testWords.platelets,
    codes: ['777-3', '26515-7', '778-1'],
    unit: '10*9/L',
    low: 20,
  },
  {
    name: testWords.leucocytes,
    codes: ['6690-2', '26464-8', '804-5'],
    unit: '10*9/L',
    low: 1,
    high: 50,
  },
  { name: testWords.inr, codes: ['6301-6', '34714-6'], unit: '{INR}', bare: true, high: 5 },
  {
    name: testWords.creatinine,
    codes: ['14682-9', '59826-8', '2160-0', '38483-4'],
    unit: 'umol/L',
    molarMass: 113.12,
    high: 654,
    onlyWhenNew: true,
  },
  {
    name: testWords.lactate,
    codes: ['2524-7', '32693-4', '2518-9', '2519-7'],
    unit: 'mmol/L',
    // Of lactic acid, as which laboratories weigh it.
    molarMass: 90.078,
    charge: 1,
    high: 4,
  },
  {
    name: testWords.bloodPh,
    codes: ['2744-1', '2745-8', '2746-6', '11558-4'],
    unit: '[pH]',
    bare: true,
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

/** The critical limits of a test; undefined for one that has none. */
export const criticalLimits = (loinc: string): CriticalValue | undefined => BY_CODE.get(loinc);
