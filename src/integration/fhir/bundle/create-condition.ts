import { Element, type Resource } from '../elements/element.js';
import { replaceReferences, without } from '../elements/walk.js';
import { contentHash } from './identity.js';
import type { Entry } from './read-bundle.js';

/** What a condition of a create (If-None-Exist) asks for. */
export type Asked = readonly (readonly [name: string, value: string])[];

export const askedBy = (condition: string): Asked => [...new URLSearchParams(condition.replace(/^\?/, ''))];

/** The one identifier that a condition names, where it names nothing else. */
export function identifierIn(asked: Asked): { system: string; value: string } | undefined {
  const [first] = asked;
  if (asked.length !== 1 || first?.[0] !== 'identifier') return undefined;
  const [system, value, ...more] = first[1].split('|');
  return system && value && more.length === 0 ? { system, value } : undefined;
}

/** What makes the conditions of two creates the same, whatever order they are written in; undefined where there is none. */
export function conditionOf({ ifNoneExist, resource, account }: Entry): string | undefined {
  if (ifNoneExist === undefined) return undefined;
  const asked = askedBy(ifNoneExist)
    .map((one) => one.join('='))
    .sort();
  return JSON.stringify([account.machine ?? '', resource.resourceType, ...asked]);
}

/**
 * Entries that say the same on the same condition as one: conditions are judged before anything of a Bundle is stored, so that each would be made.
 * What refers to the others refers to that one.
 */
export function onceEach(entries: readonly Entry[]): Entry[] {
  if (!entries.some(({ ifNoneExist }) => ifNoneExist !== undefined)) return [...entries];
  const once = merged(entries);
  // What said something else only because it referred to two that are one now says the same.
  return once.length === entries.length ? once : onceEach(once);
}

function merged(entries: readonly Entry[]): Entry[] {
  const first = new Map<string, Entry>();
  const elsewhere = new Map<string, string>();
  const kept: Entry[] = [];
  for (const entry of entries) {
    const condition = conditionOf(entry);
    const key = condition && `${condition} ${contentHash(without(entry.resource, 'id', 'meta', 'text'))}`;
    const same = key === undefined ? undefined : first.get(key);
    if (!same) {
      const own = { ...entry, also: [...(entry.also ?? [])] };
      if (key !== undefined) first.set(key, own);
      kept.push(own);
      continue;
    }
    same.also?.push(entry.index, ...(entry.also ?? []));
    const address = addressesOf(same)[0];
    for (const one of address === undefined ? [] : addressesOf(entry)) elsewhere.set(one, address!);
  }
  return elsewhere.size === 0 ? kept : kept.map((entry) => referring(entry, elsewhere));
}

/** By what others of the Bundle may refer to an entry. */
const addressesOf = ({ fullUrl, resource: { resourceType, id } }: Entry): string[] => [
  ...(fullUrl === undefined ? [] : [fullUrl]),
  ...(id === undefined ? [] : [`${resourceType}/${id}`]),
];

function referring(entry: Entry, elsewhere: ReadonlyMap<string, string>): Entry {
  const resource = replaceReferences(entry.resource, (reference) => elsewhere.get(reference)) as Resource;
  return { ...entry, resource, element: new Element(resource, entry.path, entry.element.reading) };
}
