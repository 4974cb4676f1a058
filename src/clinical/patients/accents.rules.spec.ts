import { expect, it } from '@jest/globals';
import { accentsTyped } from './accents.rules.js';

it.each([
  ['ánh', 'Nguyễn Thị Ánh', true],
  ['ánh', 'Nguyễn Thị Anh', false],
  ['ánh', 'Nguyễn Thị Ảnh', false],
  ['hoà', 'Lê Thị Hòa', true],
  ['Hòa', 'Lê Thị Hoá', false],
  ['á nguyễn', 'Nguyễn Thị Ánh', true],
  ['Đào', 'Dào Thị Ba', false],
  ['Ðào', 'Đào Thị Ba', true],
  ['ngọc anh', 'Trần Ngọc Ánh', true],
  ['Y Bhăm', 'Y Bhăm Niê', true],
  ['Brốt', 'K’Brốt', false],
  ['K’Brốt', "K'Brốt", true],
])('%s is written in %s: %s', (typed, name, expected) => {
  for (const form of ['NFC', 'NFD']) expect(accentsTyped(typed.normalize(form))!(name)).toBe(expected);
});

it('asks nothing where no accents were typed', () => {
  expect(accentsTyped('nguyen thi anh 1990')).toBeUndefined();
});
