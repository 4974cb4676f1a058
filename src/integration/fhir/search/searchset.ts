import { requestContext } from '../../../kernel/request-context.js';
import { fill, type Language } from '../../../kernel/language.js';
import { cursorText } from '../../../platform/routes/pagination.js';
import { instantText } from '../elements/date-time.js';
import type { Resource } from '../elements/element.js';
import { alongOf } from './manners.js';
import type { SearchRequest } from './search-request.js';
import { outcomeWords } from '../fhir.words.js';

/** The entry of a page that is short though more waits: it says how far the search has looked. */
export const searchedTo = (moment: Date, language: Language): object =>
  incomplete(fill(outcomeWords.searchedTo[language], { moment: instantText(moment) }));

/** The entry that says of which kinds more belongs to the page than came along. */
export const cutIncludes = (types: readonly string[], most: number, language: Language): object =>
  incomplete(fill(outcomeWords.cutIncludes[language], { types: types.join(', '), most: String(most) }));

/** The entry that says that more values belong to the newest of each code than came along. */
export const cutLastOfEach = (most: number, language: Language): object =>
  incomplete(fill(outcomeWords.cutLastOfEach[language], { most: String(most) }));

/** The entry that names archived months of which the search does not tell. */
export const doesNotCover = (months: readonly string[], language: Language): object =>
  incomplete(fill(outcomeWords.doesNotCover[language], { months: months.join(', ') }));

/** The entry that names parameters which nobody knows and which did not count. */
const leftOut = (names: readonly string[], language: Language): object =>
  told('warning', 'not-supported', fill(outcomeWords.leftOut[language], { names: names.slice(0, 20).join(', ') }));

const incomplete = (diagnostics: string): object => told('information', 'incomplete', diagnostics);

const told = (severity: string, code: string, diagnostics: string): object => ({
  resource: { resourceType: 'OperationOutcome', issue: [{ severity, code, diagnostics }] },
  search: { mode: 'outcome' },
});

/** What a page has beside what was found. */
export interface Beside {
  readonly outcome?: readonly object[];
  readonly included?: readonly Resource[];
  readonly total?: number;
}

/** A page of a search as a Bundle. `cursor` tells where the next page goes on, when there is one. */
export function searchset(
  type: string,
  base: string,
  search: SearchRequest,
  resources: readonly Resource[],
  cursor: readonly (string | null)[] | undefined,
  { outcome = [], included = [], total }: Beside = {},
): Resource {
  const used = new URLSearchParams([
    ...search.filters.map(([name, value]): [string, string] => [name, value]),
    ...mannersOf(search),
    ['_count', String(search.count)],
  ]);
  const link = [{ relation: 'self', url: `${base}/${type}?${used.toString()}` }];
  if (cursor) {
    used.set('_cursor', cursorText(cursor));
    link.push({ relation: 'next', url: `${base}/${type}?${used.toString()}` });
  }
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total !== undefined && { total }),
    link,
    entry: [
      ...resources.map((resource) => ({
        fullUrl: `${base}/${type}/${resource.id}`,
        resource,
        search: { mode: 'match' },
      })),
      ...included.map((resource) => ({
        fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'include' },
      })),
      ...outcome,
      ...(search.ignored ? [leftOut(search.ignored, requestContext().language)] : []),
    ],
  };
}

/** How it was to be answered, for the links. */
function mannersOf({ sort, manner = {} }: SearchRequest): [string, string][] {
  const { summary, elements, total } = manner;
  return [
    ...(sort ? [['_sort', sort.said] as [string, string]] : []),
    ...(summary ? [['_summary', summary] as [string, string]] : []),
    ...(elements ? [['_elements', elements.join(',')] as [string, string]] : []),
    ...(total ? [['_total', total] as [string, string]] : []),
    ...alongOf(manner),
  ];
}
