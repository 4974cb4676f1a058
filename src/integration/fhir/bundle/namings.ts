import type { Resource } from '../elements/element.js';
import { IDENTIFIED_TYPES } from './known-records.js';

/** A place in a resource that names a thing, as References looks for it: an address, or a search by identifier. */
export interface Naming {
  readonly path: string;
  readonly reference: string;
  /** Whether it says whom the resource is about, and not only somebody it has to do with. */
  readonly isMain: boolean;
}

/** Where the walk is: in which element of which resource, and whether that is the resource itself, and no contained one. */
interface At {
  readonly path: string;
  readonly element: string;
  readonly isOuter: boolean;
}

/** Elements of FHIR R4 resources that say whom the resource is about. */
const MAIN: ReadonlySet<string> = new Set([
  'subject',
  'patient',
  'beneficiary',
  'for',
  'individual',
  'candidate',
  'source',
]);

/** What an identifier alone may be of, by the element it stands in; elsewhere it may be anybody's. */
const BY_ELEMENT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries([...MAIN].map((element) => [element, ['Patient']])),
  basedOn: ['ServiceRequest'],
  request: ['ServiceRequest'],
  encounter: ['Encounter'],
  context: ['Encounter'],
};

export const searchFor = (type: string, system: string, value: string): string =>
  `${type}?identifier=${encodeURIComponent(system)}|${encodeURIComponent(value)}`;

/**
 * Everything that a resource, or what is contained in it, names. References to what is contained lead to nothing more: that is
 * looked at where it stands. Links between patients are no naming: there two are meant.
 */
export function namingsIn(resource: Resource, path: string): Naming[] {
  const found: Naming[] = [];
  walk(resource, { path, element: '', isOuter: true }, found);
  return found;
}

function walk(value: object, at: At, found: Naming[]): void {
  const { resourceType, identifier } = value as { resourceType?: unknown; identifier?: unknown };
  const isResource = typeof resourceType === 'string';
  const isPatient = isResource && resourceType === 'Patient';
  const isOuter = at.isOuter && (!isResource || at.element === '');
  if (isPatient && !isOuter) {
    for (const [place, one] of listOf(identifier).entries()) {
      name(['Patient'], one, { ...at, path: `${at.path}.identifier[${place}]`, isOuter }, found);
    }
  }
  for (const [key, child] of Object.entries(value)) {
    if (isPatient && key === 'link') continue;
    const inside = { path: `${at.path}.${key}`, element: isResource ? key : at.element, isOuter };
    if (key === 'reference' && typeof child === 'string') {
      if (!child.startsWith('#')) found.push({ path: inside.path, reference: child, isMain: isMain(inside) });
    } else if (key === 'identifier' && !isResource && !Array.isArray(child)) {
      name(typesOf(value, at.element), child, inside, found);
    } else if (Array.isArray(child)) {
      for (const [place, item] of (child as unknown[]).entries()) {
        if (isObject(item)) walk(item, { ...inside, path: `${inside.path}[${place}]` }, found);
      }
    } else if (isObject(child)) walk(child, inside, found);
  }
}

const isMain = ({ element, isOuter }: At): boolean => isOuter && MAIN.has(element);

/** Of which types an identifier may be: what the reference says itself, else what its element holds. */
function typesOf(reference: object, element: string): readonly string[] {
  const { type } = reference as { type?: unknown };
  if (typeof type !== 'string') return BY_ELEMENT[element] ?? [];
  return IDENTIFIED_TYPES.filter((known) => known === type);
}

function name(types: readonly string[], identifier: unknown, at: At, found: Naming[]): void {
  const { system, value } = (isObject(identifier) ? identifier : {}) as { system?: unknown; value?: unknown };
  if (typeof value !== 'string') return;
  for (const type of types) {
    const reference = searchFor(type, typeof system === 'string' ? system : '', value);
    found.push({ path: at.path, reference, isMain: isMain(at) });
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const isObject = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
