import { expect, it } from '@jest/globals';
import { csvOf, pagedOf, type SheetLine } from './sheet.js';

const LINE: SheetLine = {
  ...{ room: 'P1', bed: 'P1.1', mrn: '79016-000001', name: 'Lê Thị Hà', sex: 'nữ', born: '1950', isolated: '' },
  ...{ allergies: 'Penicillin', vitals: 'chưa đo', doses: '', orders: '' },
};

it('A line of the paper that no page holds goes on in another, which says whose it is; nothing of it is lost', () => {
  expect(pagedOf(LINE)).toEqual([LINE]);
  const allergies = Array.from({ length: 60 }, (_, n) => `Chất gây dị ứng số ${n + 1}`);
  const doses = Array.from({ length: 40 }, (_, n) => `08:00: Thuốc thử số ${n + 1} 500 mg, uống, mỗi 6 giờ`);
  const paged = pagedOf({ ...LINE, allergies: allergies.join('; '), doses: doses.join('\n') });
  expect(paged.length).toBeGreaterThan(2);
  expect(new Set(paged.slice(1).map(({ name, bed, mrn }) => [name, bed, mrn].join()))).toEqual(
    new Set(['Lê Thị Hà (tiếp),P1.1,79016-000001']),
  );
  expect(paged.flatMap((line) => line.allergies.split('; ').filter(Boolean))).toEqual(allergies);
  expect(paged.flatMap((line) => line.doses.split('\n').filter(Boolean))).toEqual(doses);
  for (const line of paged) expect(line.allergies.length).toBeLessThanOrEqual(500);
});

it('The table opens in a spreadsheet: with its mark of UTF-8, formulas as texts, and says when it is not whole', () => {
  const csv = csvOf([{ ...LINE, name: '=HYPERLINK("x")', allergies: '+84', orders: 'một\nhai' }], false);
  expect(csv.codePointAt(0)).toBe(0xfeff);
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  expect(csv).toContain(`"'+84"`);
  expect(csv).toContain('một; hai');
  expect(csv.trim().split('\r\n').at(-1)).toMatch(/^PHIẾU NÀY CHƯA ĐỦ/);
});
