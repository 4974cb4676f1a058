import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { Localised } from '../../kernel/language.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import { errorsAcross } from '../routes/rules-across.js';
import { paramsOfRule, ruleName } from './validation-rules.js';

/** Checks every body and query against its DTO: unknown fields are refused, every broken rule is named. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    // Neither leaves this file: the one tells the bounds of a rule, the other whether anything was there.
    validationError: { target: true, value: true },
    exceptionFactory: (errors) =>
      new Problem(httpProblems.validation, { errors: [...flatten(errors), ...errorsAcross(errors)] }),
  });
}

/** What a value is at all. One that is not, breaks every other rule of its field too, which says nothing more. */
const KINDS = ['isArray', 'isObject', 'isString', 'isInt', 'isNumber', 'isBoolean', 'nestedValidation', 'isNotEmpty'];

function flatten(errors: readonly ValidationError[], base = ''): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${base}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [...ownErrors(error, pointer), ...flatten(error.children ?? [], pointer)];
  });
}

function ownErrors(
  { constraints = {}, contexts, value, target, property }: ValidationError,
  pointer: string,
): FieldError[] {
  const broken = Object.keys(constraints);
  if (broken.length === 0) return [];
  if (broken.includes('whitelistValidation')) return [{ pointer, rule: 'unknown-field' }];
  if (value === undefined) return [{ pointer, rule: 'required' }];
  if (value === null) return [{ pointer, rule: 'not-null' }];
  const kind = KINDS.find((rule) => broken.includes(rule));
  const named = kind ? [kind] : broken;
  return named.map((rule) => ({
    pointer,
    rule: ruleName(rule),
    params: paramsOfRule(target, property, rule),
    // A field may tell in words what its form is.
    message: contexts?.[rule] as Localised | undefined,
  }));
}
