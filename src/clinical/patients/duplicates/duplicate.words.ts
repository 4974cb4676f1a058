import type { Localised } from '../../../kernel/language.js';
import { currentContext } from '../../../kernel/request-context.js';
import type { DuplicateReasonResponse } from './dto/duplicate.response.js';

/** Reasons of prisma/guards/88-alike-patients.sql, the strongest first. */
const WORDS = {
  'same-identifier': {
    vi: 'Cùng số giấy tờ hoặc thẻ, ghi ở dạng hay loại khác',
    en: 'The same number of a card, in another form or of another kind',
  },
  'same-name-and-birth-date': { vi: 'Cùng họ tên và ngày sinh', en: 'The same name and birth date' },
  'same-name-swapped-birth-date': {
    vi: 'Cùng họ tên, ngày và tháng sinh đổi chỗ',
    en: 'The same name, day and month of birth exchanged',
  },
  'similar-name-and-birth-date': {
    vi: 'Cùng ngày sinh, họ tên chỉ khác tên đệm, thứ tự hoặc i và y',
    en: 'The same birth date; the name differs in the middle name, the order or i for y alone',
  },
  'same-mother-and-birth-date': {
    vi: 'Cùng mẹ và ngày sinh',
    en: 'The same mother and birth date',
  },
  'same-name-mistyped-birth-date': {
    vi: 'Cùng họ tên, ngày sinh đảo hai chữ số',
    en: 'The same name, two digits of the birth date exchanged',
  },
  'similar-name-swapped-birth-date': {
    vi: 'Họ tên gần giống, ngày và tháng sinh đổi chỗ',
    en: 'Nearly the same name, day and month of birth exchanged',
  },
  'same-name-possible-birth-date': {
    vi: 'Cùng họ tên, ngày sinh chưa biết đủ nhưng có thể trùng',
    en: 'The same name; the birth date is known in part and may be the same',
  },
  'same-name-similar-number': {
    vi: 'Cùng họ tên, số giấy tờ chỉ khác một chỗ',
    en: 'The same name; the number of a card differs in one place',
  },
  'same-name-similar-phone': {
    vi: 'Cùng họ tên, số điện thoại chỉ khác một chỗ',
    en: 'The same name; the phone number differs in one place',
  },
  'same-phone': { vi: 'Cùng số điện thoại', en: 'The same phone number' },
} as const satisfies Record<string, Localised>;

export type DuplicateReason = keyof typeof WORDS;

const ORDER = Object.keys(WORDS) as DuplicateReason[];

/** Reasons in the reader's language, the strongest first. */
export function duplicateReasons(codes: readonly string[]): DuplicateReasonResponse[] {
  const language = currentContext()?.language ?? 'vi';
  return ORDER.filter((code) => codes.includes(code)).map((code) => ({ code, text: WORDS[code][language] }));
}
