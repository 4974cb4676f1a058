import type { Localised } from '../../kernel/language.js';

/** Words for the rules of class-validator; `{places}` are bounds, as validation-rules.ts names them. */
export const VALIDATION_WORDS: Readonly<Record<string, Localised>> = {
  'unknown-field': { vi: 'Trường này không được hỗ trợ.', en: 'This field is not supported.' },
  'duplicate-key': {
    vi: 'Tên này có hai lần trong cùng một đối tượng.',
    en: 'This name stands twice in one object.',
  },
  required: { vi: 'Bắt buộc phải có.', en: 'This is required.' },
  'not-null': { vi: 'Không được bỏ trống.', en: 'This cannot be emptied.' },
  string: { vi: 'Phải là chữ.', en: 'Must be text.' },
  'not-empty': { vi: 'Không được để trống.', en: 'Must not be empty.' },
  int: { vi: 'Phải là số nguyên.', en: 'Must be a whole number.' },
  number: { vi: 'Phải là số.', en: 'Must be a number.' },
  boolean: { vi: 'Hãy chọn có hoặc không.', en: 'Choose yes or no.' },
  array: { vi: 'Phải là danh sách.', en: 'Must be a list.' },
  object: { vi: 'Phải gồm các mục có tên.', en: 'Must be a set of named parts.' },
  uuid: { vi: 'Mã định danh không đúng dạng.', en: 'This is not an id of the hospital record.' },
  ip: { vi: 'Phải là địa chỉ IP.', en: 'Must be an IP address.' },
  in: { vi: 'Hãy chọn một giá trị có trong danh sách.', en: 'Choose one of the values on the list.' },
  min: { vi: 'Phải từ {min} trở lên.', en: 'Must be {min} or more.' },
  max: { vi: 'Không được quá {max}.', en: 'Must be {max} or less.' },
  'min-length': { vi: 'Phải có ít nhất {min} ký tự.', en: 'Must have at least {min} {min|character|characters}.' },
  'max-length': { vi: 'Không được quá {max} ký tự.', en: 'Must have at most {max} {max|character|characters}.' },
  'array-max-size': { vi: 'Danh sách không được quá {max} mục.', en: 'Must have at most {max} {max|item|items}.' },
  'too-many-parts': { vi: 'Không được có quá {max} phần.', en: 'Must have at most {max} {max|part|parts}.' },
  'array-min-size': { vi: 'Danh sách phải có ít nhất {min} mục.', en: 'Must have at least {min} {min|item|items}.' },
  'array-not-empty': { vi: 'Danh sách không được để trống.', en: 'The list must not be empty.' },
  positive: { vi: 'Phải lớn hơn 0.', en: 'Must be more than 0.' },
  equals: { vi: 'Không phải giá trị được chấp nhận.', en: 'This value is not accepted here.' },
  'array-unique': { vi: 'Các mục không được trùng nhau.', en: 'No item may come twice.' },
  'nested-validation': {
    vi: 'Phải là một mục có đủ các phần, hoặc danh sách các mục như vậy.',
    en: 'Must be an entry with its parts, or a list of such entries.',
  },
  matches: { vi: 'Không đúng dạng quy định.', en: 'This does not have the required form.' },
  iso8601: {
    vi: 'Phải là thời điểm đủ ngày, giờ và múi giờ.',
    en: 'Must be a moment with its day, time and time zone.',
  },
};

/** Of a number that may have some decimals. */
export const NUMBER_OF_DECIMALS: Localised = {
  vi: 'Phải là số có nhiều nhất {decimals} chữ số sau dấu phẩy.',
  en: 'Must be a number with at most {decimals} {decimals|digit|digits} after the decimal point.',
};
