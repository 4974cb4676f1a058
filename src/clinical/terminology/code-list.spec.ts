import { describe, expect, it } from '@jest/globals';
import { SearchableList } from './code-list.js';
import { ICD10 } from './icd10.words.js';

const icd10 = new SearchableList(ICD10);
const found = (typed: string) => icd10.search(typed, 10).map(({ code }) => code);

describe('A diagnosis is found as people on a ward type it', () => {
  it.each([
    // Abbreviations.
    ['THA', 'I10'],
    ['tha', 'I10'],
    ['ĐTĐ', 'E10.9'],
    ['dtd tip 2', 'E11.6'],
    ['ĐTĐ type 2', 'E11.6'],
    ['đtđ typ 2', 'E11.6'],
    ['NMCT', 'I21.9'],
    ['nmct cấp', 'I21.9'],
    ['COPD', 'J44.0'],
    ['đợt cấp COPD', 'J44.1'],
    ['BPTNMT', 'J44.0'],
    ['VRT', 'K35.3'],
    ['VRT cấp', 'K35.3'],
    ['TBMMN', 'I64'],
    ['RN', 'I48.9'],
    ['XHTH', 'K92.2'],
    ['HPQ', 'J45.9'],
    ['TDMP', 'J90'],
    ['VTC', 'K85.9'],
    ['NKTN', 'N39.0'],
    ['SXHD', 'A91'],
    ['TCM', 'B08.4'],
    ['TSG nặng', 'O14.1'],
    ['CNTC', 'O00.9'],
    ['TVĐĐ', 'M51.2'],
    ['SHH cấp', 'J96.0'],
    ['STM', 'N18.9'],
    ['VGB', 'B16.9'],
    // With accents, without, in NFD, in another order, begun.
    ['suy tim', 'I50.0'],
    ['viem phoi', 'J15.9'],
    ['viêm phổi', 'J15.9'],
    ['VIÊM PHỔI', 'J15.9'],
    ['viêm phổi'.normalize('NFD'), 'J15.9'],
    ['gãy cổ xương đùi', 'S72.0'],
    ['gay co xuong dui', 'S72.0'],
    ['xương đùi gãy', 'S72.0'],
    ['hoá trị', 'Z51.1'],
    ['hóa trị', 'Z51.1'],
    ['thủy đậu', 'B01.9'],
    ['thuỷ đậu', 'B01.9'],
    ['viêm tụy', 'K85.9'],
    ['viêm tuỵ', 'K85.9'],
    ['đột quị', 'I64'],
    ['sảy thai', 'O03.9'],
    // Other names.
    ['tiểu đường', 'E10.9'],
    ['tieu duong thai ky', 'O24.4'],
    ['cao huyết áp', 'I10'],
    ['tai biến', 'I64'],
    ['hen suyễn', 'J45.9'],
    ['trái rạ', 'B01.9'],
    ['u xơ tử cung', 'D25.9'],
    ['u xơ tiền liệt tuyến', 'N40'],
    ['ung thư gan', 'C22.0'],
    ['K phổi', 'C34.9'],
    ['ung thư vú', 'C50.9'],
    ['rối loạn tiền đình', 'H81.1'],
    ['mỡ máu', 'E78.5'],
    ['nhiễm trùng huyết', 'A41.9'],
    ['nhiễm trùng tiểu', 'N39.0'],
    ['mổ đẻ', 'O82'],
    ['thống phong', 'M10.9'],
    ['sỏi mật', 'K80.2'],
    // English, and codes.
    ['pneumonia', 'J15.9'],
    ['heart failure', 'I50.0'],
    ['heart attack', 'I21.9'],
    ['UTI', 'N39.0'],
    ['femur neck', 'S72.0'],
    ['I10', 'I10'],
    ['j18', 'J18.0'],
    ['J18.9', 'J18.9'],
    ['j189', 'J18.9'],
  ])('%s: %s', (typed, code) => {
    expect([typed, found(typed)[0]]).toEqual([typed, code]);
  });

  it('and what an abbreviation may be besides comes after', () => {
    expect(found('THA')).toContain('D56.9');
    expect(found('xyz')).toEqual([]);
    expect(icd10.search('', 1000)).toHaveLength(icd10.count);
  });
});
