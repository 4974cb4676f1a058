import { describe, expect, it } from '@jest/globals';
import { ABO_GROUPS, compatibilityOf, type AboGroup, type Product } from './compatibility.rules.js';

const on = (product: Product, unit: AboGroup) =>
  ABO_GROUPS.map((patient) =>
    compatibilityOf(product, { abo: unit, rhd: 'negative' }, { abo: patient, rhd: 'negative' }),
  );

describe('A unit of blood', () => {
  // For patients of A, B, AB and O.
  it.each([
    ['red-cells', 'A', ['yes', 'never', 'yes', 'never']],
    ['red-cells', 'B', ['never', 'yes', 'yes', 'never']],
    ['red-cells', 'AB', ['never', 'never', 'yes', 'never']],
    ['red-cells', 'O', ['yes', 'yes', 'yes', 'yes']],
    ['whole-blood', 'A', ['yes', 'never', 'never', 'never']],
    ['whole-blood', 'O', ['never', 'never', 'never', 'yes']],
    ['plasma', 'A', ['yes', 'never', 'never', 'yes']],
    ['plasma', 'AB', ['yes', 'yes', 'yes', 'yes']],
    ['plasma', 'O', ['never', 'never', 'never', 'yes']],
    ['platelets', 'A', ['yes', 'with-reason', 'with-reason', 'yes']],
    ['cryoprecipitate', 'B', ['yes', 'yes', 'yes', 'yes']],
  ] as const)('(%s of %s) goes to A, B, AB and O: %j', (product, unit, expected) =>
    expect(on(product, unit)).toEqual(expected),
  );

  it('with RhD asks for a reason where the patient has none; plasma has no such antigen', () => {
    const [unit, patient] = [
      { abo: 'O', rhd: 'positive' },
      { abo: 'O', rhd: 'negative' },
    ] as const;
    expect(compatibilityOf('red-cells', unit, patient)).toBe('with-reason');
    expect(compatibilityOf('red-cells', patient, unit)).toBe('yes');
    expect(compatibilityOf('plasma', unit, patient)).toBe('yes');
  });
});
