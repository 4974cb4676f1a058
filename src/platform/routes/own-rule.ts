import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import type { Localised } from '../../kernel/language.js';
import { explainRule } from './validation-messages.js';

/**
 * A rule of ours for a field that is text: its stable name (kebab-case, as answers carry it), its words, and the test.
 * @param format of the OpenAPI schema, such as `date-time`
 */
export function ownRule(
  rule: string,
  words: Localised,
  fits: (value: string) => boolean,
  { format, ...options }: ValidationOptions & { readonly format?: string } = {},
): PropertyDecorator {
  explainRule(rule, words);
  const validate = (value: unknown) => typeof value === 'string' && fits(value);
  return applyDecorators(
    ApiProperty({ type: String, isArray: options.each === true, format }),
    ValidateBy({ name: rule, validator: { validate, defaultMessage: () => words.en } }, options),
  );
}
