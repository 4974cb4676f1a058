import { describe, expect, it } from '@jest/globals';
import { printedDosage } from './printed-dosage.js';

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
