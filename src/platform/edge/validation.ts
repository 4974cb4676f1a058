import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import type { Localised } from '../../kernel/language.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import { bodyMayBeAbsent } from '../routes/may-be-absent.js';
import { errorsAcross } from '../routes/rules-across.js';
import { countErrors, MOST_ERRORS, pointerPart } from './counts.js';
import { rememberRules } from './known-rules.js';
import { soundInput } from './sound-input.js';
import { paramsOfRule, ruleName } from './validation-rules.js';

rememberRules();

/** Counts what came before it looks at any of it. */
class CountingPipe extends ValidationPipe {
  override transform(given: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // A text that is to be a text, such as an id of the address, breaks no rule and becomes nothing else.
    if (metadata.metatype === String && typeof given === 'string') return Promise.resolve(given);
    const isLeftOut = metadata.type === 'body' && given === undefined && bodyMayBeAbsent(metadata.metatype);
    const value = isLeftOut ? {} : given;
    // What no class describes, FHIR resources for one, is counted by who reads it.
    const isDescribed = metadata.type === 'body' && this.toValidate(metadata);
    const errors = isDescribed ? (unlikeAll(value) ?? countErrors(value, metadata.metatype!)) : [];
    if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
    const sound = this.toValidate(metadata) ? soundInput(value, metadata.metatype as new () => object) : undefined;
    if (sound) return Promise.resolve(sound);
    const checked = super.transform(value, metadata) as Promise<unknown>;
    return metadata.type === 'body' ? checked : checked.catch(namingParameters);
  }
}

/** A list is no body of ours: to name each of its items as a field that nobody knows would say nothing. */
const unlikeAll = (body: unknown): FieldError[] | undefined =>
  Array.isArray(body) ? [{ pointer: '', rule: 'object' }] : undefined;

/** Parameters are named as they are sent: a pointer leads into a body. @throws the same problem */
function namingParameters(error: unknown): never {
  if (!(error instanceof Problem)) throw error;
  const errors = error.options.errors?.map((each) => ({ ...each, pointer: each.pointer.replace(/^\//, '') }));
  throw new Problem(error.kind, { ...error.options, errors });
}

/** Checks every body and query against its DTO: unknown fields are refused, every broken rule is named. */
export function createValidationPipe(): ValidationPipe {
  return new CountingPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    // Neither leaves this file: the one tells the bounds of a rule, the other whether anything was there.
    validationError: { target: true, value: true },
    exceptionFactory: (errors) =>
      new Problem(httpProblems.validation, {
        errors: [...flatten(errors), ...errorsAcross(errors)].slice(0, MOST_ERRORS),
      }),
  });
}

/** What a value is at all. One that is not, breaks every other rule of its field too, which says nothing more. */
const KINDS = ['isArray', 'isObject', 'isString', 'isInt', 'isNumber', 'isBoolean', 'nestedValidation', 'isNotEmpty'];

/** As many as are named: what a field breaks is looked up rule by rule. */
function flatten(errors: readonly ValidationError[], base = '', named: FieldError[] = []): FieldError[] {
  for (const error of errors) {
    if (named.length >= MOST_ERRORS) break;
    const pointer = `${base}/${pointerPart(error.property)}`;
    named.push(...ownErrors(error, pointer));
    flatten(error.children ?? [], pointer, named);
  }
  return named;
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
