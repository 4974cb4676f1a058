import { describe, expect, it } from '@jest/globals';
import { isSameSubstance } from './substance.rules.js';

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
});
