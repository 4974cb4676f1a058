import { describe, expect, it } from '@jest/globals';
import { printedResults } from './printed-lists.js';
import type { ResultSource } from './source.js';

const NONE = {
  asSent: null,
  comparator: null,
  unit: null,
  text: null,
  interpretation: null,
  reference: null,
  notJudgedBecause: null,
};
const row = (more: Partial<ResultSource>): ResultSource => ({
  ...{ encounterId: 'e', reportId: 'one', at: new Date('2026-11-28T01:00:00Z'), report: 'Sinh hóa', status: 'final' },
  ...{ category: 'other', performer: null, by: null },
  ...{ conclusion: null, display: 'Kali', value: null, low: null, high: null, ...NONE },
  ...more,
});
const printed = (...rows: Partial<ResultSource>[]) => printedResults(rows.map(row)) as Record<string, string>[];

describe('Results on paper', () => {
  it('say the conclusion of a report after its values, and of one without values alone', () => {
    const lines = printed(
      { value: 5, conclusion: 'Tăng nhẹ' },
      { display: 'Natri', value: 140, conclusion: 'Tăng nhẹ' },
    );
    expect(lines.map(({ what, value, wide }) => [what, value, wide])).toEqual([
      ['Kali', '5', ''],
      ['Natri', '140', ''],
      ['Kết luận', '', 'Tăng nhẹ'],
    ]);
    const [alone] = printed({ display: null, conclusion: 'Không thấy tổn thương' });
    expect(alone).toMatchObject({ report: 'Sinh hóa', what: 'Kết luận', wide: 'Không thấy tổn thương' });
  });

  it('begin each report anew, also two of one name and moment', () => {
    const lines = printed({ value: 5 }, { reportId: 'two', value: 6, status: 'corrected' });
    expect(lines.map(({ report }) => report)).toEqual(['Sinh hóa', 'Sinh hóa (đã sửa)']);
  });

  it.each([
    [{ performer: 'Labo Y khoa A', category: 'laboratory' }, 'Labo Y khoa A'],
    [{ performer: 'Labo Y khoa A', by: 'KTV. Đỗ Minh' }, 'Labo Y khoa A, KTV. Đỗ Minh'],
    [{ category: 'laboratory', by: 'KTV. Đỗ Minh' }, 'Khoa Xét nghiệm, KTV. Đỗ Minh'],
    [{ category: 'imaging' }, 'Khoa Chẩn đoán hình ảnh'],
  ])('name once who answers for a report: %j as %s', (said, from) => {
    const lines = printed({ value: 5, ...said }, { display: 'Natri', value: 140, ...said });
    expect(lines.map(({ report }) => report)).toEqual([`Sinh hóa\nNơi trả kết quả: ${from}`, '']);
  });

  it.each([
    [{ value: 5, low: 3.5, high: 5.1 }, '5', '3,5 – 5,1'],
    [{ value: 5, low: 3.5 }, '5', '≥ 3,5'],
    [{ value: 0.01, asSent: '0.010', comparator: '<', high: 0.04 }, '<0,010', '≤ 0,04'],
    [{ value: 5, reference: 'tới 5' }, '5', 'tới 5'],
    [{ text: 'Âm tính' }, 'Âm tính', ''],
  ])('tell %p as %p, range %p', (said, value, range) => {
    expect(printed(said)[0]).toMatchObject({ value, range, wide: '' });
  });

  it('say of a value that no living person has, or of two units, not to act on it', () => {
    const lines = printed(
      { value: 410, notJudgedBecause: 'impossible', interpretation: 'HH' },
      { value: 4, notJudgedBecause: 'unit-missing' },
    );
    expect(lines.map(({ what, value, flag, wide }) => [what, value, `${flag ?? ''}${wide ?? ''}`])).toEqual([
      ['Kali', '410', ''],
      ['Lưu ý', '', expect.stringContaining('chưa dùng để xử trí')],
      ['Kali', '4', ''],
    ]);
  });

  it.each([
    ['H', 'H'],
    ['N', ''],
    ['R', 'kháng'],
    ['NEG', 'âm tính'],
  ])('say flag %s as %s: letters that laboratories print, else words', (interpretation, flag) =>
    expect(printed({ value: 5, interpretation })[0]).toMatchObject({ flag }),
  );

  it('give long words the width of the columns beside them, with their flag', () => {
    const text = 'Dương tính: Staphylococcus aureus kháng methicillin';
    expect(printed({ text, interpretation: 'POS' })[0]).toMatchObject({ value: '', wide: `${text} (dương tính)` });
  });
});
