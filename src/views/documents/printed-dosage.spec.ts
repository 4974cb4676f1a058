import { describe, expect, it } from '@jest/globals';
import { doseUnitNames, routeNames } from '../../clinical/orders/dose.words.js';
import { DOSE_UNITS, ROUTES } from '../../clinical/orders/dose.rules.js';
import { printedDosage } from './printed-dosage.js';
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
    const row = { display: 'Insulin người', detail: insulin, instructions: null } as unknown as MedicineSource;
    expect(printedPrescription([row])).toEqual([
      {
        what: 'Insulin người',
        dosage: 'tiêm dưới da, mỗi lần 8 đơn vị, ngày 2 lần: 07:00, 17:00, trong 5 ngày',
        quantity: '80 đơn vị',
      },
    ]);
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
