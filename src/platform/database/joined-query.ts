import { createRequire } from 'node:module';
import pg from 'pg';
import type { PlainDecision } from '../../kernel/decision.js';
import { elementAt } from '../../kernel/list.js';
import { areBytesHanded, withHandedBytes } from './handed-bytes.js';
import { decisionIn } from './plain-decision.js';
import {
  InnerQuery,
  preparedAs,
  prepareOnce,
  settingStatement,
  type Connection,
  type DataRow,
} from './scoped-query.js';
import type { SessionSettings } from './session-settings.js';

/** What the driver makes of a value before it sends it. */
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as {
  prepareValue: (value: unknown) => string | Buffer | null;
};

/** A statement, and what it may see; without that it sees nobody. */
type Told = pg.QueryConfig & { readonly settings: SessionSettings | undefined };

/** The columns of a statement, by which the driver makes rows. */
interface Columns extends pg.Result {
  addFields(fields: readonly pg.FieldDef[]): void;
  parseRow(fields: DataRow['fields']): object;
}

/**
 * What a connection was told of the columns of statements that it knows by name. It is asked once: PostgreSQL refuses a prepared statement whose
 * columns have changed, and the connection ends with that error.
 */
const described = new WeakMap<Connection, Map<string, Columns>>();

function columnsOn(connection: Connection): Map<string, Columns> {
  const known = described.get(connection) ?? new Map<string, Columns>();
  described.set(connection, known);
  return known;
}

export interface JoinedResult<Row extends object> {
  readonly rows: Row[];
  /** Why it saw what it saw, when that was left to its session settings; null when it saw nobody. */
  readonly decision?: PlainDecision | null;
}

/** One of several, and what it was answered. */
class Part implements JoinedResult<object> {
  readonly rows: object[] = [];
  decision: PlainDecision | null | undefined;
  columns: Columns | undefined;
  /** The session settings are set: what comes now is the statement's own. */
  isSet: boolean;
  private values: (string | Buffer | null)[] = [];

  constructor(
    readonly name: string,
    private readonly told: Told,
    private readonly lockTimeoutMs: number | undefined,
  ) {
    this.isSet = told.settings === undefined;
  }

  /** @throws Error for a value that cannot be sent, and for a name that stands for another text, as the driver has it */
  check(connection: Connection): void {
    const known = preparedAs(connection, this.name);
    if (known !== undefined && known !== this.told.text) throw new Error(`Two statements are named ${this.name}.`);
    const values = (this.told.values ?? []) as unknown[];
    this.values = (areBytesHanded() ? withHandedBytes(values) : values).map((value) => prepareValue(value));
  }

  /** @param asked names of statements whose columns this round trip asks for already; what is new is added */
  send(connection: Connection, asked: Set<string>): void {
    const { settings, text } = this.told;
    if (settings) {
      const { values, ...setting } = settingStatement(settings, this.lockTimeoutMs);
      prepareOnce(connection, setting);
      connection.bind({ statement: setting.name, values });
      connection.execute({ portal: '' });
    }
    prepareOnce(connection, { name: this.name, text });
    connection.bind({ statement: this.name, values: this.values });
    this.columns = columnsOn(connection).get(this.name);
    if (!this.columns && (this.name === '' || !asked.has(this.name))) {
      connection.describe({ type: 'P', name: '' });
      asked.add(this.name);
    }
    connection.execute({ portal: '' });
  }

  take({ fields }: DataRow, known: Map<string, Columns>): void {
    if (!this.isSet) {
      if (this.told.settings?.asked) this.decision = decisionIn(fields[0] ?? null);
      return;
    }
    // Of another of this round trip when that had the same statement.
    this.columns ??= known.get(this.name);
    this.rows.push(this.columns!.parseRow(fields));
  }
}

/**
 * Statements of several requests in one round trip and one transaction: all of them, or none. Each has session settings of its own, which
 * takes the place of the one before it, so that nobody sees or signs for another.
 */
export class JoinedQuery extends InnerQuery {
  private readonly parts: readonly Part[];
  private at = 0;
  private known = new Map<string, Columns>();
  private failure: Error | undefined;

  /** @param lockTimeoutMs how long it waits for a row that somebody holds, when not as long as its connection does */
  constructor(statements: readonly Told[], lockTimeoutMs?: number) {
    super({ text: '' });
    // The first sets the limit for all: it holds until their transaction ends.
    this.parts = statements.map((told, at) => new Part(told.name ?? '', told, at === 0 ? lockTimeoutMs : undefined));
  }

  override requiresPreparation(): boolean {
    return true;
  }

  /** @returns an error when nothing was sent, since some statement cannot be */
  override submit(connection: Connection): Error | null {
    try {
      for (const part of this.parts) part.check(connection);
    } catch (error) {
      return error as Error;
    }
    return super.submit(connection);
  }

  override prepare(connection: Connection): void {
    this.known = columnsOn(connection);
    const asked = new Set<string>();
    for (const part of this.parts) part.send(connection, asked);
    connection.sync();
  }

  override handleRowDescription({ fields }: { readonly fields: pg.FieldDef[] }): void {
    const part = elementAt(this.parts, this.at);
    part.columns = new pg.Result('', pg.types) as Columns;
    part.columns.addFields(fields);
    if (part.name !== '') this.known.set(part.name, part.columns);
  }

  override handleDataRow(message: DataRow): void {
    try {
      elementAt(this.parts, this.at).take(message, this.known);
    } catch (error) {
      this.failure ??= error as Error;
    }
  }

  override handleCommandComplete(): void {
    const part = elementAt(this.parts, this.at);
    if (part.isSet) this.at++;
    part.isSet = true;
  }

  /** The transaction has been committed; before this, nothing had happened. */
  override handleReadyForQuery(): void {
    if (this.failure) this.callback?.(this.failure);
    else this.callback?.(null, this.parts);
  }
}
