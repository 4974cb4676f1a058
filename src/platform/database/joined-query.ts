import pg from 'pg';
import type { PlainDecision } from '../../kernel/decision.js';
import { elementAt } from '../../kernel/list.js';
import { areBytesHanded, withHandedBytes } from './handed-bytes.js';
import { decisionIn } from './plain-decision.js';
import { InnerQuery, isPrepared, settingStatement, type Connection, type DataRow } from './scoped-query.js';
import type { SessionSettings } from './session-settings.js';
import { Wire } from './wire.js';

/** A statement, and what it may see; without that it sees nobody. */
type Told = pg.QueryConfig & { readonly settings: SessionSettings | undefined };

/** The columns of a statement's rows, and what makes a value of each text. */
interface Columns {
  readonly all: readonly { readonly name: string; readonly valueOf: (text: string) => unknown }[];
  /** A row of nulls: rows that begin as it does are alike to those who read them. */
  readonly empty: Readonly<Record<string, null>>;
}

interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/** What a connection was told of the columns of statements that it knows by name: asked once, since they are the same for as long as it lives. */
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

  constructor(
    readonly name: string,
    private readonly told: Told,
    private readonly lockTimeoutMs: number | undefined,
  ) {
    this.isSet = told.settings === undefined;
  }

  /** @param names of statements that this round trip has read or described itself; what is new is added */
  prepare(wire: Wire, connection: Connection, names: { read: Map<string, string>; asked: Set<string> }): void {
    const { settings, text, values = [] } = this.told;
    const read = (one: { name: string; text: string }) => {
      if (one.name !== '' && (names.read.has(one.name) || isPrepared(connection, one.name))) return;
      wire.parse(one.name, one.text);
      names.read.set(one.name, one.text);
    };
    if (settings) {
      const setting = settingStatement(settings, this.lockTimeoutMs);
      read(setting);
      wire.bind(setting.name, setting.values);
      wire.execute();
    }
    read({ name: this.name, text });
    wire.bind(this.name, areBytesHanded() ? withHandedBytes(values as unknown[]) : (values as unknown[]));
    this.columns = columnsOn(connection).get(this.name);
    if (!this.columns && (this.name === '' || !names.asked.has(this.name))) {
      wire.describe();
      names.asked.add(this.name);
    }
    wire.execute();
  }

  take({ fields }: DataRow, known: Map<string, Columns>): void {
    if (!this.isSet) {
      if (this.told.settings?.asked) this.decision = decisionIn(fields[0] ?? null);
      return;
    }
    // Of another of this round trip when that had the same statement.
    this.columns ??= known.get(this.name);
    const { all, empty } = this.columns!;
    const row: Record<string, unknown> = { ...empty };
    for (let at = 0; at < all.length; at++) {
      const text = fields[at] ?? null;
      row[all[at]!.name] = text === null ? null : all[at]!.valueOf(text);
    }
    this.rows.push(row);
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

  /** @returns an error when nothing was sent, since a value of some statement cannot be */
  override submit(connection: Connection): Error | null {
    const wire = new Wire();
    const names = { read: new Map<string, string>(), asked: new Set<string>() };
    try {
      for (const part of this.parts) part.prepare(wire, connection, names);
    } catch (error) {
      return error as Error;
    }
    wire.sync();
    this.known = columnsOn(connection);
    if (connection.stream.writable) connection.stream.write(wire.bytes());
    for (const [name, text] of names.read) if (name !== '') connection.submittedNamedStatements[name] = text;
    return null;
  }

  override handleRowDescription({ fields }: RowDescription): void {
    const part = elementAt(this.parts, this.at);
    const all = fields.map(({ name, dataTypeID }) => ({
      name,
      valueOf: pg.types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
    }));
    part.columns = { all, empty: Object.fromEntries(fields.map(({ name }) => [name, null])) };
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
