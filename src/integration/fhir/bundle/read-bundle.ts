import { Element, Reading, type Resource } from '../elements/element.js';
import { withinBounds } from '../elements/bounds.js';
import { RESOURCE_TYPES } from '../elements/resource-types.js';
import { referencesIn, replaceReferences } from '../elements/walk.js';
import type { Account } from './account.js';
import { onceEach } from './create-condition.js';
import { addressOf, contentHash, identify, type Identity } from './identity.js';

/** More than the longest life has filled. */
const MOST_ENTRIES = 20_000;

/** How a resource is said anew. */
export interface Update {
  /** The versions, one of which it was made from; `*` is any. */
  readonly versions: readonly string[] | undefined;
  /** The version that it says itself it was made from, having been read here (`meta.versionId`): counts where no other is named. */
  readonly madeFrom?: string;
  /** Whether it came by itself, and not with others of a transaction. */
  readonly isAlone: boolean;
}

/** One resource of a Bundle, and who it is. */
export interface Entry {
  readonly index: number;
  /** FHIRPath of the resource, such as `Bundle.entry[3].resource`. */
  readonly path: string;
  readonly fullUrl?: string;
  readonly resource: Resource;
  readonly element: Element;
  readonly identity: Identity;
  /** Who sends it. */
  readonly account: Account;
  /** The condition of a conditional create. */
  readonly ifNoneExist?: string;
  /** Places of others in its Bundle that say the same on the same condition. */
  readonly also?: number[];
  /** Set where it says anew what is here. */
  readonly update?: Update;
  /** Of what it says, whatever addresses its Bundle made up for it to refer to. */
  contentHash: string;
}

/** Reads the frame of a transaction Bundle. What is wrong with it is told to `reading`. */
export function readBundle(body: unknown, account: Account, reading: Reading): Entry[] {
  if (!isObject(body) || body.resourceType !== 'Bundle') {
    reading.refuse('Bundle', 'resource-type', { expected: 'Bundle' });
    return [];
  }
  if (body.type !== 'transaction') reading.refuse('Bundle.type', 'bundle-type');
  if (!Array.isArray(body.entry) || body.entry.length === 0) {
    reading.refuse('Bundle.entry', 'empty-bundle');
    return [];
  }
  if (body.entry.length > MOST_ENTRIES) {
    reading.refuse('Bundle.entry', 'too-many', { max: MOST_ENTRIES });
    return [];
  }
  const entries = onceEach(
    body.entry.flatMap((entry: unknown, index) =>
      reading.isFull ? [] : (readEntry(entry, index, account, reading) ?? []),
    ),
  );
  refuseDoubles(entries, reading);
  return hashContents(entries);
}

/** A resource that came alone, as the only entry of a Bundle would be. */
export function readAlone(type: string, body: unknown, account: Account, reading: Reading): Entry | undefined {
  if (!isObject(body) || body.resourceType !== type) {
    reading.refuse(type, 'resource-type', { expected: type });
    return undefined;
  }
  const resource = body as Resource;
  if (!withinBounds(resource, type, reading)) return undefined;
  const entry = entryOf({ index: 0, account, identity: identify(resource, account.client) }, type, resource, reading);
  return { ...entry, contentHash: contentHash(resource) };
}

function readEntry(entry: unknown, index: number, account: Account, reading: Reading): Entry | undefined {
  const at = `Bundle.entry[${index}]`;
  const { fullUrl, resource } = (isObject(entry) ? entry : {}) as { fullUrl?: unknown; resource?: unknown };
  if (!isObject(resource) || typeof resource.resourceType !== 'string') {
    reading.refuse(`${at}.resource`, 'not-a-resource');
    return undefined;
  }
  if (!RESOURCE_TYPES.has(resource.resourceType)) {
    reading.refuse(`${at}.resource.resourceType`, 'unknown-resource-type', { type: resource.resourceType });
    return undefined;
  }
  if (!withinBounds(entry as object, at, reading)) return undefined;
  for (const [name, value] of [
    ['fullUrl', fullUrl],
    ['resource.id', resource.id],
  ] as const) {
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      reading.refuse(`${at}.${name}`, 'not-a-string');
    }
  }
  const address = typeof fullUrl === 'string' ? fullUrl : undefined;
  const sent = resource as Resource;
  const { id, ifNoneExist, update } = readRequest(entry as object, at, sent, reading);
  const identity = identify(sent, account.client, { fullUrl: address, id });
  return {
    ...entryOf({ index, account, identity }, `${at}.resource`, sent, reading),
    fullUrl: address,
    ifNoneExist,
    update,
  };
}

