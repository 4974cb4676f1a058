import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { httpProblems, Problem, type FieldError } from './problem.js';

/** Checks every body and query against its DTO: unknown fields are refused, every broken rule is named. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new Problem(httpProblems.validation, { errors: flatten(errors) }),
  });
}

const RULE_NAMES: Readonly<Record<string, string>> = { whitelistValidation: 'unknown-field' };

function flatten(errors: readonly ValidationError[], base = ''): FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${base}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      pointer,
      rule: RULE_NAMES[rule] ?? kebab(rule),
      params: { text: message, ...(error.contexts?.[rule] as object | undefined) },
    }));
    return [...own, ...flatten(error.children ?? [], pointer)];
  });
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^is-/, '');
