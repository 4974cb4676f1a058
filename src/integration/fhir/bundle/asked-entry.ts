import { noteAsked, requestContext } from '../../../kernel/request-context.js';
import { parseJson } from '../../../platform/edge/json-body.js';
import { notTaken } from '../fhir.errors.js';
import type { Query } from '../search/search-request.js';

/** An entry of a batch or a transaction, as it comes. */
export interface SentEntry {
  readonly fullUrl?: unknown;
  readonly resource?: object;
  readonly request?: {
    readonly method?: unknown;
    readonly url?: unknown;
    readonly ifMatch?: unknown;
    readonly ifNoneMatch?: unknown;
    readonly ifModifiedSince?: unknown;
    readonly ifNoneExist?: unknown;
  };
}

/** What an entry asks for. */
export interface AskedEntry {
  readonly method: unknown;
  readonly type: string;
  readonly id: string | undefined;
  /** `_history`, where it stands behind the id; and what stands behind that. */
  readonly history: string | undefined;
  readonly version: string | undefined;
  readonly query: Query;
  /** Whether its address has a query: a condition, or a search. */
  readonly isConditional: boolean;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
  readonly ifNoneExist: string | undefined;
}

/** Reads the request of an entry. @throws Problem notImportable when there is none */
export function readAsked(entry: SentEntry | null | undefined, base: string, at = 'Bundle.entry'): AskedEntry {
  const { request } = entry ?? {};
  if (!request) throw notTaken(`${at}.request`, 'required');
  const address = textOf(request.url) ?? '';
  const url = (address.startsWith(`${base}/`) ? address.slice(base.length) : address).replace(/^\//, '');
  const [path = '', search = ''] = url.split('?');
  const [type = '', id, history, version] = path.split('/');
  return {
    ...{ method: request.method, type, id: id === '' ? undefined : id, history, version },
    ...{ query: queryOf(search), isConditional: search !== '' },
    ifMatch: textOf(request.ifMatch),
    ifNoneMatch: textOf(request.ifNoneMatch),
    ifModifiedSince: textOf(request.ifModifiedSince),
    ifNoneExist: textOf(request.ifNoneExist),
  };
}

/** So much of a condition stands on the trail. */
const MOST_NOTED = 1_000;

/** What entries look for stands on the trail as it would in the address of a request of its own. */
export function noteConditions(asked: readonly AskedEntry[]): void {
  const entry = asked.flatMap(({ method, type, query, isConditional }) => {
    if (!isConditional) return [];
    const words = Object.entries(query).flatMap(([name, values]) => [values].flat().map((one) => `${name}=${one}`));
    return [`${String(method)} ${type}?${words.join('&')}`.slice(0, MOST_NOTED)];
  });
  if (entry.length > 0) noteAsked(requestContext(), { entry });
}

/**
 * The operations of a PATCH entry, which come as a Binary (FHIR R4 http, "patch").
 * @throws Problem notImportable for anything else
 */
export function operationsOf(resource: object | undefined): unknown {
  const { resourceType, contentType, data } = (resource ?? {}) as Record<string, unknown>;
  const isPatch = resourceType === 'Binary' && contentType === 'application/json-patch+json';
  if (!isPatch || typeof data !== 'string') throw notTaken('Bundle.entry.resource', 'patch-expected');
  return parseJson(Buffer.from(data, 'base64'), true);
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function queryOf(search: string): Query {
  // Without a prototype: `constructor` is a name like any other.
  const query = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of new URLSearchParams(search)) (query[name] ??= []).push(value);
  return query;
}
