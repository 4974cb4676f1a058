import { Problem, type FieldError } from '../../../kernel/problem.js';
import { fhirError, fhirProblems } from '../fhir.errors.js';
import { readName, requireModifiers } from './conditions.js';
import { readHas } from './has.js';
import { ALONG, readManner, readSort, type Manner, type Sort } from './manners.js';
import { invalidParameter } from './parameter-refusals.js';
import type { Parameter } from './parameters.js';

/** A search that has been understood. */
export interface SearchRequest {
  /** Each by the name it was asked for, with its modifier or chain. */
  readonly filters: readonly (readonly [name: string, value: string])[];
  readonly count: number;
  readonly cursor: string | undefined;
  /** The last row of the page before: how it is sorted, what it is of, its id, and how it is sorted among its like. */
  readonly after?: readonly [sort: string, entityId: string, id: string, then?: string];
  /** In the usual order of the list where absent. */
  readonly sort?: Sort;
  readonly manner?: Manner;
  /** Parameters that nobody knew and that were let pass, as `Prefer: handling=lenient` asked. */
  readonly ignored?: readonly string[];
  /** Of patients of whom too many fit to look at all at once: what finds them, in the order of lists, and what is asked of those. */
  readonly walked?: Readonly<Record<'found' | 'asked', SearchRequest['filters']>>;
  /** Only so many of the newest of each code. */
  readonly lastOf?: number;
}

/** What can be searched for, and of what a search needs one, if anything. */
export interface Searchable {
  readonly parameters: Readonly<Record<string, Parameter | string>>;
  readonly needs: readonly string[];
  /** Names that `_sort` may have for the usual order. */
  readonly sortedBy?: readonly string[];
  /** Present where rows of a page are found in their own order. */
  readonly page?: unknown;
}

/** `_sort` may stand once for each key. */
const sortIn = ({ _sort: sort }: Query): string | undefined =>
  sort === undefined ? undefined : [sort].flat().join(',');

export type Query = Readonly<Record<string, string | string[]>>;

/** Parameters that say how to answer, not what to find. */
const MANNERS = new Set([
  '_count',
  '_cursor',
  '_format',
  '_pretty',
  '_sort',
  '_total',
  '_summary',
  '_elements',
  ...ALONG,
]);
const MOST = 100;
const USUAL = 20;
/** Each value of a list costs a look at the database. */
const MOST_VALUES = 100;

/**
 * Reads the query of a search. What is not known is refused, since an answer that ignored it would show too much;
 * `Prefer: handling=lenient` lets it pass, and the answer's self link then tells what was used.
 * @param bases addresses of this service, which may stand before what a reference names
 * @throws Problem notImportable naming each parameter that is unknown or wrong
 */
export function readSearch(
  table: Searchable,
  query: Query,
  prefer: string | undefined,
  bases: readonly string[] = [],
): SearchRequest {
  const given = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => [nameOf(name), bases.reduce(withoutBase, value)] as const),
  );
  const lenient = /handling\s*=\s*lenient/.test(prefer ?? '');
  const known = Object.keys(table.parameters);
  const isKnown = (name: string) => known.includes(readName(name).name) || readHas(name) !== undefined;
  const unknown = given.filter(([name]) => !MANNERS.has(name) && !isKnown(name));
  if (unknown.length > 0 && !lenient) {
    refuse(unknown.map(([name]) => fhirError(name, 'parameter-unknown', { known: known.join(', ') })));
  }
  const filters = given.filter(([name]) => isKnown(name));
  const unreadable = filters.find(([, value]) => value.trim() === '' || value.length > 8000 || /\p{Cc}/u.test(value));
  if (unreadable) invalidParameter(unreadable[0]);
  const endless = filters.find(([, value]) => value.split(',').length > MOST_VALUES);
  if (endless) refuse([fhirError(endless[0], 'values-too-many', { most: MOST_VALUES })]);
  requireModifiers(
    table.parameters,
    filters.map(([name]) => name).filter((name) => readHas(name) === undefined),
  );
  const [needed] = table.needs;
  if (needed !== undefined && !filters.some(([name]) => table.needs.includes(neededOf(name)))) {
    refuse([fhirError(needed, 'search-too-wide', { needed: table.needs.join(', ') })]);
  }
  const manner = readManner(query);
  const sort = readSort(sortIn(query), { usual: table.sortedBy ?? [], isNamed: table.page !== undefined }, lenient);
  const ignored = [...new Set(unknown.map(([name]) => name))];
  const told = { ...(sort && { sort }), ...(ignored.length > 0 && { ignored }) };
  return { filters, ...countOf(query._count, manner), cursor: one(query._cursor), ...told };
}

/** A modifier may turn a condition into its contrary, which narrows nothing down. */
function neededOf(asked: string): string {
  if (readHas(asked)) return '_has';
  const { name, modifier } = readName(asked);
  return modifier === undefined || NARROWER.has(modifier) ? name : '';
}

const NARROWER: ReadonlySet<string> = new Set(['identifier', 'exact', 'contains', 'of-type']);

/** `patient:Patient` and `subject:Patient` say what is the case here anyway. */
const nameOf = (name: string) => name.replace(/:Patient(?=$|\.)/, '');

const withoutBase = (value: string, base: string): string =>
  base !== '' && value.includes(base)
    ? value
        .split(',')
        .map((part) => (part.startsWith(`${base}/`) ? part.slice(base.length + 1) : part))
        .join(',')
    : value;

/** `_count=0` asks how many there are. */
function countOf(given: string | string[] | undefined, manner: Manner): { count: number; manner?: Manner } {
  const text = one(given);
  const told = Object.keys(manner).length > 0 ? { manner } : {};
  if (text === undefined) return { count: USUAL, ...told };
  if (text === '0') return { count: 0, manner: { ...manner, summary: 'count' } };
  if (!/^[1-9]\d{0,5}$/.test(text)) invalidParameter('_count');
  return { count: Math.min(Number(text), MOST), ...told };
}

/** Parameters that say how an answer is written, and nothing of what is asked. */
export const HOW_ANSWERED: ReadonlySet<string> = new Set(['_format', '_pretty']);

export const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function refuse(errors: FieldError[]): never {
  throw new Problem(fhirProblems.notImportable, { errors });
}
