import { describe, expect, it } from '@jest/globals';
import { doseUnitNames, routeNames } from '../../clinical/orders/dose.words.js';
import { DOSE_UNITS, ROUTES } from '../../clinical/orders/dose.rules.js';
import { printedDosage } from './printed-dosage.js';
import { numberInWords } from './prescription.words.js';
import type { MedicineSource } from './source.js';
import { printedPrescription } from './printed-prescription.js';

describe('How a medicine is given, on paper', () => {
  it.each([
    [
      { dose: { value: 500, unit: 'mg' }, route: 'oral', timing: { everyHours: 6, durationDays: 5 } },
      '500 mg, uống, mỗi 6 giờ, trong 5 ngày',
    ],
    [
      { dose: { value: 8, unit: '[iU]' }, route: 'subcutaneous', timing: { times: ['07:00', '17:00'] } },
      '8 đơn vị, tiêm dưới da, lúc 07:00, 17:00',
    ],
    [
      {
        dose: { value: 0.5, unit: '{tablet}' },
        route: 'oral',
        timing: { asNeeded: { reason: 'Đau', minimumGapHours: 6, maximumPerDay: 4 } },
      },
      '0,5 viên, uống, khi cần (Đau), cách ít nhất 6 giờ, tối đa 4 lần mỗi 24 giờ',
    ],
    [{ dose: { value: 1, unit: 'g' }, route: 'intravenous', timing: { once: true } }, '1 g, tĩnh mạch, một lần'],
    [{}, ''],
  ])('of %j is %s', (detail, said) => {
    expect(printedDosage(detail)).toBe(said);
  });
});

describe('A prescription', () => {
  it('counts insulin in the same word as the ward does', () => {
    const insulin = {
      dose: { value: 8, unit: '[iU]' },
      route: 'subcutaneous',
      timing: { times: ['07:00', '17:00'], durationDays: 5 },
    };
    const row = {
      code: 'A10AB01',
      display: 'Insulin người',
      detail: insulin,
      instructions: null,
    } as unknown as MedicineSource;
    expect(printedPrescription([row])).toEqual([
      {
        what: 'Insulin người',
        dosage: 'tiêm dưới da, mỗi lần 8 đơn vị, ngày 2 lần: 07:00, 17:00, trong 5 ngày',
        quantity: '80 đơn vị',
      },
    ]);
  });

  const of = (display: string, dose: object, more: object = {}) => {
    const detail = { dose, route: 'oral', timing: { times: ['08:00', '20:00'], durationDays: 3 }, ...more };
    const row = { code: 'N02BE01', display, detail, instructions: null, ...more } as unknown as MedicineSource;
    const [line] = printedPrescription([row]) as { dosage: string; quantity: string }[];
    return [/mỗi lần ([^,]+(?:,\d[^,]*)?)/.exec(line!.dosage)?.[1], line!.quantity];
  };
  const mg = (value: number) => ({ value, unit: 'mg' });
  const injected = { route: 'intravenous' };
  it.each([
    ['tablets of the strength told', of('Paracetamol 500 mg', mg(1000)), ['2 viên (1000 mg)', '12 viên']],
    ['one of them', of('Paracetamol 500 mg', mg(500)), ['1 viên (500 mg)', '06 viên']],
    ['half of one', of('Paracetamol 500 mg', mg(250)), ['0,5 viên (250 mg)', '03 viên']],
    ['a quarter, whole at the end', of('Paracetamol 1 g', mg(250)), ['0,25 viên (250 mg)', '02 viên']],
    ['what cannot be broken so', of('Paracetamol 500 mg', mg(325)), ['325 mg', '…… (viên, ống, lọ: ghi số)']],
    ['capsules', of('Amoxicillin 250 mg viên nang', mg(500)), ['2 viên nang (500 mg)', '12 viên nang']],
    ['sachets, opened whole', of('Racecadotril 30 mg gói', mg(20)), ['1 gói (20 mg)', '06 gói']],
    ['a syrup, by its volume', of('Paracetamol siro 250 mg/5 ml', mg(200)), ['4 mL (200 mg)', '24 mL']],
    ['vials', of('Ceftriaxone 1 g lọ', mg(2000), injected), ['2 lọ (2000 mg)', '12 lọ']],
    ['an injection', of('Ceftriaxone 1 g', mg(1000), injected), ['1 ống (lọ) (1000 mg)', '06 ống (lọ)']],
    ['what tells no strength', of('Paracetamol', mg(1000)), ['1000 mg', '…… (viên, ống, lọ: ghi số)']],
    ['what tells two', of('Ultracet 37,5 mg + 325 mg', mg(650)), ['650 mg', '…… (viên, ống, lọ: ghi số)']],
    ['what was ordered in pieces', of('Paracetamol 500 mg', { value: 2, unit: '{tablet}' }), ['2 viên', '12 viên']],
    [
      'narcotics, in words',
      of('Morphin 10 mg viên', mg(30), { code: 'N02AA01' }),
      ['3 viên (30 mg)', '18 (Mười tám) viên'],
    ],
  ])('counts %s', (_, printed, said) => {
    expect(printed).toEqual(said);
  });

  it.each([
    [0, 'Không'],
    [5, 'Năm'],
    [10, 'Mười'],
    [11, 'Mười một'],
    [15, 'Mười lăm'],
    [21, 'Hai mươi mốt'],
    [25, 'Hai mươi lăm'],
    [40, 'Bốn mươi'],
    [100, 'Một trăm'],
    [105, 'Một trăm linh năm'],
    [115, 'Một trăm mười lăm'],
    [1005, 'Một nghìn không trăm linh năm'],
    [2500, 'Hai nghìn năm trăm'],
  ])('writes %d as %s', (value, words) => {
    expect(numberInWords(value)).toBe(words);
  });

  it.each(['vi', 'en'] as const)(
    'and its screens have a word for each route and each unit that UCUM writes in signs (%s)',
    (language) => {
      expect(Object.keys(routeNames(language))).toEqual([...ROUTES]);
      const signs = DOSE_UNITS.filter((unit) => /[[{]|^u|meq/.test(unit));
      expect(signs.filter((unit) => !doseUnitNames(language)[unit])).toEqual([]);
    },
  );
});
