import type { Database, Statement } from '../database/database.js';
import { pageOf, readCursor, type CursorValue, type Page, type PageQuery } from './pagination.js';

const TYPES: Readonly<Record<CursorValue, string>> = {
  uuid: 'uuid',
  instant: 'timestamptz',
  text: 'text',
  whole: 'bigint',
};

/** One of the columns that order a list; together they tell every row from every other. */
export interface KeyColumn {
  readonly sql: string;
  /** What it is in a cursor. */
  readonly kind: CursorValue;
  /** The field of the row that holds it. */
  readonly field: string;
  /** SQL of the column's value, from that of the field; the same unless it says otherwise. */
  readonly of?: (value: string) => string;
}

/** A list in the order of a key: how every page of it is read. `$1…` in its parts are the values that the caller gives. */
export interface KeysetList {
  /** Name of its statements. */
  readonly name: string;
  /** SELECT … FROM …, up to the conditions; told how many rows are wanted, and behind which key, where it finds them by a function. */
  readonly select: string | ((page: PlaceOfPage) => string);
  /** Conditions on every row. */
  readonly where?: string;
  /** Conditions that hold where the query gives a value of this name, as SQL of that value (`$4`). */
  readonly filters?: Readonly<Record<string, (value: string) => string>>;
  readonly key: readonly KeyColumn[];
  /** Set where the greatest key comes first. */
  readonly descending?: true;
  /** What is read of the rows of the page, from a SELECT of them; where joins would only slow the search down. */
  readonly around?: (page: string) => string;
}

/** SQL of how many rows are wanted, and of the key behind which they are: nulls on the first page. */
export interface PlaceOfPage {
  readonly most: string;
  readonly after: readonly string[];
}

/** Ids are in the order of time: the newest first. */
export const newestFirst = (row: string): Pick<KeysetList, 'key' | 'descending'> => ({
  key: [{ sql: `${row}.id`, kind: 'uuid', field: 'id' }],
  descending: true,
});

/** By a moment, the latest first. */
export const latestFirst = (row: string, column: string, field: string): Pick<KeysetList, 'key' | 'descending'> => ({
  key: [
    { sql: `${row}.${column}`, kind: 'instant', field },
    { sql: `${row}.id`, kind: 'uuid', field: 'id' },
  ],
  descending: true,
});

/**
 * The statement of one page. Only conditions that are asked stand in its text, so that each question gets the index it deserves.
 * @param values of `$1…`; those of the page are put behind them
 * @param limit SQL of how many rows: one more than are shown
 */
export function keysetStatement(
  list: KeysetList,
  query: PageQuery,
  values: unknown[],
  limit = (most: string): string => most,
): Statement {
  const at = (value: unknown) => `$${values.push(value)}`;
  const filters = Object.entries(list.filters ?? {}).filter(([name]) => given(query, name) !== undefined);
  const after = readCursor(
    query.cursor,
    list.key.map(({ kind }) => kind),
  );
  const places = after?.map(at);
  const conditions = [
    ...(list.where ? [list.where] : []),
    ...filters.map(([name, condition]) => condition(at(given(query, name)))),
    ...(places ? [behind(list, places)] : []),
  ];
  const order = list.key.map(({ sql }) => `${sql}${list.descending ? ' DESC' : ''}`).join(', ');
  const most = limit(at(query.limit + 1));
  const found =
    typeof list.select === 'string' ? list.select : list.select({ most, after: places ?? list.key.map(() => 'NULL') });
  const page = `${found} ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''} ORDER BY ${order} LIMIT ${most}`;
  const asked = [...filters.map(([name]) => name), ...(after ? ['after'] : [])];
  return { name: [list.name, ...asked].join(':'), text: list.around ? list.around(page) : page };
}

/** One page of a list. @throws Problem validation when the cursor is none of ours */
export async function readPage<Row extends object, Item>(
  database: Database,
  list: KeysetList,
  query: PageQuery,
  values: readonly unknown[],
  item: (row: Row) => Item,
): Promise<Page<Item>> {
  const all = [...values];
  const rows = await database.query<Row>(keysetStatement(list, query, all), all);
  return pageOf(rows, query, keyOf(list), item);
}

/** The key of a row, as a cursor carries it. */
export const keyOf =
  ({ key }: KeysetList) =>
  (row: object): string[] =>
    key.map(({ kind, field }) => {
      const value = (row as Record<string, unknown>)[field] as string | number | Date;
      return kind === 'instant' ? new Date(value).toISOString() : String(value);
    });

const given = (query: object, name: string): unknown => (query as Record<string, unknown>)[name];

function behind({ key, descending }: KeysetList, places: readonly string[]): string {
  const columns = key.map(({ sql }) => sql).join(', ');
  const values = key.map(({ kind, of }, index) => {
    const value = `${places[index]}::${TYPES[kind]}`;
    return of ? of(value) : value;
  });
  return `(${columns}) ${descending ? '<' : '>'} (${values.join(', ')})`;
}
