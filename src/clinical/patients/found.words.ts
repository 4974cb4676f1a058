import { fill, type Language, type Localised } from '../../kernel/language.js';
import type { FoundBy } from './search-box.rules.js';

export type FoundReason = FoundBy | 'birth-date' | 'birth-date-possible' | 'age';

const POSSIBLE: Localised = {
  vi: 'Có thể đúng ngày sinh đã gõ: hồ sơ chỉ ghi {known}',
  en: 'May be born on the day typed: only {known} is on record',
};

const WORDS: Readonly<Record<FoundReason, Localised>> = {
  identifier: { vi: 'Đúng số giấy tờ hoặc mã người bệnh', en: 'The whole identifier or MRN' },
  mrn: { vi: 'Đúng phần số của mã người bệnh', en: 'The running number of the MRN' },
  phone: { vi: 'Đúng số điện thoại', en: 'The whole phone number' },
  'card-end': { vi: 'Số giấy tờ có đuôi {number}', en: 'An identifier that ends with {number}' },
  'phone-end': { vi: 'Số điện thoại có đuôi {number}', en: 'A phone number that ends with {number}' },
  'card-start': { vi: 'Số giấy tờ bắt đầu bằng {number}', en: 'An identifier that begins with {number}' },
  'phone-start': { vi: 'Số điện thoại bắt đầu bằng {number}', en: 'A phone number that begins with {number}' },
  'fewer-words': { vi: 'Họ tên thiếu một chữ đã gõ', en: 'The name lacks one of the words typed' },
  name: { vi: 'Họ tên có đủ các chữ đã gõ', en: 'The name has all that was typed' },
  spelling: { vi: 'Họ tên viết khác i hoặc y', en: 'The name is spelled with i for y, or y for i' },
  keystrokes: { vi: 'Họ tên sau khi bỏ phím gõ dấu còn sót', en: 'The name without left-over keystrokes of accents' },
  initials: { vi: 'Chữ cái đầu của họ tên', en: 'The initials of the name' },
  approximate: { vi: 'Họ tên gần giống, có thể đã gõ nhầm', en: 'The name is nearly what was typed' },
  'birth-date': { vi: 'Sinh đúng ngày, tháng hoặc năm đã gõ', en: 'Born when it was typed' },
  'birth-date-possible': POSSIBLE,
  birthday: { vi: 'Sinh đúng ngày và tháng đã gõ', en: 'Born on the day and month typed' },
  'birthday-month': POSSIBLE,
  'birth-month': { vi: 'Sinh vào tháng đã gõ', en: 'Born in the month typed' },
  age: { vi: 'Đúng tuổi đã gõ', en: 'As old as was typed' },
};

/** A reason in the reader's language. */
export const foundWords = (
  reason: FoundReason,
  values: Readonly<Record<string, unknown>>,
  language: Language,
): string => fill(WORDS[reason][language], values, language);
