import { createHash } from 'node:crypto';
import type { Resource } from '../elements/element.js';

/** What makes a resource of another system the same one when it comes again. */
export interface Identity {
  /** `urn:uuid`, the base address of the system it comes from, or the client that sent it. */
  readonly source: string;
  readonly type: string;
  readonly id: string;
}

/** Begins the id of a resource that came without one. */
const BY_CONTENT = 'sha256:';

const URN = /^urn:(uuid|oid):(.+)$/i;
const ADDRESS = /^(.*)\/([A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/.+)?$/;

/**
 * Who a resource is. A UUID is the same thing whoever sends it; an address says its system and id. A `urn:uuid` that is
 * not the resource's own id was made up for this Bundle: then the id it has with the client counts. What has neither is
 * known by its content.
 */
export function identify(
  resource: Resource,
  client: string,
  { fullUrl, id = resource.id }: { fullUrl?: string; id?: string } = {},
): Identity {
  const type = resource.resourceType;
  const [, scheme, inUrn] = URN.exec(fullUrl ?? '') ?? [];
  if (scheme && inUrn !== undefined && (id === undefined || id === inUrn)) {
    return { source: `urn:${scheme.toLowerCase()}`, type, id: inUrn };
  }
  const [, base, typeInUrl, inUrl] = (!scheme && ADDRESS.exec(fullUrl ?? '')) || [];
  if (base && inUrl !== undefined && typeInUrl === type) return { source: base, type, id: inUrl };
  const { source } = (resource.meta ?? {}) as { source?: unknown };
  // `client:` begins the names that are given here: nobody sends as somebody else.
  const isTheirs = typeof source === 'string' && source !== '' && !/^client:/i.test(source);
  return { source: isTheirs ? source : client, type, id: id ?? BY_CONTENT + contentHash(resource) };
}

/** An address as it is compared: a UUID is the same in any letters, and its scheme too. */
export const addressOf = (text: string): string => (/^urn:uuid:/i.test(text) ? text.toLowerCase() : text);

/** The type, id and system a reference names; `system` is absent for relative ones, `type` for URNs. */
export function readReference(reference: string): { system?: string; type?: string; id: string } | undefined {
  const [, scheme, inUrn] = URN.exec(reference) ?? [];
  if (scheme && inUrn !== undefined) return { system: `urn:${scheme.toLowerCase()}`, id: inUrn };
  const [, base, type, id] = ADDRESS.exec(reference.includes(':') ? reference : `/${reference}`) ?? [];
  if (!type || id === undefined) return undefined;
  return base === '' ? { type, id } : { system: base, type, id };
}

/** The identifier under which the sender can find its resource again here; what had no id has none. */
export function originalIdentifiers(source: string, id: string): { system: string; value: string }[] {
  if (id.startsWith(BY_CONTENT)) return [];
  return [
    source.startsWith('urn:')
      ? { system: 'urn:ietf:rfc:3986', value: `${source}:${id}` }
      : { system: source, value: id },
  ];
}

/** SHA-256 of the content, whatever the order of its keys. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, child]) => `${JSON.stringify(name)}:${canonical(child)}`).join(',')}}`;
}
