import { describe, expect, it } from '@jest/globals';
import { contradicts } from '../../datatypes/unit-conversion.js';
import { judge, type JudgedValue } from './judgement.rules.js';

const potassium = (more: Partial<JudgedValue>): JudgedValue => ({
  ...{ system: 'http://loinc.org', code: '2823-3', value: 4.1, unit: 'mmol/L' },
  ...more,
});

describe('Two units of one number', () => {
  it.each([
    ['a mass and another mass', 'mg/dL', 'g/L', true],
    ['an amount and a mass', 'mmol/L', 'mg/dL', true],
    ['a thousand times as much', 'mmol/L', 'µmol/L', true],
    ['a seconds and a ratio', 's', 'INR', true],
    ['per cent and a number without a unit', '%', '1', true],
    ['cells and grams', '10*9/L', 'g/L', true],
    ['equivalents of an ion unknown', 'meq/L', 'mmol/L', true],
    ['another spelling', 'mmol/L', 'mmol/l', false],
    ['the laboratory’s name of cells', '10*9/L', 'G/L', false],
    ['as many in another unit', '10*3/uL', '10*9/L', false],
    ['enzyme units', 'U/L', 'IU/L', false],
    ['a ratio and a number without a unit', '{INR}', '1', false],
    ['degrees, which are no coulomb', 'Cel', '°C', false],
    ['words that are no unit', '/min', 'beats/minute', false],
    ['no words', 'mmol/L', '', false],
  ])('%s', (_, code, words, expected) => {
    expect(contradicts(code, words)).toBe(expected);
    expect(contradicts(words, code)).toBe(expected);
  });

  it('are told apart by what is measured', () => {
    expect(contradicts('mEq/L', 'mmol/L', { charge: 1 })).toBe(false);
    expect(contradicts('mEq/L', 'mmol/L', { charge: 2 })).toBe(true);
  });

  it.each([
    ['a code and other words', potassium({ unitWritten: 'mg/dL' })],
    ['called normal by its sender', potassium({ unitWritten: 'mg/dL', interpretation: 'N' })],
    ['in a text that has its own', potassium({ value: null, text: '4,1 mg/dL' })],
    ['of a test without critical limits', potassium({ code: '1920-8', unit: 'U/L', unitWritten: 'mg/dL' })],
  ])('are judged by neither: %s', (_, value) => {
    const { criticality, because, flag } = judge({ ...value, referenceLow: 3.5, referenceHigh: 5.1 });
    expect([criticality, because, flag]).toEqual(['not-judged', 'unit-contradicts', undefined]);
  });

  it('leave a critical one critical, and one of the same size as it is', () => {
    expect(judge(potassium({ unitWritten: 'mg/dL', interpretation: 'HH' })).criticality).toBe('critical');
    expect(judge(potassium({ value: 7.1, unitWritten: 'mEq/L' })).criticality).toBe('critical');
    expect(judge(potassium({ unitWritten: 'mval/L' })).criticality).toBe('not-critical');
  });
});