function entryOf(
  known: Pick<Entry, 'index' | 'account' | 'identity'>,
  path: string,
  resource: Resource,
  reading: Reading,
): Entry {
  return { ...known, path, resource, element: new Element(resource, path, reading), contentHash: '' };
}

/** What the entry asks for: POST creates, perhaps on a condition; PUT names the id in its address. */
function readRequest(
  entry: { request?: unknown },
  at: string,
  resource: Resource,
  reading: Reading,
): { id?: string; ifNoneExist?: string; update?: Update } {
  const { request } = entry;
  if (!isObject(request)) {
    reading.refuse(`${at}.request`, 'required');
    return {};
  }
  const { method, url, ifNoneExist, ifMatch, ...conditions } = request;
  if (method !== 'POST' && method !== 'PUT') reading.refuse(`${at}.request.method`, 'method-not-taken');
  const expected = method === 'PUT' ? `${resource.resourceType}/${resource.id ?? '<id>'}` : resource.resourceType;
  if (url !== expected) reading.refuse(`${at}.request.url`, 'url-differs', { expected });
  for (const [name, value] of Object.entries({ ifNoneExist, ifMatch })) {
    if (value !== undefined && typeof value !== 'string') reading.refuse(`${at}.request.${name}`, 'not-a-string');
  }
  const versions = typeof ifMatch === 'string' ? versionsIn(ifMatch) : undefined;
  for (const name of ['ifNoneMatch', 'ifModifiedSince'].filter((condition) => condition in conditions)) {
    reading.refuse(`${at}.request.${name}`, 'condition-not-taken');
  }
  return {
    ...(method === 'PUT' && typeof url === 'string' && { id: url.split('/')[1] }),
    ...((method === 'PUT' || versions !== undefined) && { update: { versions, isAlone: false } }),
    ...(typeof ifNoneExist === 'string' && { ifNoneExist }),
  };
}

/**
 * The versions of a list of entity tags (RFC 9110, section 13.1.1), weak or not; how confidential the record was when it was read counts for
 * nothing here.
 */
export const versionsIn = (tags: string): string[] =>
  tags.split(',').map((tag) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replaceAll('"', '')
      .replace(/(?:-[A-Z])+$/, ''),
  );

function refuseDoubles(entries: readonly Entry[], reading: Reading): void {
  const addresses = new Map<string, number>();
  const identities = new Map<string, number>();
  for (const { index, identity, ...entry } of entries) {
    const fullUrl = entry.fullUrl && addressOf(entry.fullUrl);
    const other = fullUrl === undefined ? undefined : addresses.get(fullUrl);
    const same = identities.get(keyOf(identity));
    if (other !== undefined) reading.refuse(`Bundle.entry[${index}].fullUrl`, 'duplicate-full-url', { other });
    else if (same !== undefined) reading.refuse(`Bundle.entry[${index}]`, 'duplicate-resource', { other: same });
    if (fullUrl !== undefined) addresses.set(fullUrl, index);
    identities.set(keyOf(identity), index);
  }
}

/** References within the Bundle count as what they name, so that made-up addresses do not make a change. */
function hashContents(entries: Entry[]): Entry[] {
  const byAddress = new Map(
    entries.flatMap((entry) => (entry.fullUrl ? [[addressOf(entry.fullUrl), keyOf(entry.identity)]] : [])),
  );
  for (const entry of entries) {
    const inside = referencesIn(entry.resource).some((reference) => byAddress.has(addressOf(reference)));
    entry.contentHash = contentHash(
      inside ? replaceReferences(entry.resource, (reference) => byAddress.get(addressOf(reference))) : entry.resource,
    );
  }
  return entries;
}

export const keyOf = ({ source, type, id }: Identity): string => `${source}|${type}|${id}`;

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
