/** One object of the database, and SHA-256 of its definition in hexadecimal. */
export interface Definition {
  readonly kind: string;
  /** With its schema; partitions of months have one name, `event_*`. */
  readonly name: string;
  readonly hash: string;
}

/** Where the database is not as it was sealed. */
export interface Difference {
  readonly kind: string;
  readonly name: string;
  readonly how: 'missing' | 'changed' | 'foreign';
  /** Whether a write could escape the trail by it, or a row the row-level security. */
  readonly escapes: boolean;
}

/** How the limit of a role was written by earlier versions, with a moment as a session prints it. */
const FORMER_LIMIT = 'limit as written before';

/** What is read beside what is compared. */
const ASIDE: ReadonlySet<string> = new Set(['body', FORMER_LIMIT]);

/** The program ships none of these: one that is found is always foreign, and is never sealed. */
const NEVER_SHIPPED: ReadonlySet<string> = new Set([
  ...['rule', 'child table', 'relation elsewhere', 'materialized view', 'foreign table', 'schema of a role'],
  ...[
    'uncovered table',
    'truncatable table',
    'table without row-level security',
    'detached month',
    'missing month',
    'archived month',
  ],
  ...ASIDE,
  ...[
    'shadow of a function',
    'relation before ours',
    'table without its triggers',
    'catalogue at odds',
    'object of another kind',
    'operator',
    'cast',
    'setting',
    'right to set',
    'subscription',
    'publication',
    'event trigger',
    'large object',
    'power of the service',
    'right to temporary tables',
  ],
]);

/** By a foreign one of these a write may go elsewhere, or go unrecorded. */
const FOREIGN_ESCAPES: ReadonlySet<string> = new Set([
  ...['rule', 'trigger', 'policy', 'exemption', 'column policy', 'open table', 'child table', 'schema of a role'],
  ...['uncovered table', 'truncatable table', 'table without row-level security', 'detached month', 'missing month'],
  ...['shadow of a function', 'operator', 'cast', 'setting', 'right to set', 'subscription', 'power of the service'],
  ...['relation before ours', 'table without its triggers'],
]);

/** What holds the promises: none of these may be missing or other than it was. */
const HOLDS: ReadonlySet<string> = new Set([
  ...['table', 'partition', 'view', 'trigger', 'function', 'policy', 'exemption', 'column policy', 'open table'],
]);

/** What `emr migrate` makes anew with the guards. */
const MADE_BY_GUARDS: ReadonlySet<string> = new Set([
  ...['partition', 'trigger', 'function', 'view', 'policy', 'exemption', 'column policy', 'open table', 'right'],
]);

/** What `emr migrate` makes anew from the text that is shipped or was kept of it: what a row can be, and how it is found and stored. */
const PUT_BACK: ReadonlySet<string> = new Set(['column', 'constraint', 'unique index', 'index', 'storage']);

const ON_TABLES: ReadonlySet<string> = new Set(['trigger', 'policy', ...PUT_BACK]);

/** Whether a set of definitions may name it. */
export const isShipped = ({ kind, name }: Definition): boolean =>
  !NEVER_SHIPPED.has(kind) && (kind !== 'schema' || ['public', 'audit', 'pgboss'].includes(name));

/** Where what is defined now is not what was sealed; sorted, those by which a write escapes first. */
export function compareDefinitions(sealed: readonly Definition[], now: readonly Definition[]): Difference[] {
  const [then, today] = [hashesOf(asWrittenNow(sealed, now)), hashesOf(now.filter(({ kind }) => !ASIDE.has(kind)))];
  const isLookedAt = kindsOf(sealed);
  const differences: Difference[] = [];
  for (const [key, hashes] of then) {
    const { kind, name } = elementOf(key);
    const how = !today.has(key) ? 'missing' : today.get(key) !== hashes ? 'changed' : undefined;
    if (how) differences.push({ kind, name, how, escapes: isHeld(kind, name) });
  }
  for (const key of today.keys()) {
    const { kind, name } = elementOf(key);
    if (then.has(key) || !isLookedAt(kind)) continue;
    differences.push({ kind, name, how: 'foreign', escapes: escapesByForeign(kind, name, then) });
  }
  return differences.sort((a, b) => Number(b.escapes) - Number(a.escapes) || (keyOf(a) < keyOf(b) ? -1 : 1));
}

/**
 * What is wrong where no event vouches for the newest set: that, and the months that are missing, one of which may have held its event.
 * @param number of the set, where there is one
 */
export const differencesWithoutSet = (number: number | undefined, now: readonly Definition[]): Difference[] => [
  ...compareDefinitions([], now).filter(({ kind, escapes }) => escapes && kind.endsWith(' month')),
  {
    kind: 'sealed set',
    name: `${number ?? 1}`,
    how: number === undefined ? 'missing' : 'changed',
    escapes: true,
  },
];

/** Whether `emr migrate` puts it back from the text of it. A column that is gone has taken its data along: that no text brings back. */
export const isPutBack = ({ kind, how }: Difference): boolean =>
  PUT_BACK.has(kind) && (how === 'changed' || (how === 'missing' && kind !== 'column'));

/** Whether `emr migrate` puts it right: by applying the guards again, or from the text that was kept. */
export const isRepairable = (difference: Difference): boolean => isPutBack(difference) || isMadeByGuards(difference);

const isMadeByGuards = ({ kind, name, how }: Difference): boolean =>
  (MADE_BY_GUARDS.has(kind) &&
    (how !== 'foreign' ||
      kind === 'exemption' ||
      kind === 'column policy' ||
      kind === 'open table' ||
      kind === 'right')) ||
  ((kind === 'trigger' || kind === 'rule') && how === 'foreign' && name.startsWith('audit.')) ||
  // Whether row-level security holds: the guards switch it on again.
  (kind === 'table' && how === 'changed') ||
  kind === 'uncovered table' ||
  kind === 'truncatable table' ||
  kind === 'table without its triggers' ||
  kind === 'right to temporary tables' ||
  kind === 'table without row-level security';

