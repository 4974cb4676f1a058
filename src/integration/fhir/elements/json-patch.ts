import { isDeepStrictEqual } from 'node:util';

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}
type Container = Record<string, unknown> | unknown[];

/** A document after a JSON Patch (RFC 6902); undefined when an operation does not fit it, and then nothing is changed. */
export function applyPatch(document: object, operations: unknown): object | undefined {
  if (!Array.isArray(operations)) return undefined;
  const changed = structuredClone(document);
  const room: Room = { left: MOST_COPIED };
  return (operations as Operation[]).every((operation) => apply(changed, operation, room)) ? changed : undefined;
}

/** Characters that all copies of a patch may come to: one that copies the whole into itself doubles it each time. */
const MOST_COPIED = 1_000_000;
interface Room {
  left: number;
}

function apply(document: object, { op, path, from, value }: Operation, room: Room): boolean {
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
      return bring(document, place, from, room);
    case 'move':
      return bring(document, place, from);
    default:
      return false;
  }
}

/** @param room for a copy; what is moved takes none */
function bring(document: object, place: Place, from: unknown, room?: Room): boolean {
  const source = placeOf(document, from);
  if (!source) return false;
  const value = room ? valueAt(source) : remove(source);
  if (value === MISSING) return false;
  if (room) room.left -= JSON.stringify(value).length;
  return (room?.left ?? 0) >= 0 && add(place, structuredClone(value));
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

function valueAt({ container, key }: Place): unknown {
  return Object.hasOwn(container, key) ? (container as Record<string, unknown>)[key] : MISSING;
}

function add({ container, key }: Place, value: unknown): boolean {
  if (value === undefined) return false;
  if (!Array.isArray(container)) {
    container[key] = value;
    return true;
  }
  const at = key === '-' ? container.length : Number(key);
  if (!/^(?:0|[1-9]\d*|-)$/.test(key) || at > container.length) return false;
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
