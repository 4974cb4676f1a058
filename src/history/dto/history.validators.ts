import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';
import { parsePartialInstant } from '../partial-instant.js';

/** A past year, month, day or instant that exists: `2015`, `2015-03`, `2015-03-07`, `2015-03-07T08:30:00+07:00`. */
export function IsPastPartialInstant(): PropertyDecorator {
  const validate = (value: unknown) =>
    typeof value === 'string' && parsePartialInstant(value, new Date()) !== undefined;
  const defaultMessage = () => 'must be a past year, month, day or instant such as 2015, 2015-03 or 2015-03-07';
  return applyDecorators(
    ApiProperty({ type: String }),
    ValidateBy({ name: 'pastPartialInstant', validator: { validate, defaultMessage } }),
  );
}

/** A field of a merge patch that may be left out, but not emptied: null is refused. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
