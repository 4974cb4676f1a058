/** What may be done with a type of resource: create, read, update, delete, search (SMART App Launch 2.2, "scopes"). */
export type Right = 'c' | 'r' | 'u' | 'd' | 's';

export interface ScopeNeed {
  /** A resource type of FHIR. */
  readonly type: string;
  readonly right: Right;
}

/** What a request says that decides which scopes it needs. */
export interface ScopeQuestion {
  readonly params?: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly query?: unknown;
}

export type ScopeNeeds = readonly ScopeNeed[] | ((asked: ScopeQuestion) => readonly ScopeNeed[]);

interface Scope {
  readonly type: string;
  /** Some of the letters `cruds`. */
  readonly rights: string;
}

const EVERY_RIGHT = 'cruds';
const OF_VERSION_1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': EVERY_RIGHT };
const SYSTEM_SCOPE = /^system\/(\*|[A-Z][A-Za-z]{1,63})\.(\*|read|write|(?=[cruds])c?r?u?d?s?)$/;

/** A `system/` scope of SMART version 2, or of version 1; undefined for anything else, parameters included. */
export function readScope(text: string): Scope | undefined {
  const [, type, what] = SYSTEM_SCOPE.exec(text) ?? [];
  return type && what ? { type, rights: OF_VERSION_1[what] ?? what } : undefined;
}

/** Which of the scopes asked for may be given: their intersection with those registered, in version 2, by type. */
export function grantedScopes(asked: string, registered: readonly string[]): string[] {
  const rights = new Map<string, Set<string>>();
  for (const one of scopesIn(asked.split(/\s+/))) {
    for (const other of scopesIn(registered)) {
      const type = one.type === '*' ? other.type : one.type;
      if (other.type !== '*' && other.type !== type) continue;
      const given = rights.get(type) ?? new Set();
      for (const right of one.rights) if (other.rights.includes(right)) given.add(right);
      rights.set(type, given);
    }
  }
  return [...rights]
    .filter(([, given]) => given.size > 0)
    .map(([type, given]) => `system/${type}.${[...EVERY_RIGHT].filter((right) => given.has(right)).join('')}`)
    .sort();
}

/** Whether scopes allow all that a request needs. */
export function covers(scopes: readonly string[], needs: readonly ScopeNeed[]): boolean {
  const held = scopesIn(scopes);
  return needs.every(({ type, right }) =>
    held.some((scope) => ['*', type].includes(scope.type) && scope.rights.includes(right)),
  );
}

/** The needs of one request. */
export const needsOf = (needs: ScopeNeeds, asked: ScopeQuestion): readonly ScopeNeed[] =>
  typeof needs === 'function' ? needs(asked) : needs;

export const scopeText = ({ type, right }: ScopeNeed): string => `system/${type}.${right}`;

/** What creating a resource needs; on a condition, the one that is there already may be answered: a search. */
export const toCreate =
  (type: string): ScopeNeeds =>
  ({ headers }) => [{ type, right: 'c' }, ...(headers['if-none-exist'] ? [{ type, right: 's' } as const] : [])];

/** What the entries of a transaction Bundle need; what cannot be read needs what nobody has but who may do everything. */
export function toTransact({ body }: ScopeQuestion): readonly ScopeNeed[] {
  const { entry } = (body ?? {}) as { entry?: unknown };
  const entries: unknown[] = Array.isArray(entry) && entry.length > 0 ? entry : [undefined];
  return entries.flatMap((one) => {
    const { resource, request } = (one ?? {}) as { resource?: { resourceType?: unknown }; request?: BundleRequest };
    const needs: ScopeNeed[] = [needOf(resource?.resourceType, request)];
    const [{ type } = { type: '?' }] = needs;
    return request?.ifNoneExist ? [...needs, { type, right: 's' } as const] : needs;
  });
}

/** What is read is named by its address alone: by the first type in it, as whoever reads it takes it, whatever stands behind. */
function needOf(resourceType: unknown, request: BundleRequest | undefined): ScopeNeed {
  const type = typeof resourceType === 'string' ? resourceType : '?';
  if (request?.method !== 'GET') return { type, right: request?.method === 'POST' ? 'c' : 'u' };
  const [, named = '?', one] = /^(?:https?:[^?#]*?\/fhir\/R4)?\/?([A-Za-z]+)(\/)?/.exec(String(request.url)) ?? [];
  return { type: named, right: one ? 'r' : 's' };
}

interface BundleRequest {
  readonly url?: unknown;
  readonly method?: unknown;
  readonly ifNoneExist?: unknown;
}

const scopesIn = (texts: readonly string[]): Scope[] => texts.flatMap((text) => readScope(text) ?? []);
