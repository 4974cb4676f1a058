import { Problem, type FieldError } from '../../../kernel/problem.js';
import { fhirError, fhirProblems } from '../fhir.errors.js';
import { invalidParameter } from './parameters.js';

/** A search that has been understood. */
export interface SearchRequest {
  readonly filters: readonly (readonly [name: string, value: string])[];
  readonly count: number;
  readonly cursor: string | undefined;
  /** The last row of the page before: how it is sorted, what it is of, its id. */
  readonly after?: readonly [sort: string, entityId: string, id: string];
}

/** What can be searched for, and of what a search needs one, if anything. */
export interface Searchable {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly needs: readonly string[];
}

/** Parameters that say how to answer, not what to find. */
const MANNERS = new Set(['_count', '_cursor', '_format', '_pretty']);
const MOST = 100;
const USUAL = 20;

/**
 * Reads the query of a search. What is not known is refused, since an answer that ignored it would show too much;
 * `Prefer: handling=lenient` lets it pass, and the answer's self link then tells what was used.
 * @throws Problem notImportable naming each parameter that is unknown or wrong
 */
export function readSearch(
  table: Searchable,
  query: Readonly<Record<string, string | string[]>>,
  prefer: string | undefined,
): SearchRequest {
  const given = Object.entries(query).flatMap(([name, values]) =>
    [values].flat().map((value) => [nameOf(name), value] as const),
  );
  const lenient = /handling\s*=\s*lenient/.test(prefer ?? '');
  const known = Object.keys(table.parameters);
  const unknown = given.filter(([name]) => !MANNERS.has(name) && !known.includes(name));
  if (unknown.length > 0 && !lenient) {
    refuse(unknown.map(([name]) => fhirError(name, 'parameter-unknown', { known: known.join(', ') })));
  }
  const filters = given.filter(([name]) => known.includes(name));
  const unreadable = filters.find(([, value]) => value.trim() === '' || value.length > 1000 || /\p{Cc}/u.test(value));
  if (unreadable) invalidParameter(unreadable[0]);
  const [needed] = table.needs;
  if (needed !== undefined && !filters.some(([name]) => table.needs.includes(name))) {
    refuse([fhirError(needed, 'search-too-wide', { needed: table.needs.join(', ') })]);
  }
  return { filters, count: countOf(query._count), cursor: one(query._cursor) };
}

/** `patient:Patient` and `subject:Patient` say what is the case here anyway. */
const nameOf = (name: string) => name.replace(/:Patient$/, '');

function countOf(given: string | string[] | undefined): number {
  const text = one(given);
  if (text === undefined) return USUAL;
  if (!/^[1-9]\d{0,5}$/.test(text)) invalidParameter('_count');
  return Math.min(Number(text), MOST);
}

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function refuse(errors: FieldError[]): never {
  throw new Problem(fhirProblems.notImportable, { errors });
}
