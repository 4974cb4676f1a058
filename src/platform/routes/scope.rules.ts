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

/** What no scope of all types holds: it has to be asked for, registered and approved by its name. */
const BY_NAME: ReadonlySet<string> = new Set(['BulkExport']);
const holds = (held: string, type: string): boolean => held === type || (held === '*' && !BY_NAME.has(type));

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
      if (!holds(other.type, type)) continue;
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
    held.some((scope) => holds(scope.type, type) && scope.rights.includes(right)),
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

/** What the entries of a batch or transaction Bundle need; what cannot be read needs what nobody has but who may do everything. */
export function toTransact({ body }: ScopeQuestion): readonly ScopeNeed[] {
  const { entry } = (body ?? {}) as { entry?: unknown };
  const entries: unknown[] = Array.isArray(entry) && entry.length > 0 ? entry : [undefined];
  return entries.flatMap((one) => {
    const { resource, request } = (one ?? {}) as { resource?: { resourceType?: unknown }; request?: BundleRequest };
    return needsOfEntry(resource?.resourceType, request);
  });
}

/** What is read or patched is named by its address alone: by the first type in it, as whoever reads it takes it, whatever stands behind. */
const NAMED = /^(?:https?:[^?#]*?\/fhir\/R4)?\/?([A-Za-z]+)(?:\/([^/?]+))?/;

function needsOfEntry(resourceType: unknown, request: BundleRequest | undefined): ScopeNeed[] {
  const type = typeof resourceType === 'string' ? resourceType : '?';
  const [, named = '?', behind] = NAMED.exec(String(request?.url)) ?? [];
  // An id has to stand there: what ends in a slash, and a search under its own address, name nothing.
  const one = behind === '_search' ? undefined : behind;
  // On a condition, what is there already is told of, and what is not there is made.
  const isFound = request?.ifNoneExist || (!one && (request?.method === 'PUT' || request?.method === 'PATCH'));
  const found = (of: string): ScopeNeed[] => (isFound ? [{ type: of, right: 's' }] : []);
  switch (request?.method) {
    case 'GET':
    case 'HEAD':
      return [{ type: named, right: one ? 'r' : 's' }];
    // Nothing is done by it, and the answer says so.
    case 'DELETE':
      return [];
    case 'PATCH':
      return [{ type: named, right: 'u' }, ...found(named)];
    case 'POST':
      return [{ type, right: 'c' }, ...found(type)];
    default:
      return [{ type, right: 'u' }, ...(isFound && !one ? [{ type, right: 'c' } as const] : []), ...found(type)];
  }
}

interface BundleRequest {
  readonly url?: unknown;
  readonly method?: unknown;
  readonly ifNoneExist?: unknown;
}

const scopesIn = (texts: readonly string[]): Scope[] => texts.flatMap((text) => readScope(text) ?? []);
