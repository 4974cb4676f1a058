import type { Condition, Parameter } from './parameters.js';
import type { At } from './parameter-refusals.js';
import type { SearchRequest } from './search-request.js';

/** How the column is compared that orders a list. */
export type SortType = 'timestamptz' | 'text' | 'uuid';

/** Rows of one table among those of a resource. */
export interface TablePart {
  readonly select: string;
  /** Whether any of its rows can meet these filters, as far as they tell without looking. */
  readonly mayHold: (filters: SearchRequest['filters']) => boolean;
}

/**
 * How a resource is found in the hospital's own tables. `select` gives one row a resource: id, entity_id, patient_id,
 * encounter_id, sort (orders every list, newest first unless ascending), version, updated_at, facts, and the columns
 * its parameters look at.
 */
export interface ResourceTable {
  readonly select: string;
  /** The same in parts, where rows come from several tables: each is searched by itself, if it may hold what is looked for. */
  readonly parts?: readonly TablePart[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** By a row of ours; by the row itself where nothing is said. */
  readonly row?: Condition;
  /** Parameters of which a search needs one, so that it never walks the whole hospital. */
  readonly needs: readonly string[];
  readonly sortType: SortType;
  readonly ascending?: boolean;
  /** What `_sort` may call the usual order. */
  readonly sortedBy?: readonly string[];
  /** SQL of the rows of a page in order, where they are not found by walking the table; undefined when they are. */
  readonly page?: (search: SearchRequest, at: At) => string | undefined;
  /** Whether rows may be earlier versions of a resource, those where `is_past`. */
  readonly hasPast?: true;
  /** Whether rows have no patient: people who work here, places. */
  readonly isOfNobody?: true;
}

/** A table of several parts. */
export const inParts = (...selects: readonly string[]): Pick<ResourceTable, 'select' | 'parts'> => ({
  select: selects.join(' UNION ALL '),
  parts: selects.map((select) => ({ select, mayHold: () => true })),
});

/** SQL of how confidential the record is that a row belongs to; null where it is not. */
export const confidentialityOf = (row: string): string =>
  `(SELECT nullif(p.confidentiality, 'N') FROM patient p WHERE p.id = ${row}.patient_id)`;

/** The same as a SELECT, with when the record was last changed. */
export const labelOf = (row: string): string =>
  `SELECT nullif(p.confidentiality, 'N') AS confidentiality, p.updated_at FROM patient p WHERE p.id = ${row}.patient_id`;
