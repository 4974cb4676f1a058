import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import { hospitalDate } from '../../config/hospital-time.js';
import { foldName } from '../name.rules.js';
import { parsePartialDate } from '../partial-date.js';
import { normalisePhone } from '../phone.rules.js';

/** A person's name: 1 to 200 characters with at least one letter, and no control characters. */
export function IsPersonName(options?: ValidationOptions): PropertyDecorator {
  const fits = (value: unknown) =>
    typeof value === 'string' && value.length <= 200 && /\p{L}/u.test(foldName(value)) && !/\p{Cc}/u.test(value);
  return checkedBy('personName', 'must be a name of 1 to 200 characters with at least one letter', fits, options);
}

/** A FHIR partial date that exists and is not in the future: `1950`, `1950-03` or `1950-03-07`. */
export function IsPartialDate(options?: ValidationOptions): PropertyDecorator {
  const fits = (value: unknown) => typeof value === 'string' && parsePartialDate(value, hospitalDate()) !== undefined;
  return checkedBy('partialDate', 'must be a past date such as 1950, 1950-03 or 1950-03-07', fits, options);
}

/** A phone number: 10 digits, or with its country code. */
export function IsPhone(options?: ValidationOptions): PropertyDecorator {
  const fits = (value: unknown) => typeof value === 'string' && normalisePhone(value) !== undefined;
  return checkedBy('phone', 'must be a phone number such as 0903123456 or +84903123456', fits, options);
}

function checkedBy(
  name: string,
  message: string,
  validate: (value: unknown) => boolean,
  options?: ValidationOptions,
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, isArray: options?.each === true }),
    ValidateBy({ name, validator: { validate, defaultMessage: () => message } }, options),
  );
}
