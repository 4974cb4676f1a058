import { isDeepStrictEqual } from 'node:util';

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}
type Container = Record<string, unknown> | unknown[];

/** More than anybody patches by hand or by program, in one request. */
const MOST_OPERATIONS = 500;
/** What all copies of a patch may add, as JSON: copies of copies double. */
const MOST_COPIED = 262_144;

/**
 * A document after a JSON Patch (RFC 6902); undefined when an operation does not fit it, when there are none or more than 500, or when copies
 * add more than a quarter of a mebibyte. The document itself stays as it is.
 */
export function applyPatch(document: object, operations: unknown): object | undefined {
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > MOST_OPERATIONS) return undefined;
  const changed = structuredClone(document);
  const copies = { left: MOST_COPIED };
  return operations.every((operation) => apply(changed, operation, copies)) ? changed : undefined;
}

function apply(document: object, operation: unknown, copies: { left: number }): boolean {
  if (operation === null || typeof operation !== 'object') return false;
  const { op, path, from, value } = operation as Operation;
  const place = placeOf(document, path);
  if (!place) return false;
  switch (op) {
    case 'add':
      return add(place, value);
    case 'remove':
      return remove(place) !== MISSING;
    case 'replace':
      return remove(place) !== MISSING && add(place, value);
    case 'test':
      return isDeepStrictEqual(valueAt(place), value);
    case 'copy':
      return copy(document, place, from, copies);
    case 'move':
      return move(document, place, from);
    default:
      return false;
  }
}

function copy(document: object, place: Place, from: unknown, copies: { left: number }): boolean {
  const source = placeOf(document, from);
  const value = source ? valueAt(source) : MISSING;
  if (value === MISSING) return false;
  copies.left -= JSON.stringify(value).length;
  return copies.left >= 0 && add(place, structuredClone(value));
}

function move(document: object, place: Place, from: unknown): boolean {
  const source = placeOf(document, from);
  const value = source ? remove(source) : MISSING;
  return value !== MISSING && add(place, value);
}

interface Place {
  readonly container: Container;
  readonly key: string;
}
const MISSING = Symbol('missing');

/** What a JSON Pointer (RFC 6901) names; undefined where nothing could be. */
function placeOf(document: object, pointer: unknown): Place | undefined {
  if (typeof pointer !== 'string' || !pointer.startsWith('/')) return undefined;
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const key = keys.pop()!;
  let container: unknown = document;
  for (const step of keys) {
    if (container === null || typeof container !== 'object' || !Object.hasOwn(container, step)) return undefined;
    container = (container as Record<string, unknown>)[step];
  }
  const isOne = container !== null && typeof container === 'object' && !(key in Object.prototype);
  return isOne ? { container: container as Container, key } : undefined;
}

/** The place of an item, or `-` behind the last (RFC 6901). */
const INDEX = /^(?:0|[1-9]\d*|-)$/;

function valueAt({ container, key }: Place): unknown {
  if (Array.isArray(container) && !INDEX.test(key)) return MISSING;
  return Object.hasOwn(container, key) ? (container as Record<string, unknown>)[key] : MISSING;
}

function add({ container, key }: Place, value: unknown): boolean {
  if (value === undefined) return false;
  if (!Array.isArray(container)) {
    container[key] = value;
    return true;
  }
  const at = key === '-' ? container.length : Number(key);
  if (!INDEX.test(key) || at > container.length) return false;
  container.splice(at, 0, value);
  return true;
}

function remove(place: Place): unknown {
  const { container, key } = place;
  const value = valueAt(place);
  if (value === MISSING) return MISSING;
  if (Array.isArray(container)) container.splice(Number(key), 1);
  else delete container[key];
  return value;
}
