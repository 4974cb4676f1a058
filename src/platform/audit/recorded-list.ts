import type { Database, Statement } from '../database/database.js';
import { SHARED_BY, SHARED_COLUMNS } from '../routes/disclosure.js';
import { keyOf, keysetStatement, type KeysetList } from '../routes/keyset.js';
import { pageOf, type Page, type PageQuery } from '../routes/pagination.js';
import { narrowedSql } from '../../kernel/scope.js';
import { requestContext } from '../../kernel/request-context.js';
import { detailOf, EVENT_COLUMNS, EVENT_ROWS, eventRow, type AccessEvent } from '../../kernel/access-event.js';

/** How to read a page of rows, each about a patient or about none (a free bed). Its own values begin with $3. */
export interface ListRead {
  readonly name: string;
  /** What the trail calls it. */
  readonly entity: string;
  /**
   * A SELECT of the rows to show, in order and one more than are shown, with patient_id and encounter_id among their columns. It reads as few
   * tables as it can, since what the request may see is looked up for each row.
   */
  readonly page: string;
  /** A SELECT of what else is shown of a row, which it names `item`; none when there is nothing. */
  readonly shows: string;
}

/** A list that is its own event and is read in pages: as {@link ListRead}, with its page as a list in the order of a key. */
export type ListOfPages = Omit<ListRead, 'page'> & KeysetList;

interface ShownTo {
  readonly place: string | null;
  readonly shown_patients: string[] | null;
  readonly shown_patient: string | null;
  readonly shown_encounter: string | null;
}

/**
 * A list that is its own event: one statement finds the rows, inserts into the trail whom they are about, and reads what is shown of them, so
 * that one cannot be without the other. Which event it wrote stands in the request's context, and the route's interceptor writes it again
 * should the answer show anything else.
 *
 * Whom the request may see is asked for the rows of the page, once each; what is then read of a row sees its patient and no other.
 */
export async function readList<Row extends object>(
  database: Database,
  read: ListRead,
  asked: { readonly most: number; readonly values: readonly unknown[]; readonly entityId?: string },
): Promise<Row[]> {
  const context = requestContext();
  const { entityId, most, values } = asked;
  const event: AccessEvent = { kind: 'list', entity: read.entity, entityId, detail: detailOf(context) };
  const json = JSON.stringify([eventRow(context, event)]);
  const rows = await database.query<Row & ShownTo>(statementOf(read), [json, most, ...values]);
  const [first] = rows;
  if (!first) return [];
  const { shown_patients, shown_patient, shown_encounter } = first;
  const recorded = { patientIds: shown_patients!, patientId: shown_patient, encounterId: shown_encounter };
  context.recorded = { ...event, ...recorded };
  return rows.filter(({ place }) => place !== null);
}

/** One page of it; the values of the list begin with $3. @throws Problem validation when the cursor is none of ours */
export async function readListPage<Row extends object, Item>(
  database: Database,
  list: ListOfPages,
  query: PageQuery,
  values: readonly unknown[],
  item: (row: Row) => Item,
): Promise<Page<Item>> {
  const all = [...BEFORE_THE_LISTS, ...values];
  const { name, text: page } = keysetStatement(list, query, all);
  const asked = { most: query.limit, values: all.slice(BEFORE_THE_LISTS.length) };
  const rows = await readList<Row>(database, { ...list, name, page }, asked);
  return pageOf(rows, query, keyOf(list), item);
}

/** SQL that records an event for each row of `from`: what was asked, and whom the list shows by `SHARED_BY`. */
export const eventOf = (from: string): string =>
  `INSERT INTO audit.event (${EVENT_COLUMNS}) SELECT ${SHARED_COLUMNS} FROM ${from}`;

/** Places of values that {@link readList} puts before the list's own. */
const BEFORE_THE_LISTS: readonly unknown[] = [undefined, undefined];

/**
 * The page is whole before the first of its rows narrows what the statement sees: that takes the scope from `recorded_page`, which has read all of
 * them. OFFSET 0 keeps the rows' turns.
 */
const statementOf = ({ name, page, shows }: ListRead): Statement => ({
  name,
  text: `WITH page AS MATERIALIZED (SELECT row_number() OVER () AS place, item.* FROM (${page}) item),
    recorded_page AS MATERIALIZED (SELECT event.*, whom.*, current_setting('emr.scope', true) AS scope
      FROM ${EVENT_ROWS} CROSS JOIN (SELECT ${SHARED_BY} FROM page WHERE place <= $2::int) whom),
    event AS (${eventOf('recorded_page')}),
    shown AS MATERIALIZED (SELECT item.*, more.* FROM
        (SELECT page.*, set_config('emr.scope', ${narrowedSql('recorded_page.scope', 'page.patient_id')}, true) AS opened FROM recorded_page CROSS JOIN page OFFSET 0) item
      LEFT JOIN LATERAL (${shows} OFFSET 0) more ON true)
    SELECT shown.*, CASE WHEN coalesce(place, 1) = 1 THEN shown_patients END AS shown_patients, shown_patient, shown_encounter
    FROM recorded_page LEFT JOIN shown ON true ORDER BY place`,
});
