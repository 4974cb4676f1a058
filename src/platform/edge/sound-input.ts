import { getMetadataStorage, type ValidationArguments, type ValidatorConstraintInterface } from 'class-validator';
import { PLAIN_TO_CLASS, transforms, types, type Class, type Shape } from './transformations.js';

/**
 * Reads an input that is sound in every way, as nearly all are, at a fraction of what class-transformer and class-validator take: both look up
 * anew what a class says of a field, for each field of each value, and class-validator makes the error of each field before it looks. The rules
 * are theirs, declared once and asked one by one. Whatever breaks one, or is declared in a way that is not known here, is left to them.
 */

type Condition = (object: object, value: unknown) => boolean;
/** A rule as class-validator keeps it. */
type Declared = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

interface Rule {
  readonly each: boolean;
  readonly constraints: unknown[];
  readonly validator: ValidatorConstraintInterface;
  readonly validateIf?: Condition;
}

interface Field {
  readonly name: string;
  readonly isNumber: boolean;
  /** Of what stands in it, where that is described by a class. */
  readonly of?: Class;
  readonly isNested: boolean;
  /** What else becomes of a value that is there. */
  readonly shapes: readonly Shape[];
  /** What must all hold for the rules to count. */
  readonly conditions: readonly Condition[];
  readonly rules: readonly Rule[];
}
type Fields = ReadonlyMap<string, Field>;

const known = new Map<Class, Fields | undefined>();
/** No value: what was given cannot be read here. */
const UNREAD = Symbol('unread');

/** @returns what the pipe would make of it; undefined when that is for the pipe to say. What was given stays as it is. */
export function soundInput(given: unknown, dto: Class): object | undefined {
  const fields = fieldsOf(dto);
  if (!fields || !isPlain(given)) return undefined;
  const made = new dto() as Record<string, unknown>;
  for (const name of Object.keys(given)) {
    const field = fields.get(name);
    if (!field) return undefined;
    const value = read(given[name], field);
    if (value === UNREAD) return undefined;
    made[name] = field.shapes.length === 0 ? value : shaped(value, field, given);
  }
  for (const field of fields.values()) if (!isSound(made, field, dto)) return undefined;
  return made;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return kind === Object.prototype || kind === null;
}

const isPrimitive = (value: unknown): boolean => value === null || typeof value !== 'object';

function read(value: unknown, { of, isNumber }: Field): unknown {
  if (Array.isArray(value)) {
    if (isNumber) return UNREAD;
    const items: unknown[] = [];
    for (const item of value) {
      const one = of ? soundInput(item, of) : isPrimitive(item) ? (item as unknown) : undefined;
      if (one === undefined) return UNREAD;
      items.push(one);
    }
    return items;
  }
  if (value === null || value === undefined) return value;
  if (typeof value === 'object') return (of && soundInput(value, of)) ?? UNREAD;
  if (of) return UNREAD;
  return isNumber ? Number(value) : value;
}

function shaped(value: unknown, { name, shapes }: Field, given: object): unknown {
  let now = value;
  for (const shape of shapes) now = shape({ value: now, key: name, obj: given, type: PLAIN_TO_CLASS, options: {} });
  return now;
}

function isSound(made: Record<string, unknown>, field: Field, dto: Class): boolean {
  const value = made[field.name];
  for (const condition of field.conditions) if (!condition(made, value)) return true;
  for (const rule of field.rules) if (!keeps(made, value, rule, field, dto)) return false;
  // What was read into a class is sound; anything else is nothing that may stand there.
  return !field.isNested || value === undefined || (field.of !== undefined && value !== null);
}

function keeps(
  made: object,
  value: unknown,
  rule: Rule,
  { name: property }: Field,
  { name: targetName }: Class,
): boolean {
  if (rule.validateIf && !rule.validateIf(made, value)) return true;
  const { validator, constraints } = rule;
  const about: ValidationArguments = { targetName, property, object: made, value, constraints };
  if (!rule.each || !Array.isArray(value)) return validator.validate(value, about) === true;
  for (const item of value) if (validator.validate(item, about) !== true) return false;
  return true;
}

/** Undefined of a class that says something which is not known here, or nothing at all. */
function fieldsOf(dto: Class): Fields | undefined {
  if (known.has(dto)) return known.get(dto);
  const fields = describe(dto);
  known.set(dto, fields);
  return fields;
}

function describe(dto: Class): Fields | undefined {
  const storage = getMetadataStorage();
  const declared = storage.getTargetValidationMetadatas(dto, '', false, false);
  const fields = new Map<string, Field>();
  for (const [name, rules] of Object.entries(storage.groupByPropertyName(declared))) {
    const field = describeField(dto, name, rules);
    if (!field) return undefined;
    fields.set(name, field);
  }
  // What an instance has from the start is refused as well where nobody described it.
  const isWhole = fields.size > 0 && Object.keys(new dto()).every((name) => fields.has(name));
  return isWhole && !transforms.exposesOrExcludes(dto) ? fields : undefined;
}

function describeField(dto: Class, name: string, declared: readonly Declared[]): Field | undefined {
  const of = types.of(dto, name);
  const shapes = transforms.of(dto, name);
  const rules = declared.filter(({ type }) => type === 'customValidation').map(ruleOf);
  const isKnown = of !== 'unknown' && shapes && rules.every((rule) => rule !== undefined);
  // A name that every instance has is no field that a value could be put into.
  if (!isKnown || name in (dto.prototype as object) || !declared.every(({ type }) => KNOWN.has(type))) return undefined;
  const isNested = declared.some(({ type }) => type === 'nestedValidation');
  if (typeof of === 'function' && shapes.length > 0) return undefined;
  return {
    ...{ name, isNumber: of === 'number', of: typeof of === 'function' ? of : undefined, isNested, shapes, rules },
    conditions: declared
      .filter(({ type }) => type === 'conditionalValidation')
      .map(({ constraints }) => (constraints as Condition[])[0]!),
  };
}

const KNOWN: ReadonlySet<string> = new Set([
  'customValidation',
  'nestedValidation',
  'conditionalValidation',
  'whitelistValidation',
]);

function ruleOf({
  constraintCls,
  constraints,
  each,
  validateIf,
}: Declared & { validateIf?: Condition }): Rule | undefined {
  const [only, ...more] = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  if (!only || more.length > 0 || only.async) return undefined;
  return { each, constraints: constraints as unknown[], validator: only.instance, validateIf };
}
