import { applyDecorators } from '@nestjs/common';
import type { ValidationOptions } from 'class-validator';
import { hospitalDate } from '../../../kernel/hospital-time.js';
import { ownRule } from '../../../platform/routes/own-rule.js';
import { foldName, formatsInvisibly } from '../name.rules.js';
import { parsePartialDate } from '../../datatypes/partial-date.js';
import { normalisePhone } from '../phone.rules.js';

/** A person's name: 1 to 200 characters with at least one letter, and no control characters. */
export function IsPersonName(options?: ValidationOptions): PropertyDecorator {
  const words = {
    vi: 'Phải là họ tên từ 1 đến 200 ký tự, có ít nhất một chữ cái.',
    en: 'Must be a name of 1 to 200 characters with at least one letter.',
  };
  const fits = (text: string) => text.length <= 200 && /\p{L}/u.test(foldName(text)) && !/\p{Cc}/u.test(text);
  const unseen = {
    vi: 'Không được có ký tự định dạng vô hình, ví dụ dấu đảo chiều chữ.',
    en: 'Must not hold invisible formatting characters, such as the one that turns the line round.',
  };
  return applyDecorators(
    ownRule('person-name', words, fits, options),
    ownRule('invisible-character', unseen, (text) => !formatsInvisibly(text), options),
  );
}

/** A FHIR partial date that exists and is not in the future: `1950`, `1950-03` or `1950-03-07`. */
export function IsPartialDate(options?: ValidationOptions): PropertyDecorator {
  const words = {
    vi: 'Phải là ngày có thật, không ở tương lai, ví dụ 1950, 1950-03 hoặc 1950-03-07.',
    en: 'Must be a date that exists and is not in the future, such as 1950, 1950-03 or 1950-03-07.',
  };
  return ownRule('partial-date', words, (text) => parsePartialDate(text, hospitalDate()) !== undefined, options);
}

/** A phone number: 10 digits, or with its country code. */
export function IsPhone(options?: ValidationOptions): PropertyDecorator {
  const words = {
    vi: 'Phải là số điện thoại, ví dụ 0903123456 hoặc +84903123456.',
    en: 'Must be a phone number, such as 0903123456 or +84903123456.',
  };
  return ownRule('phone', words, (text) => normalisePhone(text) !== undefined, options);
}
