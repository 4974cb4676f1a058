import fc from 'fast-check';
import { VITAL_PARAMETERS } from '../observations/vital-signs.rules.js';
import { CRITICAL_VALUES } from './critical-values.js';
import { displayUnit, isKnownUcum } from './ucum.js';

describe('a unit is shown as people read it', () => {
  it.each([
    ['mm[Hg]', 'mmHg'],
    ['Cel', '°C'],
    ['/min', '/min'],
    ['%', '%'],
    ['kg/m2', 'kg/m²'],
    ['umol/L', 'µmol/L'],
    ['10*9/L', 'G/L'],
    ['10*12/L', 'T/L'],
    ['{INR}', ''],
    ['[pH]', ''],
  ])('%s as %j', (code, shown) => {
    expect(isKnownUcum(code)).toBe(true);
    expect(displayUnit(code)).toBe(shown);
  });
});

describe('a unit we do not know', () => {
  it.each(['mmHg', 'G/L', 'MMOL/L', 'cel', '', 'constructor'])(
    '%j is said to be unknown and shown as it came',
    (code) => {
      expect(isKnownUcum(code)).toBe(false);
      expect(displayUnit(code)).toBe(code);
    },
  );

  it('is never hidden', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (code) => {
        if (!isKnownUcum(code)) expect(displayUnit(code)).toBe(code);
      }),
    );
  });
});

it('every unit of the vital signs and of the critical values is known', () => {
  const units = [
    ...Object.values(VITAL_PARAMETERS).map(({ unit }) => unit),
    ...CRITICAL_VALUES.flatMap((row) => row.units),
  ];
  for (const unit of units) expect([unit, isKnownUcum(unit)]).toEqual([unit, true]);
});
