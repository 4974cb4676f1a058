import { criticalLimits } from '../critical-values.js';
import { DELTA_LIMITS, isSudden } from './delta-check.rules.js';

const NOW = new Date('2026-11-28T08:00:00Z');
const hoursBefore = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

describe('A sudden change', () => {
  it.each([
    ['potassium by more than 1.5 mmol/L within a day', '2823-3', [4, 5.6, 'mmol/L'], 23, true],
    ['potassium by 1.5 mmol/L', '2823-3', [4, 5.5, 'mmol/L'], 23, false],
    ['potassium downwards', '2823-3', [5.6, 4, 'mmol/L'], 23, true],
    ['potassium over more than a day', '2823-3', [4, 6, 'mmol/L'], 25, false],
    ['potassium in another unit', '2823-3', [4, 5.6, 'meq/L'], 23, true],
    ['creatinine by more than half', '14682-9', [80, 121, 'umol/L'], 70, true],
    ['creatinine by half', '14682-9', [80, 120, 'umol/L'], 70, false],
    ['a test without a limit', '1988-5', [1, 300, 'mg/L'], 1, false],
  ] as const)('%s: %j', (_, loinc, [from, to, unit], hours, expected) => {
    const before = { value: from, unit, effectiveAt: hoursBefore(hours) };
    expect(isSudden(loinc, { value: to, unit, effectiveAt: NOW }, before)).toBe(expected);
  });

  it.each([
    ['a limit of measuring', { value: 5.9, comparator: '>', unit: 'mmol/L' }],
    ['a value without a unit', { value: 5.9, unit: null }],
    ['no number', { value: null, unit: 'mmol/L' }],
  ])('is never said of %s', (_, now) => {
    const before = { value: 4, unit: 'mmol/L', effectiveAt: hoursBefore(2) };
    expect(isSudden('2823-3', { ...now, effectiveAt: NOW }, before)).toBe(false);
  });

  it('is looked for against what was before, not after', () => {
    const later = { value: 4, unit: 'mmol/L', effectiveAt: NOW };
    expect(isSudden('2823-3', { value: 6, unit: 'mmol/L', effectiveAt: hoursBefore(2) }, later)).toBe(false);
  });

  it.each(DELTA_LIMITS)('of each test is said beyond its limit and within its hours: $code', (limit) => {
    const { code, by, byPart = 0, withinHours } = limit;
    const unit = criticalLimits(code)!.unit;
    const from = 100;
    const most = by ?? from * byPart;
    const sudden = (to: number, hours: number) =>
      isSudden(code, { value: to, unit, effectiveAt: NOW }, { value: from, unit, effectiveAt: hoursBefore(hours) });
    const [less, more] = [most * 0.999, most * 1.001];
    expect([sudden(from + less, 1), sudden(from - less, 1)]).toEqual([false, false]);
    expect([sudden(from + more, 1), sudden(from - more, 1)]).toEqual([true, true]);
    expect([sudden(from + more, withinHours), sudden(from + more, withinHours + 0.01)]).toEqual([true, false]);
  });
});
