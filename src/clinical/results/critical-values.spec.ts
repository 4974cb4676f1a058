import { isKnownUcum } from '../datatypes/ucum.js';
import { VITAL_PARAMETERS } from '../observations/vital-signs.rules.js';
import { isLoincCode } from './code-systems.js';
import {
  CRITICAL_ABOVE_REFERENCE,
  CRITICAL_VALUES,
  CRITICAL_WHEN_POSITIVE,
  criticalLimits,
} from './critical-values.js';
import { judge } from './judging/judgement.rules.js';

const criticality = (code: string, unit: string, value: number) =>
  judge({ system: 'http://loinc.org', code, unit, value }).criticality;

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
    ['INR', '6301-6', '1', 5.1, 5],
    ['creatinine', '14682-9', 'umol/L', 655, 654],
    ['lactate', '2524-7', 'mmol/L', 4.1, 4],
    ['pH', '2744-1', '[pH]', 7.19, 7.2],
    ['pH', '2744-1', '1', 7.61, 7.6],
  ])('of %s (%s) in %s is %d, and %d is not yet', (_test, loinc, unit, critical, limit) => {
    expect(criticality(loinc, unit, critical)).toBe('critical');
    expect(criticality(loinc, unit, limit)).toBe('not-critical');
  });

  it.each(LOWS)('%s: the low limit itself is not critical, under any code', (_test, { codes, unit }, low) => {
    for (const code of codes) {
      expect([criticality(code, unit, low), criticality(code, unit, low - 0.01)]).toEqual(['not-critical', 'critical']);
    }
  });

  it.each(HIGHS)('%s: the high limit itself is not critical, under any code', (_test, { codes, unit }, high) => {
    for (const code of codes) {
      expect([criticality(code, unit, high), criticality(code, unit, high + 0.01)]).toEqual([
        'not-critical',
        'critical',
      ]);
    }
  });

  it('of creatinine counts only when it is new', () => {
    expect(criticalLimits('14682-9')).toMatchObject({ high: 654, onlyWhenNew: true });
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
    for (const code of codes) expect([code, isLoincCode(code)]).toEqual([code, true]);
  });

  it('gives every test at least one limit, the low one below the high one', () => {
    for (const { low, high } of CRITICAL_VALUES) {
      expect(low !== undefined || high !== undefined).toBe(true);
      expect((low ?? -Infinity) < (high ?? Infinity)).toBe(true);
    }
  });

  it('is in units that are shown as people read them, as the vital signs are', () => {
    const units = [...Object.values(VITAL_PARAMETERS), ...CRITICAL_VALUES].map(({ unit }) => unit);
    for (const unit of units) expect([unit, isKnownUcum(unit)]).toEqual([unit, true]);
  });
});
