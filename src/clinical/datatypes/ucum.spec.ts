import fc from 'fast-check';
import { isKnownUcum, unitWords } from './ucum.js';

describe('a unit is shown as people read it', () => {
  it.each([
    ['mm[Hg]', 'mmHg'],
    ['Cel', '°C'],
    ['%', '%'],
    ['kg/m2', 'kg/m²'],
    ['umol/L', 'µmol/L'],
    ['10*9/L', 'G/L'],
    ['10*12/L', 'T/L'],
    ['{INR}', ''],
    ['[pH]', ''],
  ])('%s as %j', (code, shown) => {
    expect(isKnownUcum(code)).toBe(true);
    expect(unitWords(code)).toEqual({ vi: shown, en: shown });
  });
});

it.each([
  ['/min', 'lần/phút', '/min'],
  ['{score}', 'điểm', 'points'],
  ['L/min', 'L/phút', 'L/min'],
  ['mL/min/{1.73_m2}', 'mL/phút/1,73 m²', 'mL/min/1.73 m²'],
])('%s is shown in the words of the reader: %s, %s', (code, vi, en) => {
  expect(isKnownUcum(code)).toBe(true);
  expect(unitWords(code)).toEqual({ vi, en });
});

describe('a unit we do not know', () => {
  it.each(['mmHg', 'G/L', 'MMOL/L', 'cel', '', 'constructor'])(
    '%j is said to be unknown and shown as it came',
    (code) => {
      expect(isKnownUcum(code)).toBe(false);
      expect(unitWords(code)).toEqual({ vi: code, en: code });
    },
  );

  it('is never hidden', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (code) => {
        if (!isKnownUcum(code)) expect(unitWords(code)).toEqual({ vi: code, en: code });
      }),
    );
  });
});
