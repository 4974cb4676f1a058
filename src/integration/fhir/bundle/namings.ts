import type { Resource } from '../elements/element.js';
import { checkIdentifier, identifierKind } from '../../../clinical/patients/identifier.rules.js';
import { MAY_BE_ABOUT_NOBODY } from '../elements/about-nobody.js';
import { RESOURCE_TYPES } from '../elements/resource-types.js';
import { VISIT_NUMBER_SYSTEM } from '../maps/encounter.map.js';
import { ORDER_NUMBER_SYSTEM } from '../maps/service-request.map.js';
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
  /** Whether an identifier here is that of who acts, is related or takes part. */
  readonly isOfSomebodyElse: boolean;
  /** Whether it is within what an extension refers to, which is none of those by its element. */
  readonly isValue: boolean;
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

/** Resources whose identifiers are a person's or a house's own: a doctor, or a mother, may be a patient here as well. */
const PEOPLE: ReadonlySet<string> = new Set([
  'Organization',
  'Person',
  'Practitioner',
  'PractitionerRole',
  'RelatedPerson',
]);

/** Elements that hold who acts, by an identifier of their own. */
const ACTING: ReadonlySet<string> = new Set(
  (
    'performer requester author recorder asserter attester custodian practitioner actor participant sender recipient collector enterer ' +
    'provider insurer generalPractitioner managingOrganization contact payor informationSource reporter'
  ).split(' '),
);

