/** A row of a table that the trail goes by, as an event told it. */
export type ToldRow = Readonly<Record<string, unknown>>;

/** One event about what the trail goes by. */
interface ToldEvent {
  readonly kind: string;
  readonly entity: string;
  readonly occurred_at: string;
  readonly username: string;
  readonly detail?: { readonly rows?: readonly ToldRow[] };
}

const ABOUT_THE_TRAIL = '"entity":"audit.';
/** The role of the service; the database names who keeps a result by the role that is connected. */
const APPLICATION = 'emr_app';
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'audit.archive': ['partition'],
  'audit.signing_key': ['number'],
  'audit.exempt_table': ['name'],
  'audit.column_policy': ['table_name', 'column_name'],
};

/** What was last told of a table's row, and when. */
export interface Told {
  readonly row: ToldRow;
  readonly at: Date;
  readonly by: string;
}

/**
 * What events say of the tables that the trail itself goes by: archives, keys, exempt tables and columns. Each change of these
 * writes an event (prisma/guards/16-settings-of-the-trail.sql), so that they are under the tree too.
 */
export class SettingsTold {
  private readonly tables = new Map<string, Map<string, Told>>();
  /** The last result of comparing the data with the trail that the owner or an auditor kept, as its event tells it. */
  lastReconciliation: Told | undefined;
  /** The last one that the application kept: whoever has its password can keep any. */
  lastSaidByApplication: Told | undefined;

  /** Takes one sealed event, in the order of the trail. @param leaf its text */
  take(leaf: string): void {
    if (leaf.includes(ABOUT_THE_TRAIL)) this.takeEvent(JSON.parse(leaf) as ToldEvent);
  }

  /** What was told last of each row that should be there. @param table such as `audit.archive` */
  of(table: string): readonly Told[] {
    return [...(this.tables.get(table)?.values() ?? [])];
  }

  private takeEvent({ kind, entity, occurred_at, username, detail }: ToldEvent): void {
    const rows = detail?.rows ?? [];
    if (entity === 'audit.reconciliation') {
      const last = username === APPLICATION ? 'lastSaidByApplication' : 'lastReconciliation';
      for (const row of rows) this[last] = { row, at: new Date(occurred_at), by: username };
      return;
    }
    const key = KEYS[entity];
    if (!key) return;
    const table = this.tables.get(entity) ?? new Map<string, Told>();
    this.tables.set(entity, table);
    for (const row of rows) {
      const name = key.map((column) => String(row[column])).join('.');
      if (kind === 'delete') table.delete(name);
      else table.set(name, { row, at: new Date(occurred_at), by: username });
    }
  }
}

/** Whether a row says in these columns what was told of it. */
export const saysTheSame = (row: ToldRow, told: Told | undefined, columns: readonly string[]): boolean =>
  told !== undefined && columns.every((column) => String(row[column]) === String(told.row[column]));
