import { elementAt } from '../../../kernel/list.js';
import type { CursorValue } from '../../../platform/routes/pagination.js';
import type { SortKey } from './manners.js';
import type { At } from './parameter-refusals.js';
import type { ResourceTable, SortType } from './resource-table.js';
import type { SearchRequest } from './search-request.js';

/** What a cursor holds of each kind of key. */
export const IN_CURSORS = { timestamptz: 'instant', text: 'text', uuid: 'uuid' } as const satisfies Record<
  SortType,
  CursorValue
>;

/** How a list is ordered: by a column of its rows, and its direction. */
export interface Order extends SortKey {
  readonly type: SortType;
}

/** The key of a list, and a second where one is asked for. */
export const orderIn = (
  { sortType, ascending = false }: ResourceTable,
  { sort }: SearchRequest,
): readonly [Order] | readonly [Order, Order] => {
  const typed = ({ by, ascending: up }: SortKey): Order => ({
    by,
    type: by === 'updated_at' ? 'timestamptz' : by === 'entity_id' ? 'uuid' : sortType,
    ascending: up,
  });
  const first = typed(sort ?? { by: 'sort', ascending });
  return sort?.then ? [first, typed(sort.then)] : [first];
};

const direction = ({ ascending }: SortKey): string => (ascending ? 'ASC' : 'DESC');

/** Nothing but the row's own id tells rows of the same sort apart, and no text of it has to be made to find it by index. */
export function orderOf(rows: string, keys: readonly Order[]): string {
  const last = direction(elementAt(keys, -1));
  const each = keys.map((key) => `${rows}.${key.by} ${direction(key)}`);
  return `ORDER BY ${each.join(', ')}, ${rows}.entity_id ${last}, ${rows}.id COLLATE "C" ${last}`;
}

/** SQL of what comes behind the last row of the page before. */
export function behind(
  keys: readonly [Order] | readonly [Order, Order],
  [sort, row, id, second]: NonNullable<SearchRequest['after']>,
  at: At,
): string {
  const [first, then] = keys;
  const own = `(r.entity_id, r.id COLLATE "C")`;
  const ids = `(${at(row)}::uuid, ${at(id)} COLLATE "C")`;
  const place = `${at(sort)}::${first.type}`;
  const sign = ({ ascending }: SortKey): string => (ascending ? '>' : '<');
  if (!then) {
    return `(r.${first.by}, r.entity_id, r.id COLLATE "C") ${sign(first)} (${place}, ${ids.slice(1, -1)})`;
  }
  const next = `${at(second)}::${then.type}`;
  const alike = `(r.${then.by} ${sign(then)} ${next} OR (r.${then.by} = ${next} AND ${own} ${sign(then)} ${ids}))`;
  return `(r.${first.by} ${sign(first)} ${place} OR (r.${first.by} = ${place} AND ${alike}))`;
}
