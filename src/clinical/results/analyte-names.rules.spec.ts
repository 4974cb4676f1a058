import { expect, it } from '@jest/globals';
import { isCalledOtherwise } from './analyte-names.rules.js';

it.each([
  ['2951-2', 'Kali huyết thanh'],
  ['2951-2', 'Potassium [Moles/volume] in Serum'],
  ['2823-3', 'NATRI'],
  ['2823-3', 'Na+'],
  ['718-7', 'PLT'],
  ['777-3', 'Bạch cầu (WBC)'],
  ['2345-7', 'Ure máu'],
  ['6598-7', 'Creatinin'],
])('%s called %s is another test', (code, name) => {
  expect(isCalledOtherwise(code, name)).toBe(true);
});

it.each([
  ['2823-3', 'Kali huyết thanh'],
  ['2823-3', 'K'],
  ['2951-2', 'Điện giải đồ: Natri, Kali, Clo'],
  ['2345-7', 'Đường huyết mao mạch'],
  ['718-7', 'Huyết sắc tố (Hb)'],
  ['4548-4', 'Hemoglobin A1c'],
  ['2823-3', 'XN số 12'],
  ['2823-3', ''],
  ['9999-9', 'Kali'],
  ['6690-2', 'Leukocytes [#/volume] in Blood'],
])('%s called %s is not', (code, name) => {
  expect(isCalledOtherwise(code, name)).toBe(false);
});