const URI = /^[a-z][a-z0-9+.-]*:/i;
/** A UUID is of one thing, wherever it stands. */
const UUID = /^\s*(urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$/i;
const PATIENT_WITHIN = /\bpatients?\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9a-z-])/gi;
const UUIDS_WITHIN = /(?<![0-9a-z-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z-])/gi;
const LONGEST_ADDRESS = 1000;
/** A search by conditions of which one is what a thing is called, wherever it stands among them. */
const BY_CONDITIONS = /(?:^|\/)(Patient|ServiceRequest|Encounter)\?(.+)$/;
/** A reference is to one thing: whatever gives more ways to call it gives no more names of it. */
const MOST_ALTERNATIVES = 20;
const CALLED = /^(?:(subject|patient)(?::Patient)?\.)?identifier(?::exact)?$/;
/** Of one thing, wherever it is. */
const ADDRESS = /^(?:.*\/)?([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[^/]+)?$/;

/** Kinds of identifiers (HL7 v2-0203) that people have. */
const OF_PEOPLE: ReadonlySet<unknown> = new Set([
  'MR',
  'MRT',
  'PI',
  'PT',
  'NI',
  'NH',
  'NIIP',
  'HC',
  'JHN',
  'SS',
  'PPN',
  'SB',
]);
/** Numbers of ours that are of a record, by their systems. */
const NUMBERED: ReadonlyMap<string, string> = new Map([
  [ORDER_NUMBER_SYSTEM, 'ServiceRequest'],
  [VISIT_NUMBER_SYSTEM, 'Encounter'],
]);
/** A number that says by its form that it is somebody's: one of the hospital, of a citizen, of a whole card. */
const SOMEBODYS = /^(?:\d{5}-\d{8}|\d{12}|[A-Z]{2}[1-5]\d{12})$/;

/** A search for what has an identifier. One of ours is written as it is kept: in other spaces or digits it is the same. */
export function searchFor(type: string, system: string, value: string): string {
  const checked = type === 'Patient' ? checkIdentifier(system, value) : { ok: false as const };
  const kept = checked.ok ? checked : { system, value };
  return `${type}?identifier=${encodeURIComponent(kept.system)}|${encodeURIComponent(kept.value)}`;
}

/**
 * Everything that a resource, or what is contained in it, names: references, identifiers and addresses in whatever element or extension
 * they stand, but for the resource's own identifiers where it is a Patient. References to what is contained lead to nothing more: that is
 * looked at where it stands. Links between patients are no naming: there two are meant.
 */
export function namingsIn(resource: Resource, path: string): Naming[] {
  const found: Naming[] = [];
  walk(resource, { path, element: '', isOuter: true, isOfSomebodyElse: false, isValue: false }, found);
  return found;
}

function walk(value: object, at: At, found: Naming[]): void {
  const { resourceType } = value as { resourceType?: unknown };
  const isResource = typeof resourceType === 'string';
  const isPatient = resourceType === 'Patient';
  const isOuter = at.isOuter && (!isResource || at.element === '');
  const isOfSomebodyElse = isResource
    ? PEOPLE.has(resourceType)
    : !at.isValue && (at.isOfSomebodyElse || ACTING.has(at.element));
  const here = { ...at, isOuter, isOfSomebodyElse };
  nameByIdentifier(value, here, found);
  for (const [key, child] of Object.entries(value)) {
    if (isPatient && (key === 'link' || (key === 'identifier' && isOuter))) continue;
    const inside = {
      ...here,
      path: `${at.path}.${key}`,
      element: isResource ? key : at.element,
      isValue: key === 'valueReference' || (at.isValue && !isResource),
    };
    if (key === 'identifier' && !isResource && !Array.isArray(child)) {
      nameByType(typesOf(value, at.element), child, inside, found);
    }
    if (typeof child === 'string') {
      if (key === 'id' ? isPatient && !isOuter : key !== 'fullUrl') nameByAddress(key, child, inside, found);
    } else if (Array.isArray(child)) walkList(child, isPatient && key === 'identifier', inside, found);
    else if (isObject(child)) walk(child, inside, found);
  }
}

/** @param isOfPatient whether these are a contained patient's own identifiers, who may be known by any of them */
function walkList(list: readonly unknown[], isOfPatient: boolean, at: At, found: Naming[]): void {
  for (const [place, item] of list.entries()) {
    const inside = { ...at, path: `${at.path}[${place}]` };
    if (isOfPatient) nameByType(['Patient'], item, inside, found);
    else if (typeof item === 'string') nameByAddress('', item, inside, found);
    else if (isObject(item)) walk(item, inside, found);
  }
}

const isMain = ({ element, isOuter }: At): boolean => isOuter && MAIN.has(element);

/**
 * Whatever has a system and a value may be a patient's identifier, or the number of an order or a visit; what stands for who acts or is
 * related is their own. Without a system its kind, or its form, says that it is somebody's.
 */
function nameByIdentifier(value: object, at: At, found: Naming[]): void {
  const { system = '', value: said } = value as { system?: unknown; value?: unknown };
  if (typeof said !== 'string' || typeof system !== 'string') return;
  // What a resource calls itself may be the number that another house gave it: every house numbers its own.
  const numbered = at.element === 'identifier' ? undefined : NUMBERED.get(system.trim());
  const number = system === '' ? compact(said) : said;
  const isOfPatient = !at.isOfSomebodyElse && mayBeOfPatient(value, system, number, at);
  if (numbered === undefined && !isOfPatient) return;
  const reference = searchFor(numbered ?? 'Patient', system.trim(), number);
  // Where the element says that it is the patient's, it was named just before.
  const before = found.at(-1);
  if (before?.path !== at.path || before.reference !== reference) {
    found.push({ path: at.path, reference, isMain: false });
  }
}

/** A number of one of our kinds as it is kept, whichever kind it is. */
const compact = (said: string): string =>
  said
    .normalize('NFKC')
    .replace(/[\s.]+/g, '')
    .toUpperCase();

function mayBeOfPatient(value: object, system: string, number: string, { path }: At): boolean {
  if (system !== '') return URI.test(system) || identifierKind(system) !== undefined;
  return SOMEBODYS.test(number) && (isOfPeople(value) || /[.](?:identifier|valueIdentifier)$/.test(path));
}

/** Whether an identifier says that it is of a kind that people have. */
function isOfPeople(identifier: object): boolean {
  const { coding } = ((identifier as { type?: unknown }).type ?? {}) as { coding?: unknown };
  return Array.isArray(coding) && coding.some((one: { code?: unknown } | null) => OF_PEOPLE.has(one?.code));
}

/** A reference, or any text that is the address of something that may be a patient's, or has a patient's in it. */
function nameByAddress(key: string, said: string, at: At, found: Naming[]): void {
  const isReference = key === 'reference';
  if (isReference && !said.startsWith('#')) found.push({ path: at.path, reference: said, isMain: isMain(at) });
  const text = undone(said);
  for (const [, id] of text.matchAll(PATIENT_WITHIN)) nameById(id, at, found);
  if (text.length > LONGEST_ADDRESS) return;
  const [, urn, id] = UUID.exec(text) ?? [];
  // As a reference, `urn:uuid:` is what the message says it is; and who acts has an id of their own.
  const isTheirs = key === 'value' && at.isOfSomebodyElse;
  if (!(isReference && urn) && !isTheirs) nameById(id, at, found);
  // As a text of another kind it may be an entry of the message all the same.
  if (!isReference && urn && !isTheirs) found.push({ path: at.path, reference: text.trim(), isMain: false });
  const [, type = ''] = ADDRESS.exec(text) ?? [];
  const isAddress = RESOURCE_TYPES.has(type);
  if (!isReference && isAddress && !MAY_BE_ABOUT_NOBODY.has(type)) {
    found.push({ path: at.path, reference: text, isMain: false });
  }
  if (id === undefined && !isTheirs && !text.startsWith('#')) nameWithin(text, isAddress, at, found);
  nameBySearch(text, at, found);
}

/** Ids within an address of another form, such as one of the console or of a search: whatever has them here is named. */
function nameWithin(text: string, isAddress: boolean, { path }: At, found: Naming[]): void {
  const ids = text.match(UUIDS_WITHIN) ?? [];
  if (ids.length < (isAddress ? 2 : 1)) return;
  for (const id of ids) found.push({ path, reference: `urn:uuid:${id.toLowerCase()}`, isMain: false });
}

/** What a search looks for by what it is called, among whatever other conditions. */
function nameBySearch(text: string, { path }: At, found: Naming[]): void {
  const [, type, conditions = ''] = BY_CONDITIONS.exec(text) ?? [];
  if (type === undefined) return;
  for (const condition of conditions.split('&')) {
    const [name = '', value = ''] = condition.split(/=(.*)/s);
    const [isOfIts, of] = CALLED.exec(name) ?? [];
    for (const one of isOfIts === undefined ? [] : value.split(',', MOST_ALTERNATIVES)) {
      const [system, number] = one.includes('|') ? one.split(/\|(.*)/s) : ['', one];
      if (number) {
        found.push({ path, reference: searchFor(of ? 'Patient' : type, system ?? '', number), isMain: false });
      }
    }
  }
}

/** A text without the percent-encoding of addresses, twice over at most: ids and separators are ASCII. */
function undone(text: string): string {
  const once = (one: string): string =>
    one.includes('%')
      ? one.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
      : one;
  return once(once(text));
}

function nameById(id: string | undefined, { path }: At, found: Naming[]): void {
  if (id !== undefined) found.push({ path, reference: `Patient/${id.toLowerCase()}`, isMain: false });
}

/** Of which types an identifier may be: what the reference says itself, else what its element holds. */
function typesOf(reference: object, element: string): readonly string[] {
  const { type } = reference as { type?: unknown };
  if (typeof type !== 'string') return BY_ELEMENT[element] ?? [];
  return IDENTIFIED_TYPES.filter((known) => known === type);
}

function nameByType(types: readonly string[], identifier: unknown, at: At, found: Naming[]): void {
  const { system, value } = (isObject(identifier) ? identifier : {}) as { system?: unknown; value?: unknown };
  if (typeof value !== 'string') return;
  for (const type of types) {
    const reference = searchFor(type, typeof system === 'string' ? system : '', value);
    found.push({ path: at.path, reference, isMain: isMain(at) });
  }
}

const isObject = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
