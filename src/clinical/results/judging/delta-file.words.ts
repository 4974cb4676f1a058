import { fillBoth, type Localised } from '../../../kernel/language.js';

const w = (vi: string, en: string): Localised => ({ vi, en });

/** What is wrong with a file of limits of sudden changes. */
const DELTA_FILE_WORDS = {
  unknownTest: w(
    '{code}: không có xét nghiệm này trong bảng ngưỡng báo động',
    '{code}: no such test among those with critical limits',
  ),
  oneOf: w('ghi đúng một trong hai: by hoặc by_part', 'say either by or by_part'),
  number: w(
    '{name}: cần một số lớn hơn 0, không có dấu ngăn nghìn',
    '{name}: a number above 0, without a sign of thousands',
  ),
  tooMuch: w('{name}: nhiều nhất {most}', '{name}: at most {most}'),
  twice: w('{code} đã có ở dòng {line}', '{code} stands in line {line} already'),
  none: w('tệp không có dòng nào', 'the file has no lines'),
} as const satisfies Record<string, Localised>;

/** In both languages, filled. */
export const deltaFault = (
  what: keyof typeof DELTA_FILE_WORDS,
  values?: Readonly<Record<string, unknown>>,
): Localised => fillBoth(DELTA_FILE_WORDS[what], values);
