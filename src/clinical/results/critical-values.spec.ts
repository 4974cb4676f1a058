import fc from 'fast-check';
import { isKnownUcum } from '../datatypes/ucum.js';
import { VITAL_PARAMETERS } from '../observations/vital-signs.rules.js';
import {
  CRITICAL_ABOVE_REFERENCE,
  CRITICAL_VALUES,
  CRITICAL_WHEN_POSITIVE,
  criticalLimits,
  isCritical,
} from './critical-values.js';

const LOWS = CRITICAL_VALUES.flatMap((row) => (row.low === undefined ? [] : [[row.name.en, row, row.low] as const]));
const HIGHS = CRITICAL_VALUES.flatMap((row) => (row.high === undefined ? [] : [[row.name.en, row, row.high] as const]));

describe('a critical value', () => {
  it.each([
    ['potassium', '2823-3', 'mmol/L', 2.7, 2.8],
    ['potassium', '6298-4', 'mmol/L', 6.3, 6.2],
    ['sodium', '2951-2', 'mmol/L', 119, 120],
    ['sodium', '2951-2', 'mmol/L', 161, 160],
    ['glucose', '14749-6', 'mmol/L', 2.4, 2.5],
    ['glucose', '14743-9', 'mmol/L', 25.1, 25],
    ['calcium', '2000-8', 'mmol/L', 1.64, 1.65],
    ['calcium', '2000-8', 'mmol/L', 3.26, 3.25],
    ['haemoglobin', '718-7', 'g/L', 69, 70],
    ['platelets', '777-3', '10*9/L', 19, 20],
    ['leucocytes', '6690-2', '10*9/L', 0.9, 1],
    ['leucocytes', '6690-2', '10*3/uL', 50.1, 50],
    ['INR', '6301-6', '{INR}', 5.1, 5],
    ['creatinine', '14682-9', 'umol/L', 651, 650],
    ['lactate', '2524-7', 'mmol/L', 4.1, 4],
    ['pH', '2744-1', '[pH]', 7.19, 7.2],
    ['pH', '2744-1', '[pH]', 7.61, 7.6],
  ])('of %s (%s) in %s is %d, and %d is not yet', (_test, loinc, unit, critical, limit) => {
    expect(isCritical(loinc, unit, critical)).toBe(true);
    expect(isCritical(loinc, unit, limit)).toBe(false);
  });

  it.each(LOWS)('%s: the low limit itself is not critical, under any code and unit', (_test, { codes, units }, low) => {
    for (const code of codes) {
      for (const unit of units) {
        expect([isCritical(code, unit, low), isCritical(code, unit, low - 0.01)]).toEqual([false, true]);
      }
    }
  });

  it.each(HIGHS)(
    '%s: the high limit itself is not critical, under any code and unit',
    (_test, { codes, units }, high) => {
      for (const code of codes) {
        for (const unit of units) {
          expect([isCritical(code, unit, high), isCritical(code, unit, high + 0.01)]).toEqual([false, true]);
        }
      }
    },
  );

  it('of creatinine counts only when it is new', () => {
    expect(criticalLimits('14682-9', 'umol/L')).toMatchObject({ high: 650, onlyWhenNew: true });
  });
});

describe('nothing is guessed', () => {
  it.each([
    ['potassium in another unit', '2823-3', 'mg/dL', 9],
    ['glucose in mg/dL', '2345-7', 'mg/dL', 40],
    ['haemoglobin in g/dL', '718-7', 'g/dL', 6],
    ['platelets in cells per microlitre', '777-3', '/uL', 15_000],
    ['a unit in other letters', '2823-3', 'MMOL/L', 9],
    ['no unit', '2823-3', '', 9],
    ['an unknown test', '99999-9', 'mmol/L', 9],
    ['no number', '2823-3', 'mmol/L', Number.NaN],
    ['troponin, which needs the limit of its assay', '67151-1', 'ng/L', 5000],
  ])('%s: unknown, which is not the same as no', (_case, loinc, unit, value) =>
    expect(isCritical(loinc, unit, value)).toBeUndefined(),
  );

  it('for any unit that is not listed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CRITICAL_VALUES), fc.string(), fc.double(), (row, unit, value) => {
        fc.pre(!row.units.includes(unit));
        expect(isCritical(row.codes[0]!, unit, value)).toBeUndefined();
      }),
    );
  });
});

describe('the table itself', () => {
  it('names every code once, in the form of LOINC with its check digit', () => {
    const codes = [
      ...CRITICAL_VALUES.flatMap((row) => row.codes),
      ...CRITICAL_ABOVE_REFERENCE,
      ...CRITICAL_WHEN_POSITIVE,
    ];
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect([code, hasLoincCheckDigit(code)]).toEqual([code, true]);
  });

  it('gives every test at least one limit, the low one below the high one', () => {
    for (const { low, high } of CRITICAL_VALUES) {
      expect(low !== undefined || high !== undefined).toBe(true);
      expect((low ?? -Infinity) < (high ?? Infinity)).toBe(true);
    }
  });
});

/** Mod 10 (Luhn) over the digits before the hyphen. Source: LOINC Users' Guide, appendix on the check digit. */
function hasLoincCheckDigit(code: string): boolean {
  const [, digits = '', check] = /^(\d+)-(\d)$/.exec(code) ?? [];
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (weighted > 9 ? weighted - 9 : weighted);
    }, 0);
  return check !== undefined && (10 - (sum % 10)) % 10 === Number(check);
}

it('every unit of the vital signs and of the critical values is known', () => {
  const units = [
    ...Object.values(VITAL_PARAMETERS).map(({ unit }) => unit),
    ...CRITICAL_VALUES.flatMap((row) => row.units),
  ];
  for (const unit of units) expect([unit, isKnownUcum(unit)]).toEqual([unit, true]);
});
