import type { Query } from '../sealing/tree-nodes.js';
import { GIVEN_TO_OLDER_ROWS, type GivenToOlderRows } from './older-rows.js';

/** A column of an audited table. */
export interface AuditedColumn {
  readonly name: string;
  /** As PostgreSQL names it, such as `timestamp with time zone`. */
  readonly type: string;
  /** `hash`, `redact`, `omit`, or undefined: it stands in the trail as it is. */
  readonly policy?: 'hash' | 'redact' | 'omit';
  /** What rows have that were there before the column. */
  readonly given?: GivenToOlderRows;
}

/** A table whose writes are events. */
export interface AuditedTable {
  readonly name: string;
  /** Whether its rows are known by an `id` that is a UUID; else only the number of writes can be compared. */
  readonly hasId: boolean;
  readonly isVersioned: boolean;
  readonly key: readonly string[];
  /** Compared by value; without what is counted (version) or told by the event itself (id, times of the row). */
  readonly columns: readonly AuditedColumn[];
}

interface ColumnRow {
  table: string;
  name: string;
  type: string;
  policy: AuditedColumn['policy'] | null;
  isKey: boolean;
}

/** Told by the event (when it was, which record), by the version, or derived from them; see audit.column_policy. */
const NOT_BY_VALUE = ['id', 'created_at', 'updated_at', 'version'];

export async function auditedTables(query: Query): Promise<AuditedTable[]> {
  const rows = await query<ColumnRow>(COLUMNS);
  return [...Map.groupBy(rows, ({ table }) => table)].map(([name, columns]) => ({
    name,
    hasId: columns.some((column) => column.name === 'id' && column.type === 'uuid'),
    isVersioned: columns.some((column) => column.name === 'version' && column.policy === null),
    key: columns.filter(({ isKey }) => isKey).map((column) => column.name),
    columns: columns
      .filter((column) => !NOT_BY_VALUE.includes(column.name) && column.policy !== 'omit' && column.policy !== 'redact')
      .map(({ name: column, type, policy }) => ({
        name: column,
        type,
        ...(policy && { policy }),
        given: GIVEN_TO_OLDER_ROWS[`${name}.${column}`],
      })),
  }));
}

const COLUMNS = {
  name: 'audit.reconcile.columns',
  text: `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, NULL) AS type, p.policy,
           coalesce(a.attnum = ANY (k.indkey), false) AS "isKey"
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v'
         LEFT JOIN audit.column_policy p ON p.table_name = c.relname AND p.column_name = a.attname
         LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
         WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'public') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND c.relname NOT IN (SELECT name FROM audit.exempt_table)
         ORDER BY c.relname, a.attnum`,
};
