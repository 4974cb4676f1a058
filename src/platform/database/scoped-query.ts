import pg from 'pg';
import type { PlainDecision } from '../../kernel/decision.js';
import { DECIDED_SETTINGS, decisionIn, valuesOf } from './plain-decision.js';
import { isInCare, NOBODY } from '../../kernel/scope.js';
import type { SessionSettings } from './session-settings.js';
import { elementAt } from '../../kernel/list.js';

/** Set just before a statement, in the same round trip and the same transaction. */
const SESSION_SETTINGS = {
  name: 'emr.session-settings',
  text: `SELECT set_config('emr.scope', $1, true), set_config('emr.context', $2, true)`,
};

/** The same for a clinician's lists: what decides about all of their rows is found here, once. */
const STANDING_OF_CARE = {
  name: 'emr.settings-of-care',
  text: `SELECT set_config('emr.scope', care_scope($1), true), set_config('emr.context', $2, true)`,
};

/** For statements that go together; in milliseconds, until their transaction ends. */
const LOCK_TIMEOUT = { name: 'emr.lock-timeout', text: `SELECT set_config('lock_timeout', $1, true)` };

function setSessionSettings(connection: Connection, settings: SessionSettings): void {
  connection.bind(boundTo(connection, settings));
  connection.execute({ portal: '' });
}

function boundTo(connection: Connection, { scope, context = '', asked }: SessionSettings) {
  if (asked) {
    prepareOnce(connection, DECIDED_SETTINGS);
    return { statement: DECIDED_SETTINGS.name, values: valuesOf(context, asked) };
  }
  const values = [scope, context];
  if (!isInCare(scope)) return { statement: SESSION_SETTINGS.name, values };
  prepareOnce(connection, STANDING_OF_CARE);
  return { statement: STANDING_OF_CARE.name, values };
}

/** As pg does with statements that have a name; it forgets them with the connection, which does not outlive an error. */
function prepareOnce(connection: Connection, { name, text }: typeof DECIDED_SETTINGS): void {
  if (connection.submittedNamedStatements[name] !== undefined) return;
  connection.parse({ name, text });
  connection.submittedNamedStatements[name] = text;
}

/** Those of pg's inner parts that a query of our own needs; the version of pg is pinned. */
interface Connection {
  readonly submittedNamedStatements: Record<string, string>;
  parse(message: typeof DECIDED_SETTINGS): void;
  bind(message: { statement: string; values: unknown[] }): void;
  execute(message: { portal: string }): void;
  sync(): void;
}
interface DataRow {
  readonly fields: readonly (string | null)[];
}
interface InnerQuery {
  callback?: (error: Error | null, answer?: unknown) => void;
  readonly _results: pg.QueryResult;
  prepare(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: DataRow): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
  requiresPreparation(): boolean;
  _getRows(connection: Connection): void;
}
const InnerQuery = pg.Query as unknown as new (config: unknown, values?: unknown) => InnerQuery;

/**
 * A statement with its session settings set just before it, in the same round trip and the same implicit transaction: with that the
 * setting ends, and the connection goes back to the pool seeing nobody and naming nobody.
 */
export class ScopedQuery extends InnerQuery {
  /** The session settings are set: what comes now is the statement's own. */
  private isSet = false;
  /** What was decided about it, when that was left to its session settings. */
  decision?: PlainDecision | null;
  isComplete = false;

  constructor(
    config: unknown,
    values: unknown,
    private readonly settings: SessionSettings,
  ) {
    super(config, values);
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Connection): void {
    setSessionSettings(connection, this.settings);
    super.prepare(connection);
  }

  override handleDataRow(message: DataRow): void {
    if (this.isSet) super.handleDataRow(message);
    else if (this.settings.asked) this.decision = decisionIn(message.fields[0] ?? null);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.isSet) {
      super.handleCommandComplete(message, connection);
      this.isComplete = true;
    }
    this.isSet = true;
  }
}

/** BEGIN with its session settings set just after it, in the same round trip; it holds until the transaction ends. */
export class OpeningQuery extends InnerQuery {
  private hasBegun = false;

  constructor(
    begin: unknown,
    private readonly settings: SessionSettings,
  ) {
    super(begin);
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override _getRows(connection: Connection): void {
    connection.execute({ portal: '' });
    setSessionSettings(connection, this.settings);
    connection.sync();
  }

  override handleDataRow(): void {
    // Only the session settings have a row.
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (!this.hasBegun) super.handleCommandComplete(message, connection);
    this.hasBegun = true;
  }
}

/** One of several: the transaction ends after the last. */
class PartialQuery extends ScopedQuery {
  override _getRows(connection: Connection): void {
    connection.execute({ portal: '' });
  }
}

export interface JoinedResult<Row extends object> {
  readonly rows: Row[];
  /** Why it saw what it saw, when that was left to its session settings; null when it saw nobody. */
  readonly decision?: PlainDecision | null;
}

/**
 * Statements of several requests in one round trip and one transaction: all of them, or none. Each has session settings of its own, which
 * takes the place of the one before it, so that nobody sees or signs for another.
 */
export class JoinedQuery extends InnerQuery {
  private readonly parts: readonly PartialQuery[];
  private at = 0;
  /** The limit of waiting is set before the first, and answers too. */
  private isLimited: boolean;

  /** @param lockTimeoutMs how long it waits for a row that somebody holds, when not as long as its connection does */
  constructor(
    statements: readonly (pg.QueryConfig & { settings: SessionSettings })[],
    private readonly lockTimeoutMs?: number,
  ) {
    super({ text: '' });
    this.isLimited = lockTimeoutMs === undefined;
    this.parts = statements.map(({ settings, ...config }) => new PartialQuery(config, undefined, settings));
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Connection): void {
    if (this.lockTimeoutMs !== undefined) {
      prepareOnce(connection, LOCK_TIMEOUT);
      connection.bind({ statement: LOCK_TIMEOUT.name, values: [String(this.lockTimeoutMs)] });
      connection.execute({ portal: '' });
    }
    for (const part of this.parts) part.prepare(connection);
    connection.sync();
  }

  override handleRowDescription(message: unknown): void {
    elementAt(this.parts, this.at).handleRowDescription(message);
  }

  override handleDataRow(message: DataRow): void {
    if (this.isLimited) elementAt(this.parts, this.at).handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (!this.isLimited) {
      this.isLimited = true;
      return;
    }
    const part = elementAt(this.parts, this.at);
    part.handleCommandComplete(message, connection);
    if (part.isComplete) this.at++;
  }

  /** The transaction has been committed; before this, nothing had happened. */
  override handleReadyForQuery(): void {
    this.callback?.(
      null,
      this.parts.map(({ _results: { rows }, decision }) => ({ rows, decision })),
    );
  }
}

/** Parsed once a connection, before anything else runs on it. */
export const prepareSessionSettings = (client: pg.ClientBase, done: (error?: Error) => void): void => {
  client.query({ ...SESSION_SETTINGS, values: [NOBODY, ''] }).then(() => done(), done);
};
