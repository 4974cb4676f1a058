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
}

/** The order of a list that is not the usual one. */
export interface Sort {
  /** The column of a stored resource. */
  readonly by: 'sort' | 'updated_at' | 'entity_id';
  readonly ascending: boolean;
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
  // Asked for twice, it comes once.
  const [includes, revincludes] = [query._include, query._revinclude].map((asked) => [...new Set(listed(asked))]) as [
    string[],
    string[],
  ];
  return {
    ...(summary !== undefined && isSummary(summary) && { summary }),
    ...(elements.length > 0 && { elements }),
    ...((total === 'accurate' || total === 'estimate') && { total }),
    ...(includes.length > 0 && { includes }),
    ...(revincludes.length > 0 && { revincludes }),
  };
}

const isSummary = (text: string): text is (typeof SUMMARIES)[number] => (SUMMARIES as readonly string[]).includes(text);

/**
 * Lists are ordered by their own time, or by when they were changed last; what stands behind decides nothing more, since no two are alike.
 * @param usual names of the list's own order
 */
export function readSort(asked: string | undefined, usual: readonly string[], lenient: boolean): Sort | undefined {
  if (asked === undefined || asked === '') return undefined;
  const [first = ''] = asked.split(',');
  const name = first.replace(/^-/, '');
  const ascending = !first.startsWith('-');
  if (usual.includes(name)) return { by: 'sort', ascending, said: asked };
  if (name === '_lastUpdated' && usual.length > 0) return { by: 'updated_at', ascending, said: asked };
  if (lenient) return undefined;
  return refuseParameter('_sort', 'sort-not-taken', { known: [...usual, '_lastUpdated'].join(', ') });
}
