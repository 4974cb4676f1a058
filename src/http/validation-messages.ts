import { fill, type Language, type Localised } from './language.js';
import type { FieldError } from './problem.js';

/** Words for the rules of class-validator; English falls back to the validator's own sentence. */
const MESSAGES: Readonly<Record<string, Localised>> = {
  'unknown-field': { vi: 'Trường không được biết.', en: 'This field is not known.' },
  string: { vi: 'Phải là chuỗi ký tự.', en: 'Must be a string.' },
  'not-empty': { vi: 'Không được để trống.', en: 'Must not be empty.' },
  int: { vi: 'Phải là số nguyên.', en: 'Must be a whole number.' },
  number: { vi: 'Phải là số.', en: 'Must be a number.' },
  boolean: { vi: 'Phải là true hoặc false.', en: 'Must be true or false.' },
  array: { vi: 'Phải là danh sách.', en: 'Must be a list.' },
  object: { vi: 'Phải là đối tượng.', en: 'Must be an object.' },
  uuid: { vi: 'Phải là UUID.', en: 'Must be a UUID.' },
  in: { vi: 'Giá trị không nằm trong danh sách cho phép.', en: 'Must be one of the allowed values.' },
  min: { vi: 'Giá trị quá nhỏ.', en: 'Too small.' },
  max: { vi: 'Giá trị quá lớn.', en: 'Too large.' },
  'min-length': { vi: 'Quá ngắn.', en: 'Too short.' },
  'max-length': { vi: 'Quá dài.', en: 'Too long.' },
  'array-max-size': { vi: 'Danh sách quá dài.', en: 'Too many items.' },
  'array-min-size': { vi: 'Danh sách quá ngắn.', en: 'Too few items.' },
  'nested-validation': {
    vi: 'Phải là đối tượng hoặc danh sách đối tượng.',
    en: 'Must be an object or a list of objects.',
  },
  matches: { vi: 'Không đúng dạng.', en: 'Has not the required form.' },
  iso8601: { vi: 'Phải là thời điểm RFC 3339.', en: 'Must be an RFC 3339 instant.' },
};

const ownWords = new Map<string, Localised>();

/** Gives a rule of a domain its words, which then stand alone in both languages. */
export function explainRule(rule: string, words: Localised): void {
  ownWords.set(rule, words);
}

/** The sentence of one field error in the reader's language. */
export function fieldMessage(error: FieldError, language: Language): string {
  const own = error.message ?? ownWords.get(error.rule);
  if (own) return fill(own[language], error.params);
  const words = MESSAGES[error.rule];
  const detail = typeof error.params?.text === 'string' ? error.params.text : error.rule;
  if (!words) return detail;
  const sentence = fill(words[language], error.params);
  return language === 'en' && detail !== error.rule ? `${sentence} (${detail})` : sentence;
}
