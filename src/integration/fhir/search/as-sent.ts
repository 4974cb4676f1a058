import { checkIdentifier } from '../../../clinical/patients/identifier.rules.js';
import { Element, Reading, type Resource } from '../elements/element.js';
import { without } from '../elements/walk.js';
import type { ResourceMap } from '../maps/resource-map.js';

type Elements = Record<string, unknown>;

/** Elements that come in one of several types: only one of them may stand. */
const CHOICES = ['value', 'effective', 'onset', 'abatement', 'medication', 'deceased', 'multipleBirth'];

/**
 * A resource in the sender's own words, as far as they still say what the record says. Elements the map does not read
 * come from what was sent; of those it reads, the record's word counts wherever it says anything else.
 */
export function inTheSendersWords<Facts>(map: ResourceMap<Facts>, kept: Resource, now: Elements): Elements {
  const sent = map.show(understood(map, kept)) as Elements;
  const elements: Elements = without(kept, 'resourceType', 'id', 'meta');
  const result: Elements = { ...elements };
  let isChanged = false;
  for (const name of new Set([...Object.keys(sent), ...Object.keys(now)])) {
    const choice = CHOICES.find((stem) => name.startsWith(stem));
    const isSaid = name in elements || (choice && Object.keys(elements).some((one) => one.startsWith(choice)));
    if (name === 'identifier' || (map.sendersOwn?.includes(name) && isSaid)) continue;
    if (isSaidSame(map, name, sent[name], now[name])) continue;
    // What nobody said when it came, such as when it was recorded or when a visit began, is no change of what was said.
    isChanged ||= Boolean(isSaid);
    if (choice) for (const other of Object.keys(result)) if (other.startsWith(choice)) delete result[other];
    if (name in now) result[name] = now[name];
    else delete result[name];
  }
  // A narrative says what was sent: beside something else it would contradict it, unless it tells what no element does.
  if (isChanged && (result.text as { status?: unknown } | undefined)?.status !== 'additional') delete result.text;
  const named = identifiers(elements.identifier, now.identifier);
  return { ...result, ...(named.length > 0 && { identifier: named }) };
}

/**
 * What the map made of it when it came. Contained resources can be looked into; others of its Bundle no more, so that
 * what they said differs from the record, and the record's own word counts.
 */
function understood<Facts>(map: ResourceMap<Facts>, kept: Resource): Facts {
  const root = new Element(kept, map.type, new Reading());
  return map.read(root, (reference) => {
    const { reference: wanted } = (reference?.value ?? {}) as { reference?: unknown };
    const contained = root.all('contained').find(({ value }) => `#${String((value as Elements).id)}` === wanted);
    return contained ?? new Element({ code: { text: wanted } }, map.type, root.reading);
  });
}

/** Whether an element says the same in two readings of a resource. */
export const isSaidSame = (map: Pick<ResourceMap<never>, 'compared'>, name: string, one: unknown, other: unknown) =>
  same(map.compared ? map.compared(name, one) : one, map.compared ? map.compared(name, other) : other);

const same = (one: unknown, other: unknown) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted((value as Elements)[key])]),
  );
}

interface Identifier {
  readonly use?: string;
  readonly system?: unknown;
  readonly value?: unknown;
  readonly period?: object;
}

/** The sender's identifiers with all they say of them, and ours; that one is retired here, counts more than their word. */
function identifiers(sent: unknown, now: unknown): unknown[] {
  const own = (now ?? []) as Identifier[];
  const retired = new Map(own.filter(({ use }) => use === 'old').map((one) => [nameOf(one), one]));
  const theirs = (Array.isArray(sent) ? (sent as Identifier[]) : []).map((one) => {
    const old = retired.get(nameOf(one));
    return old ? { ...one, use: old.use, period: { ...one.period, ...old.period } } : one;
  });
  const known = new Set(theirs.map(nameOf));
  return [...theirs, ...own.filter((one) => !known.has(nameOf(one)))];
}

/** What an identifier is, however it is written: ours have short names for their systems, and spaces do not count. */
function nameOf({ system, value }: Identifier): string {
  const checked = typeof system === 'string' && typeof value === 'string' && checkIdentifier(system, value);
  return JSON.stringify(checked && checked.ok ? [checked.system, checked.value] : [system, value]);
}
