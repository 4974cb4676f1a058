import fc from 'fast-check';
import { dependsOnHistory, flagOf, isUrgent } from './flags.rules.js';

const potassium = (value: number, comparator?: string) => ({
  system: 'http://loinc.org',
  code: '2823-3',
  unit: 'mmol/L',
  referenceLow: 3.5,
  referenceHigh: 5.1,
  value,
  comparator,
});

describe('a potassium (3.5–5.1, critical below 2.8 or above 6.2 mmol/L)', () => {
  it.each([
    ['', 4, 'N'],
    ['', 6.2, 'H'],
    ['', 6.3, 'HH'],
    ['<', 3.5, 'L'],
    ['<=', 3.5, undefined],
    ['<', 3.6, undefined],
    ['<', 2.8, 'LL'],
    ['>', 5.1, 'H'],
    ['>=', 5.1, undefined],
    ['>', 6.2, 'HH'],
    ['>', 5, undefined],
  ])('of %s%d is %s', (comparator, value, flag) =>
    expect(flagOf(potassium(value, comparator || undefined))).toBe(flag),
  );
});

describe('a flag', () => {
  it('is never given to words or nothing', () => {
    expect(flagOf({ ...potassium(0), value: undefined })).toBeUndefined();
    expect(flagOf({ ...potassium(0), value: null })).toBeUndefined();
  });

  it('of a value beyond measuring holds for each value it may be', () => {
    const side = (flag: string | undefined) => (flag === undefined ? 0 : flag[0] === 'L' ? -1 : flag === 'N' ? 0 : 1);
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (limit, at) => {
          const below = flagOf(potassium(limit, '<'));
          if (below && at < 1) expect(side(flagOf(potassium(limit * at)))).toBe(side(below));
          const above = flagOf(potassium(limit, '>'));
          if (above && at > 0) expect(side(flagOf(potassium(limit / at)))).toBe(side(above));
        },
      ),
    );
  });
});

describe('whether a value is urgent', () => {
  it('does not need a flag when our table knows the test', () => {
    expect(isUrgent(potassium(6.9))).toBe(true);
    expect(isUrgent({ ...potassium(6.9), interpretation: 'H' })).toBe(true);
    expect(isUrgent(potassium(5.9))).toBe(false);
  });

  it('follows the flag where the test counts only when new', () => {
    const creatinine = { system: 'http://loinc.org', code: '14682-9', unit: 'umol/L', value: 700, referenceHigh: 106 };
    expect(dependsOnHistory(creatinine)).toBe(true);
    expect([flagOf(creatinine), flagOf(creatinine, true)]).toEqual(['HH', 'H']);
    expect(isUrgent({ ...creatinine, interpretation: 'H' })).toBe(false);
    expect(isUrgent({ ...creatinine, interpretation: 'HH' })).toBe(true);
  });
});
