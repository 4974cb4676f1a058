import type { Query } from '../sealing/tree-nodes.js';
import { GIVEN_TO_OLDER_ROWS, type GivenToOlderRows } from './older-rows.js';

/** A column of an audited table. */
export interface AuditedColumn {
  readonly name: string;
  /** As PostgreSQL names it, such as `timestamp with time zone`. */
  readonly type: string;
  /** Its value stands in the trail as a hash, or, undefined, as it is. */
  readonly policy?: 'hash';
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
  /** Secrets, compared by the hash that the trail keeps of them. */
  readonly secrets: readonly string[];
  /** Whether the session's role may read the secrets; else it reads their hashes through `audit.secret_hash`. */
  readonly readsSecrets: boolean;
  /** Compared with the time of the event that wrote them. */
  readonly times: { readonly created: boolean; readonly updated: boolean };
}

interface ColumnRow {
  table: string;
  name: string;
  type: string;
  policy: 'hash' | 'redact' | 'redact-hash' | 'omit' | null;
  isKey: boolean;
  isReadable: boolean;
}

/** Told by the event (when it was, which record), by the version, or derived from them; see audit.column_policy. */
const NOT_BY_VALUE = ['id', 'created_at', 'updated_at', 'version'];

export async function auditedTables(query: Query): Promise<AuditedTable[]> {
  const rows = await query<ColumnRow>(COLUMNS);
  return [...Map.groupBy(rows, ({ table }) => table)].map(([name, columns]) => tableOf(name, columns));
}

function tableOf(name: string, columns: readonly ColumnRow[]): AuditedTable {
  const secrets = columns.filter(({ policy }) => policy === 'redact-hash');
  const isVersioned = columns.some((column) => column.name === 'version' && column.policy === null);
  const has = (time: string) => columns.some((column) => column.name === time && column.type.startsWith('timestamp'));
  return {
    name,
    hasId: columns.some((column) => column.name === 'id' && column.type === 'uuid'),
    isVersioned,
    key: columns.filter(({ isKey }) => isKey).map((column) => column.name),
    columns: columns
      .filter((column) => !NOT_BY_VALUE.includes(column.name) && (column.policy === null || column.policy === 'hash'))
      .map(({ name: column, type, policy }) => ({
        name: column,
        type,
        ...(policy === 'hash' && { policy }),
        given: GIVEN_TO_OLDER_ROWS[`${name}.${column}`],
      })),
    secrets: secrets.map((column) => column.name),
    readsSecrets: secrets.every(({ isReadable }) => isReadable),
    // Where columns are left out of the trail, a row without versions is touched without an event.
    times: {
      created: has('created_at'),
      updated: has('updated_at') && (isVersioned || !columns.some(({ policy }) => policy === 'omit')),
    },
  };
}

const COLUMNS = {
  name: 'audit.reconcile.columns',
  text: `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, NULL) AS type, p.policy,
           coalesce(a.attnum = ANY (k.indkey), false) AS "isKey", has_column_privilege(c.oid, a.attnum, 'SELECT') AS "isReadable"
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v'
         LEFT JOIN audit.column_policy p ON p.table_name = c.relname AND p.column_name = a.attname
         LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
         WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'public') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
           AND c.relname NOT IN (SELECT name FROM audit.exempt_table)
         ORDER BY c.relname, a.attnum`,
};