/** What a version itself defines. */
export interface Brought {
  /** Whether it defines it as it is now. */
  readonly is: (one: Definition) => boolean;
  /** Whether it defines it, and otherwise than it is now: what somebody did to it is there still. */
  readonly isOther: (one: Definition) => boolean;
  /** Whether it defines all of the kind, and not this. */
  readonly isLeftOut: (one: Pick<Definition, 'kind' | 'name'>) => boolean;
}

const NOTHING: Brought = { is: () => false, isOther: () => false, isLeftOut: () => false };

/** What is to be sealed, and what of it somebody had made by hand before this version brought the very same. */
export interface ToSeal {
  readonly definitions: readonly Definition[];
  readonly broughtAhead: readonly Pick<Definition, 'kind' | 'name'>[];
}

/**
 * What is to be sealed after an upgrade: what is there now, but for what was not as sealed before it began and has not been touched since, or not
 * made as this version ships it.
 * Nothing that somebody slipped in becomes right by the next upgrade, unless it is, to the letter, what this upgrade brings.
 */
export function definitionsToSeal(
  sealed: readonly Definition[],
  before: readonly Definition[],
  now: readonly Definition[],
  brought: Brought = NOTHING,
): ToSeal {
  const [then, was, today] = [hashesOf(asWrittenNow(sealed, before)), hashesOf(before), hashesOf(now)];
  const isLookedAt = kindsOf(sealed);
  const foreign = new Set(now.filter((one) => !brought.is(one)).map(keyOf));
  const others = new Set(now.filter(brought.isOther).map(keyOf));
  const isByHand = (key: string) =>
    isLookedAt(elementOf(key).kind) &&
    was.get(key) !== then.get(key) &&
    (today.get(key) === was.get(key) || others.has(key));
  const isByHandOnly = (key: string) =>
    today.has(key) ? foreign.has(key) : !(then.has(key) && brought.isLeftOut(elementOf(key)));
  const isKept = (one: Definition) => isByHand(keyOf(one)) && isByHandOnly(keyOf(one));
  const kept = sealed.filter(isKept);
  const fresh = now.filter((one) => isShipped(one) && !isKept(one));
  const tables = new Set([...kept, ...fresh].filter(({ kind }) => kind === 'table').map(({ name }) => name));
  // Nor does what stands on a table that somebody made.
  const isOnForeign = ({ kind, name }: Definition) => ON_TABLES.has(kind) && !tables.has(tableOf(name));
  const definitions = [...kept, ...fresh.filter((one) => !isOnForeign(one))];
  const named = new Set(definitions.map(keyOf));
  const isAhead = (key: string) => isByHand(key) && !isByHandOnly(key);
  const ahead = [...new Set([...today.keys(), ...then.keys()])].filter(isAhead).map(elementOf);
  return {
    definitions: definitions.sort((a, b) => (lineOf(a) < lineOf(b) ? -1 : 1)),
    broughtAhead: ahead.filter((one) => !today.has(keyOf(one)) || named.has(keyOf(one))),
  };
}

/** What was sealed, with limits of roles that are still as then written as they are written now. */
function asWrittenNow(sealed: readonly Definition[], now: readonly Definition[]): readonly Definition[] {
  const former = new Set(now.filter(({ kind }) => kind === FORMER_LIMIT).map(({ name, hash }) => `${name}\n${hash}`));
  const isFormer = ({ kind, name, hash }: Definition) => kind === 'limit' && former.has(`${name}\n${hash}`);
  return sealed.flatMap((one) =>
    isFormer(one) ? now.filter(({ kind, name }) => kind === one.kind && name === one.name) : [one],
  );
}

/** A kind of which a sealed set names nothing, the program that sealed it did not look at: it is taken as it is, but for what is never shipped. */
function kindsOf(sealed: readonly Definition[]): (kind: string) => boolean {
  const known = new Set(sealed.map(({ kind }) => kind));
  return (kind) => known.size === 0 || known.has(kind) || NEVER_SHIPPED.has(kind);
}

const isHeld = (kind: string, name: string): boolean =>
  HOLDS.has(kind) || ((kind === 'column' || kind === 'constraint') && name.startsWith('audit.'));

function escapesByForeign(kind: string, name: string, sealed: ReadonlyMap<string, string>): boolean {
  if (!FOREIGN_ESCAPES.has(kind)) return false;
  // Of a table that somebody made, what stands on it does not matter: whether it is covered does.
  if (kind !== 'trigger' && kind !== 'policy') return true;
  return sealed.has(keyOf({ kind: 'table', name: tableOf(name) }));
}

/** The table of a trigger, policy, column or constraint. */
const tableOf = (name: string): string => name.split('.').slice(0, 2).join('.');

/** What is one thing, however it is defined. */
export const keyOf = ({ kind, name }: Pick<Definition, 'kind' | 'name'>): string => `${kind}\n${name}`;
const lineOf = (one: Definition): string => `${keyOf(one)}\n${one.hash}`;

function elementOf(key: string): { kind: string; name: string } {
  const [kind = '', name = ''] = key.split('\n');
  return { kind, name };
}

/** By kind and name, as all partitions of a kind have one name: the sorted hashes. */
function hashesOf(definitions: readonly Definition[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of [...definitions].sort((a, b) => (a.hash < b.hash ? -1 : 1))) {
    const key = keyOf(one);
    found.set(key, `${found.get(key) ?? ''} ${one.hash}`);
  }
  return found;
}
