import fc from 'fast-check';
import { ucumOf } from './laboratory-units.js';
import { converted, isUnit } from './unit-conversion.js';

/**
 * Factors as tables for clinicians print them (AMA Manual of Style, 11th edition, SI conversion: conventional × factor = SI), not computed here.
 */
const FACTORS = [
  ['glucose', 'mg/dL', 'mmol/L', 0.0555, { molarMass: 180.156 }],
  ['creatinine', 'mg/dL', 'umol/L', 88.4, { molarMass: 113.12 }],
  ['calcium', 'mg/dL', 'mmol/L', 0.25, { molarMass: 40.078, charge: 2 }],
  ['calcium', 'meq/L', 'mmol/L', 0.5, { molarMass: 40.078, charge: 2 }],
  ['potassium', 'meq/L', 'mmol/L', 1, { molarMass: 39.098, charge: 1 }],
  ['lactate', 'mg/dL', 'mmol/L', 0.111, { molarMass: 90.078 }],
  ['haemoglobin', 'g/dL', 'g/L', 10, {}],
  ['haemoglobin', 'g/dL', 'mmol/L', 0.6206, { molarMass: 16_114.5 }],
  ['platelets', '10*3/uL', '10*9/L', 1, {}],
  ['leucocytes', '/uL', '10*9/L', 0.001, {}],
  ['a pressure', 'mmHg', 'kPa', 0.133322, {}],
] as const;

describe('a value in another unit', () => {
  it.each(FACTORS)('%s from %s to %s: × %d', (_what, from, to, factor, substance) => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), (value) => {
        const there = converted(value, from, to, substance)!;
        expect(Math.abs(there / (value * factor) - 1)).toBeLessThan(0.005);
        expect(converted(there, to, from, substance)! / value).toBeCloseTo(1, 9);
      }),
    );
  });

  it.each([
    ['mass and amount of something unknown', 'mg/dL', 'mmol/L', {}],
    ['equivalents of an ion unknown', 'mEq/L', 'mmol/L', {}],
    ['gauss, kelvin: not what laboratories mean', 'G', '10*9/L', {}],
    ['a pressure and a concentration', 'mmHg', 'mmol/L', {}],
    ['no unit', '', 'mmol/L', {}],
  ])('is none for %s', (_case, from, to, substance) => expect(converted(1, from, to, substance)).toBeUndefined());
});

describe('a unit as laboratories write it', () => {
  it.each([
    ['G/L', '10*9/L'],
    ['T/L', '10*12/L'],
    ['K/µL', '10*3/uL'],
    ['K/μl', '10*3/uL'],
    ['x10³/µL', '10*3/uL'],
    ['10⁹/L', '10*9/L'],
    ['× 10^12/l', '10*12/L'],
    ['µmol/L', 'umol/L'],
    ['μmol/l', 'umol/L'],
    ['mEq/L', 'meq/L'],
    ['mmol/lít', 'mmol/L'],
    ['µmol/lit', 'umol/L'],
    ['g/Lít', 'g/L'],
    ['G/lít', '10*9/L'],
    ['nghìn/µL', '10*3/uL'],
    ['triệu/mm³', '10*6/uL'],
    ['micromol/L', 'umol/L'],
    ['milimol/l', 'mmol/L'],
    ['mmol·L⁻¹', 'mmol.L-1'],
    ['IU/L', '[IU]/L'],
    ['mmHg', 'mm[Hg]'],
    ['mmol/l', 'mmol/L'],
    ['mg/dl', 'mg/dL'],
    ['mmol / L', 'mmol/L'],
    ['kg/m²', 'kg/m2'],
    ['mL/min/1,73 m²', 'mL/min/1,73m2'],
  ])('%s is %s', (unit, code) => expect(ucumOf(unit)).toBe(code));

  it('is known by either table, and nonsense by none', () => {
    expect(['G/L', 'mmHg', 'nkat/L', 'mmol/L'].map(isUnit)).toEqual([true, true, true, true]);
    expect(['mmolL', 'x', 'đơn vị', ''].map(isUnit)).toEqual([false, false, false, false]);
  });

  it('of any text is a text', () => {
    fc.assert(fc.property(fc.string(), (unit) => typeof ucumOf(unit) === 'string'));
  });
});
