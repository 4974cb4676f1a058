import { CRITICAL_VALUES } from '../critical-values.js';
import { judge } from './judgement.rules.js';
import { isImpossible, possibleLimits } from './possible-values.js';

const loinc = (code: string, value: number, unit: string, more: object = {}) => ({
  ...{ system: 'http://loinc.org', code, value, unit },
  ...more,
});

describe('A value that no living person has', () => {
  it.each([
    ['potassium 410', loinc('2823-3', 410, 'mmol/L')],
    ['potassium 0', loinc('2823-3', 0, 'mmol/L')],
    ['potassium 41 meq/L', loinc('6298-4', 41, 'meq/L')],
    ['sodium 1.4', loinc('2951-2', 1.4, 'mmol/L')],
    ['sodium 1380', loinc('2951-2', 1380, 'mmol/L')],
    ['glucose 99 g/L', loinc('2345-7', 99, 'g/L')],
    ['haemoglobin 1350 g/L', loinc('718-7', 1350, 'g/L')],
    ['haemoglobin 135 g/dL', loinc('718-7', 135, 'g/dL')],
    ['calcium 240 mg/dL', loinc('17861-6', 240, 'mg/dL')],
    ['pH 74', loinc('2744-1', 74, '[pH]')],
    ['pH 0.74 without a unit', loinc('2744-1', 0.74, '1')],
    ['INR 1100', loinc('6301-6', 1100, '{INR}')],
    ['platelets −5', loinc('777-3', -5, '10*9/L')],
    ['more than 400 of potassium', loinc('2823-3', 400, 'mmol/L', { comparator: '>' })],
    ['less than 0.2 of potassium', loinc('2823-3', 0.2, 'mmol/L', { comparator: '<' })],
    ['haematocrit 410 %', loinc('4544-3', 410, '%')],
    ['oxygen saturation 970 %', loinc('2708-6', 970, '%')],
    ['a substance that the table does not know, below nothing', loinc('1742-6', -12, 'U/L')],
    ['a number in words', { ...loinc('2823-3', 0, 'mmol/L'), value: undefined, text: '410 mmol/L' }],
    ['that its sender flags', loinc('2823-3', 410, 'mmol/L', { interpretation: 'HH' })],
    ['that its sender calls normal', loinc('2823-3', 410, 'mmol/L', { interpretation: 'N' })],
  ])('%s is asked about, and neither critical nor not', (_, value) =>
    expect(judge(value)).toMatchObject({ criticality: 'not-judged', because: 'impossible' }),
  );

  it.each([
    ['potassium 9.8', loinc('2823-3', 9.8, 'mmol/L')],
    ['potassium 1.1', loinc('2823-3', 1.1, 'mmol/L')],
    ['sodium 190', loinc('2951-2', 190, 'mmol/L')],
    ['glucose 95', loinc('14749-6', 95, 'mmol/L')],
    ['haemoglobin 14 g/L', loinc('718-7', 14, 'g/L')],
    ['leucocytes 600', loinc('6690-2', 600, '10*9/L')],
    ['platelets 1', loinc('777-3', 1, '10*9/L')],
    ['pH 6.7', loinc('2744-1', 6.7, '[pH]')],
    ['more than 6 of potassium', loinc('2823-3', 6, 'mmol/L', { comparator: '>' })],
    ['base excess −18', loinc('1925-7', -18, 'mmol/L')],
    ['an anion gap below nothing', loinc('33037-3', -2, 'mmol/L')],
    ['a difference of a test that nobody knows', loinc('99999-1', -2, 'mmol/L', { display: 'Kiềm dư' })],
    ['of another unit', loinc('2823-3', 410, 'mg')],
    ['of no LOINC', { system: 'urn:x', code: 'K', value: 410, unit: 'mmol/L' }],
  ])('is not %s', (_, value) => expect(isImpossible(value)).toBe(false));
});

it('a unit of a hundred thousand letters is none, and costs no more than to see that', () => {
  const before = process.cpuUsage();
  expect(isImpossible(loinc('1742-6', -12, `g${'a'.repeat(100_000)}`))).toBe(false);
  expect(process.cpuUsage(before).user).toBeLessThan(500_000);
});

it('the table leaves room beyond each critical limit, and has every test with one', () => {
  for (const { codes, low, high } of CRITICAL_VALUES) {
    const possible = possibleLimits(codes[0]);
    expect([codes[0], possible]).toEqual([codes[0], expect.anything()]);
    if (low !== undefined) expect(possible!.low).toBeLessThan(low);
    if (high !== undefined) expect(possible!.high).toBeGreaterThan(high);
    for (const code of codes) expect(possibleLimits(code)).toBe(possible);
  }
});
