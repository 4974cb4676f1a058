import type { FhirRule } from '../fhir.errors.js';
import type { Reading } from './element.js';

/** More than any report, prescription or bill has of anything. */
export const MOST_ITEMS = 1_000;

/** Addresses, ids and conditions: what is looked up by patterns must be short. FHIR R4 gives ids 64 characters. */
export const LONGEST_ADDRESS = 2_048;
const ADDRESSES: ReadonlySet<string> = new Set([
  'reference',
  'fullUrl',
  'url',
  'id',
  'ifNoneExist',
  'source',
  'system',
]);

interface Excess {
  /** Names and places from the inside outwards. */
  readonly path: string[];
  readonly rule: FhirRule;
  readonly max: number;
}

/**
 * Refuses a resource that has more of anything than is looked at, before any of it is looked at.
 * @returns whether all of it is within bounds
 */
export function withinBounds(resource: object, path: string, reading: Reading): boolean {
  const excess = excessIn(resource);
  if (!excess) return true;
  reading.refuse(path + excess.path.reverse().join(''), excess.rule, { max: excess.max });
  return false;
}

function excessIn(value: unknown): Excess | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) {
    if (value.length > MOST_ITEMS) return { path: [], rule: 'too-many', max: MOST_ITEMS };
    for (const [place, item] of (value as unknown[]).entries()) {
      const found = excessIn(item);
      if (found) return below(found, `[${place}]`);
    }
    return undefined;
  }
  for (const [name, child] of Object.entries(value)) {
    if (typeof child === 'string') {
      if (child.length > LONGEST_ADDRESS && ADDRESSES.has(name)) {
        return { path: [`.${name}`], rule: 'too-long', max: LONGEST_ADDRESS };
      }
    } else {
      const found = excessIn(child);
      if (found) return below(found, `.${name}`);
    }
  }
  return undefined;
}

function below(found: Excess, step: string): Excess {
  found.path.push(step);
  return found;
}
