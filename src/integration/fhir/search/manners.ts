import { invalidParameter, refuseParameter } from './parameter-refusals.js';
import type { Query } from './search-request.js';

/** How to answer a search, beside what to find. */
export interface Manner {
  readonly summary?: 'true' | 'text' | 'data' | 'count';
  readonly elements?: readonly string[];
  readonly total?: 'accurate' | 'estimate';
  /** `Type:parameter` or `Type:parameter:Target`. */
  readonly includes?: readonly string[];
  readonly revincludes?: readonly string[];
  /** The same that are followed from what comes along, too (`_include:iterate`). */
  readonly iterated?: readonly string[];
  readonly reviterated?: readonly string[];
}

/** By what a list is ordered: a column of a stored resource, and its direction. */
export interface SortKey {
  readonly by: 'sort' | 'updated_at' | 'entity_id';
  readonly ascending: boolean;
}

/** The order of a list that is not the usual one. */
export interface Sort extends SortKey {
  /** Of those that are alike by the first. */
  readonly then?: SortKey;
  /** As it was asked for. */
  readonly said: string;
}

const SUMMARIES = ['true', 'text', 'data', 'count'] as const;
const listed = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat());

/** @throws Problem for values that FHIR does not know */
export function readManner(query: Query): Manner {
  const [summary, ...others] = listed(query._summary);
  if (others.length > 0 || (summary !== undefined && summary !== 'false' && !isSummary(summary))) {
    invalidParameter('_summary');
  }
  const [total] = listed(query._total);
  if (total !== undefined && !['none', 'estimate', 'accurate'].includes(total)) invalidParameter('_total');
  const elements = listed(query._elements)
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return {
    ...(summary !== undefined && isSummary(summary) && { summary }),
    ...(elements.length > 0 && { elements }),
    ...((total === 'accurate' || total === 'estimate') && { total }),
    ...alongside(query),
  };
}

/** What comes along, by the name under which a manner has it, and the names that it has in a query. */
const ALONGSIDE = {
  includes: ['_include'],
  revincludes: ['_revinclude'],
  // As STU3 called it.
  iterated: ['_include:iterate', '_include:recurse'],
  reviterated: ['_revinclude:iterate', '_revinclude:recurse'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Names of a query that say what comes along. */
export const ALONG: readonly string[] = Object.values(ALONGSIDE).flat();

const alongside = (query: Query): Manner =>
  Object.fromEntries(
    Object.entries(ALONGSIDE).flatMap(([name, asked]) => {
      // Asked for twice, it comes once.
      const said = [...new Set(asked.flatMap((one) => listed(query[one])))];
      return said.length > 0 ? [[name, said]] : [];
    }),
  );

/** The same as a query says it. */
export const alongOf = (manner: Manner): [string, string][] =>
  Object.entries(ALONGSIDE).flatMap(([name, [said]]) =>
    (manner[name as keyof typeof ALONGSIDE] ?? []).map((one): [string, string] => [said, one]),
  );

const isSummary = (text: string): text is (typeof SUMMARIES)[number] => (SUMMARIES as readonly string[]).includes(text);

/**
 * Lists are ordered by their own time, and by when they were changed last: by one of them, or by both.
 * @param usual names of the list's own order @param isNamed whether that is of names, and nothing else orders it
 */
export function readSort(
  asked: string | undefined,
  { usual, isNamed = false }: { readonly usual: readonly string[]; readonly isNamed?: boolean },
  lenient: boolean,
): Sort | undefined {
  if (asked === undefined || asked === '') return undefined;
  const known = [...usual, ...(usual.length > 0 ? ['_lastUpdated'] : [])];
  const refuse = () =>
    refuseParameter('_sort', 'sort-not-taken', { known: (isNamed ? usual : known).join(', ') || '–' });
  const keys = asked.split(',').flatMap((one): SortKey[] => {
    const name = one.replace(/^-/, '');
    if (!known.includes(name)) return lenient ? [] : refuse();
    return [{ by: usual.includes(name) ? 'sort' : 'updated_at', ascending: !one.startsWith('-') }];
  });
  const [first] = keys;
  // What stands twice was decided by its first.
  const then = keys.find(({ by }) => by !== first?.by);
  if (!first) return undefined;
  if (then && isNamed) return lenient ? { ...first, said: asked } : refuse();
  return { ...first, ...(then && { then }), said: asked };
}
