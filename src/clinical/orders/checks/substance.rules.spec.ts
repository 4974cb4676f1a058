import { describe, expect, it } from '@jest/globals';
import { isSameSubstance, mayReplace } from './substance.rules.js';

describe('Two products', () => {
  it.each([
    ['another strength', ['N02BE01', 'Paracetamol 500 mg'], ['N02BE01', 'Paracetamol 250 mg gói'], true],
    ['a brand of it by its name', ['N02BE01', 'Paracetamol 500 mg'], ['X-1', 'Hapacol (paracetamol) 500'], true],
    ['another substance', ['N02BE01', 'Paracetamol 500 mg'], ['M01AE01', 'Ibuprofen 400 mg'], false],
    ['unknown ones with one ATC code', ['V03AB33', 'Hydroxocobalamin'], ['V03AB33', 'Hydroxocobalamin 5 g'], true],
    ['an ATC code of a group only', ['V03AB', 'Thuốc giải độc'], ['V03AB', 'Thuốc giải độc khác'], false],
    ['an unknown one with a code that is no ATC', ['A1', 'Thuốc A'], ['A1', 'Thuốc A'], false],
  ] as const)('compares substances: %s', (_, [code, display], [other, name], expected) => {
    expect(isSameSubstance({ code, display }, { code: other, display: name })).toBe(expected);
  });

  const PARACETAMOL = ['N02BE01', 'Paracetamol 500 mg'] as const;
  it.each([
    ['another strength', PARACETAMOL, ['N02BE01', 'Paracetamol 250 mg gói'], true],
    ['a brand of it', PARACETAMOL, ['X-1', 'Hapacol (paracetamol) 500'], true],
    ['a combination of known ones', PARACETAMOL, ['X-2', 'Paracetamol, ibuprofen 325/200 mg'], false],
    ['a combination with its code', PARACETAMOL, ['N02BE01', 'Paracetamol + ibuprofen'], false],
    ['a combination with what is not known', PARACETAMOL, ['X-3', 'Paracetamol 500 mg + thuốc lạ 30 mg'], false],
    ['the code of a combination', PARACETAMOL, ['N02BE51', 'Paracetamol kết hợp'], false],
    ['a part of a combination', ['X-4', 'Paracetamol + ibuprofen'], PARACETAMOL, false],
    ['a combination for the same one', ['X-4', 'Paracetamol + ibuprofen'], ['X-5', 'Ibuprofen + paracetamol'], true],
    ['unknown ones with one ATC code', ['V03AB33', 'Hydroxocobalamin'], ['V03AB33', 'Hydroxocobalamin 5 g'], true],
  ] as const)(
    'are given out for each other only with the same substances: %s',
    (_, [code, display], [other, name], may) => {
      expect(mayReplace({ code, display }, { code: other, display: name })).toBe(may);
    },
  );
});
