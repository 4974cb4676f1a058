import { fillBoth, type Localised } from '../../kernel/language.js';

const w = (vi: string, en: string): Localised => ({ vi, en });

/** What is wrong with a file of codes. */
const CODE_FILE_WORDS = {
  tooMany: w('nhiều hơn {most} mã', 'more than {most} codes'),
  noCodes: w('không có mã nào', 'no codes'),
  noCode: w('"{code}" không phải là mã của {list}', '"{code}" is no code of {list}'),
  twice: w('{code} đã có ở dòng {line}', '{code} stands in line {line} already'),
  noWords: w('{code} không có tên tiếng Việt', '{code} has no Vietnamese words'),
  tooLong: w('{code} dài hơn {most} ký tự', '{code} has more than {most} characters'),
  unreadable: w(
    '{code} có ký tự không đọc được: lưu tệp lại dạng “CSV UTF-8”',
    '{code} has unreadable characters: save the file as “CSV UTF-8”',
  ),
  sex: w('{code}: sex là male, female hoặc để trống', '{code}: sex is male, female or empty'),
  years: w(
    '{code}: from và to là số tuổi, ghi cả hai hoặc không ghi',
    '{code}: from and to are years, both or neither',
  ),
  parent: w('{code}: parent là mã của tỉnh', '{code}: parent is the code of its province'),
} as const satisfies Record<string, Localised>;

/** In both languages, filled. */
export const codeFault = (what: keyof typeof CODE_FILE_WORDS, values?: Readonly<Record<string, unknown>>): Localised =>
  fillBoth(CODE_FILE_WORDS[what], values);
