import { getMetadataStorage } from 'class-validator';
import type { FieldError } from '../../kernel/problem.js';
import { types } from './transformations.js';
import { ruleName } from './validation-rules.js';

/** Of a form, so many mistakes are told at once. */
export const MOST_ERRORS = 50;

/** In a value that no class describes, such as a set of keys. */
const MOST_PARTS = 1_000;

type Class = abstract new (...values: never[]) => object;

/** What a class says of its fields, as far as counting needs it. */
interface Counted {
  readonly fields: ReadonlySet<string>;
  /** Most items of a list, by field. */
  readonly most: ReadonlyMap<string, number>;
  /** The class of what stands in a field, by field. */
  readonly nested: ReadonlyMap<string, Class>;
}

const known = new Map<Class, Counted>();

/**
 * Lists that are too long, and fields by the hundred that nobody described: found by counting, before any item is looked at, since
 * looking at each costs far more than sending it.
 * @param value a body as it came, to be checked against `dto`
 */
export function countErrors(value: unknown, dto: Class, base = ''): FieldError[] {
  if (value === null || typeof value !== 'object') return [];
  const { fields, most, nested } = countedOf(dto);
  const errors: FieldError[] = [];
  const names = Object.keys(value);
  if (names.length > fields.size + MOST_ERRORS) return unknownAmong(names, fields, base);
  for (const name of names) {
    const inside = (value as Record<string, unknown>)[name];
    const max = most.get(name);
    const pointer = `${base}/${pointerPart(name)}`;
    if (Array.isArray(inside) && max !== undefined && inside.length > max) {
      errors.push({ pointer, rule: ruleName('arrayMaxSize'), params: { max } });
      continue;
    }
    const type = nested.get(name);
    if (!type) {
      if (partsOf(inside) > MOST_PARTS) errors.push({ pointer, rule: 'too-many-parts', params: { max: MOST_PARTS } });
      continue;
    }
    const items = Array.isArray(inside) ? (inside as unknown[]) : [inside];
    items.forEach((item, place) => {
      if (errors.length >= MOST_ERRORS) return;
      errors.push(...countErrors(item, type, Array.isArray(inside) ? `${pointer}/${place}` : pointer));
    });
  }
  return errors;
}

/** A field's name as RFC 6901 writes it in a pointer. */
export const pointerPart = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** How many values there are in one that no class describes, and in what is in it; no further than is asked for. */
function partsOf(value: unknown, sofar = 0): number {
  if (value === null || typeof value !== 'object') return sofar + 1;
  let parts = sofar;
  for (const inside of Object.values(value)) {
    parts = partsOf(inside, parts);
    if (parts > MOST_PARTS) break;
  }
  return parts;
}

function unknownAmong(names: readonly string[], fields: ReadonlySet<string>, base: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of names) {
    if (errors.length === MOST_ERRORS) break;
    if (!fields.has(name)) errors.push({ pointer: `${base}/${pointerPart(name)}`, rule: 'unknown-field' });
  }
  return errors;
}

function countedOf(dto: Class): Counted {
  const before = known.get(dto);
  if (before) return before;
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const fields = new Set(rules.map(({ propertyName }) => propertyName));
  const bounds = rules.filter(({ name }) => name === 'arrayMaxSize');
  const nested = [...fields].flatMap((field) => {
    const type = types.said(dto, field);
    return type && type !== Number && type !== Date ? [[field, type as Class] as const] : [];
  });
  const counted = {
    fields,
    most: new Map(bounds.map(({ propertyName, constraints }) => [propertyName, Number((constraints as unknown[])[0])])),
    nested: new Map(nested),
  };
  known.set(dto, counted);
  return counted;
}
