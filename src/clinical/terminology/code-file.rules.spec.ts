import { describe, expect, it } from '@jest/globals';
import { readCodes } from './code-file.rules.js';

describe('A file of codes', () => {
  it('is read as spreadsheets write it: quotes, semicolons, a mark at its start, Windows lines', () => {
    const text =
      '\uFEFFcode;vi;en;sex;from;to\r\nA15.0;"Lao phổi; soi đờm ""+""";Tuberculosis;;;\r\n\r\nO80;Đẻ thường;;female;12;55\r\n';
    expect(readCodes('icd-10', text)).toEqual({
      faults: [],
      entries: [
        { code: 'A15.0', vi: 'Lao phổi; soi đờm "+"', en: 'Tuberculosis' },
        { code: 'O80', vi: 'Đẻ thường', en: 'Đẻ thường', sex: 'female', years: { from: 12, to: 55 } },
      ],
    });
  });

  it('names every bad line by its number', () => {
    const lines = [
      'code,vi,sex,from,to',
      'A15.0,Lao',
      'a15,Lao',
      'A15.0,Lao',
      'B01,',
      'C50,Vú,woman',
      'D01,Ruột,,5',
      'E10,a,,,,x,',
    ];
    const { faults } = readCodes('icd-10', `${lines.join('\n')}\n`);
    expect(faults.map(({ line, fault }) => ({ line, fault: fault.en }))).toEqual([
      { line: 3, fault: '"a15" is no code of icd-10' },
      { line: 4, fault: 'A15.0 stands in line 2 already' },
      { line: 5, fault: 'B01 has no Vietnamese words' },
      { line: 6, fault: 'C50: sex is male, female or empty' },
      { line: 7, fault: 'D01: from and to are years, both or neither' },
      { line: 8, fault: 'more cells than columns' },
    ]);
  });

  it('says what is wrong with all of it', () => {
    const faultsOf = (text: string) => readCodes('icd-10', text).faults.map(({ fault }) => fault.en);
    expect(faultsOf('code,name\nA00,a\n')).toEqual([
      'no column vi',
      'unknown column "name" (known: code, vi, en, sex, from, to, parent)',
    ]);
    expect(faultsOf('code,vi\n')).toEqual(['no codes']);
    expect(faultsOf('code,vi\nA00,"a\n')).toEqual(['a quote is not closed']);
    expect(faultsOf('code,vi\nA00,T\uFFFD\n')).toEqual(['A00 has unreadable characters: save the file as “CSV UTF-8”']);
    expect(readCodes('icd-10', 'code,vi,,\r\nA00,Tả,,\r\n')).toMatchObject({ entries: [{ code: 'A00' }], faults: [] });
    expect(readCodes('icd-10', 'code,vi\na,Tả\n').faults).toMatchObject([
      { fault: { vi: '"a" không phải là mã của icd-10' } },
    ]);
    expect(readCodes('commune', 'code,vi,parent\n00001,Phúc Xá,\n').faults).toHaveLength(1);
  });
});
