import { expect, it } from '@jest/globals';
import {
  digitsAsDate,
  shortYear,
  typedAge,
  typedBirthday,
  typedDate,
  typedMonth,
  withDatesInDigits,
} from './box-dates.rules.js';

const TODAY = '2026-11-29';

it.each([
  ['12/03/1985', '1985-03-12'],
  ['12/3/85', '1985-03-12'],
  ['1/2/50', '1950-02-01'],
  ['1.2.10', '2010-02-01'],
  // The newest year that is not in the future.
  ['29/11/26', '2026-11-29'],
  ['30/11/26', '1926-11-30'],
  ['29-2-24', '2024-02-29'],
  ['29/2/23', undefined],
  ['31/4/85', undefined],
  ['1/2/5', undefined],
  ['3/85', '1985-03-01'],
  ['12/26', '1926-12-01'],
  ['12/3', undefined],
  ['3-1985', '1985-03-01'],
  ['13/85', undefined],
])('a birth date typed as %s is %s', (typed, day) => {
  expect(typedDate(typed, TODAY)?.first).toBe(day);
});

it('eight digits are a day, six are none', () => {
  expect([digitsAsDate('12031985', TODAY)?.first, digitsAsDate('120385', TODAY)]).toEqual(['1985-03-12', undefined]);
});

it.each([
  ['92', '1992-01-01'],
  ['05', '2005-01-01'],
  ['26', '2026-01-01'],
  ['27', '1927-01-01'],
  ['5', undefined],
  ['192', undefined],
])('a birth year of two digits typed as %s begins on %s', (typed, first) => {
  expect(shortYear(typed, TODAY)?.first).toBe(first);
});

it.each([
  ['12/3', '03-12'],
  ['12-03', '03-12'],
  ['12.3', '03-12'],
  ['29/2', '02-29'],
  ['30/2', undefined],
  ['31/4', undefined],
  ['12/13', undefined],
  ['0/3', undefined],
  ['12/3/85', undefined],
  ['123', undefined],
])('a birthday typed as %s is %s', (typed, day) => {
  expect(typedBirthday(typed)).toBe(day);
});

it.each([
  ['ngày 12 tháng 3', '12/3'],
  ['ngay 12 thang 3 nam 1985', '12/3/1985'],
  ['12 tháng 3 năm 85', '12/3/85'],
  ['mùng 5 tháng 1', '5/1'],
  ['Anh ngày 12 tháng 3', 'Anh 12/3'],
  ['tháng 3 năm 1985', '3/1985'],
  ['Tháng 3/1985', '3/1985'],
  ['tháng 3/85', '3/1985'],
  ['thang 11/05', '11/2005'],
  ['thg 11.1987', '11/1987'],
  ['Quỳnh T11/87', 'Quỳnh 11/1987'],
  ['tháng 3 năm 85', '3/1985'],
  ['tháng 3 sinh năm 85', '3/1985'],
  ['Thắng 11 87', 'Thắng 11 87'],
  ['tháng 11 0901234567', 'tháng 11 0901234567'],
  ['12 NOV 1987', '12/11/1987'],
  ['12-Nov-1987', '12/11/1987'],
  ['5 May 1987', '5/5/1987'],
  ['Quynh nov 1987', 'Quynh 11/1987'],
  ['Quynh September 1987', 'Quynh 9/1987'],
  ['Quynh May 1987', 'Quynh May 1987'],
  ['Novak 1987', 'Novak 1987'],
  ['Mary 1987', 'Mary 1987'],
  ['12/03 1985', '12/03/1985'],
  ['sinh năm 85', 'sinh năm 1985'],
  ['SN 05', 'SN 2005'],
  ['năm 1985', '1985'],
  ['Nguyễn Văn Năm', 'Nguyễn Văn Năm'],
  ['Hàng Tháng 0901234567', 'Hàng Tháng 0901234567'],
])('%j in digits is %j', (typed, digits) => {
  expect(withDatesInDigits(typed, TODAY)).toBe(digits);
});

it.each([
  ['75 tuổi', '1950-11-30', '1951-11-29'],
  ['75t', '1950-11-30', '1951-11-29'],
  ['75 tuoi', '1950-11-30', '1951-11-29'],
  ['tuổi 75', '1950-11-30', '1951-11-29'],
  ['0 tuổi', '2025-11-30', '2026-11-29'],
  ['8 tháng tuổi', '2026-03-01', '2026-03-29'],
  ['20 ngày tuổi', '2026-11-09', '2026-11-09'],
  ['131 tuổi', undefined, undefined],
  ['75', undefined, undefined],
  ['75 Tú', undefined, undefined],
])('who is %s was born from %s to %s', (typed, first, last) => {
  const born = typedAge(typed, TODAY)?.born;
  expect([born?.first, born?.last]).toEqual([first, last]);
});

it('an age leaves the rest of what was typed', () => {
  expect(typedAge('Nguyễn An 75 tuổi', TODAY)?.rest.trim()).toBe('Nguyễn An');
  expect(typedAge('cụ An (75t)', TODAY)?.born.first).toBe('1950-11-30');
});

it.each([
  ['quynh tháng 11', 11],
  ['quynh T3', 3],
  ['quynh november', 11],
  ['quynh may', undefined],
  ['jan novak', undefined],
  ['quynh tháng 11/87', undefined],
  ['quynh tháng 13', undefined],
])('%s is of month %s, whatever the year', (typed, month) => {
  expect(typedMonth(typed, TODAY)?.month).toBe(month);
});
