import { fill, type Language, type Localised } from '../../kernel/language.js';
import type { FieldError } from '../../kernel/problem.js';

/** Words for the rules of class-validator; `{places}` are bounds, as validation-rules.ts names them. */
const MESSAGES: Readonly<Record<string, Localised>> = {
  'unknown-field': { vi: 'Trường không được biết.', en: 'This field is not known.' },
  required: { vi: 'Bắt buộc phải có.', en: 'This is required.' },
  'not-null': { vi: 'Không được là null.', en: 'Must not be null.' },
  string: { vi: 'Phải là chuỗi ký tự.', en: 'Must be a string.' },
  'not-empty': { vi: 'Không được để trống.', en: 'Must not be empty.' },
  int: { vi: 'Phải là số nguyên.', en: 'Must be a whole number.' },
  number: { vi: 'Phải là số.', en: 'Must be a number.' },
  boolean: { vi: 'Phải là true hoặc false.', en: 'Must be true or false.' },
  array: { vi: 'Phải là danh sách.', en: 'Must be a list.' },
  object: { vi: 'Phải là đối tượng.', en: 'Must be an object.' },
  uuid: { vi: 'Phải là UUID.', en: 'Must be a UUID.' },
  ip: { vi: 'Phải là địa chỉ IP.', en: 'Must be an IP address.' },
  in: { vi: 'Phải là một trong: {values}.', en: 'Must be one of: {values}.' },
  min: { vi: 'Phải từ {min} trở lên.', en: 'Must be {min} or more.' },
  max: { vi: 'Không được quá {max}.', en: 'Must be {max} or less.' },
  'min-length': { vi: 'Phải có ít nhất {min} ký tự.', en: 'Must have at least {min} characters.' },
  'max-length': { vi: 'Không được quá {max} ký tự.', en: 'Must have at most {max} characters.' },
  'array-max-size': { vi: 'Danh sách không được quá {max} mục.', en: 'Must have at most {max} items.' },
  'array-min-size': { vi: 'Danh sách phải có ít nhất {min} mục.', en: 'Must have at least {min} items.' },
  'array-unique': { vi: 'Các mục không được trùng nhau.', en: 'No item may come twice.' },
  'nested-validation': {
    vi: 'Phải là đối tượng hoặc danh sách đối tượng.',
    en: 'Must be an object or a list of objects.',
  },
  matches: { vi: 'Phải đúng dạng {pattern}', en: 'Must have the form {pattern}' },
  iso8601: { vi: 'Phải là thời điểm RFC 3339.', en: 'Must be an RFC 3339 instant.' },
};

const NUMBER_OF_DECIMALS: Localised = {
  vi: 'Phải là số, nhiều nhất {decimals} chữ số thập phân.',
  en: 'Must be a number of at most {decimals} decimal places.',
};

const ownWords = new Map<string, Localised>();

/** Gives a rule of a domain its words, which then stand alone in both languages. */
export function explainRule(rule: string, words: Localised): void {
  ownWords.set(rule, words);
}

/** The words of a rule, with their places still open; undefined when nobody has given it any. */
export function wordsOf({ rule, params }: Pick<FieldError, 'rule' | 'params'>): Localised | undefined {
  if (rule === 'number' && params?.decimals !== undefined) return NUMBER_OF_DECIMALS;
  return ownWords.get(rule) ?? MESSAGES[rule];
}

/** The sentence of one field error in the reader's language. */
export function fieldMessage(error: FieldError, language: Language): string {
  const words = error.message ?? wordsOf(error);
  return words ? fill(words[language], error.params) : error.rule;
}
