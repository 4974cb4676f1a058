import pg from 'pg';
import type { PlainDecision } from '../../kernel/decision.js';
import { decidedSettings, decisionIn, valuesOf } from './plain-decision.js';
import { isInCare, NOBODY } from '../../kernel/scope.js';
import type { SessionSettings } from './session-settings.js';

/** How long a transaction waits for a row that somebody holds, in milliseconds, when not as long as its connection does. */
const lockLimit = (place: number) => `, set_config('lock_timeout', $${place}, true)`;
const plainSettings = (name: string, more = '') => ({
  name,
  text: `SELECT set_config('emr.scope', $1, true), set_config('emr.context', $2, true)${more}`,
});
/** The same for a clinician's lists: what decides about all of their rows is found here, once. */
const settingsOfCare = (name: string, more = '') => ({
  name,
  text: `SELECT set_config('emr.scope', care_scope($1), true), set_config('emr.context', $2, true)${more}`,
});

/** What is set just before a statement, in the same round trip and the same transaction; `limited` sets how long it waits too. */
const SETTINGS = {
  plain: plainSettings('emr.session-settings'),
  ofCare: settingsOfCare('emr.settings-of-care'),
  decided: decidedSettings('emr.decided-settings'),
  limited: {
    plain: plainSettings('emr.session-settings-limited', lockLimit(3)),
    ofCare: settingsOfCare('emr.settings-of-care-limited', lockLimit(3)),
    decided: decidedSettings('emr.decided-settings-limited', lockLimit(8)),
  },
} as const;

/** The statement that sets them, and its values. @param lockTimeoutMs how long the transaction waits for a row, when not as long as its connection does */
export function settingStatement(settings: SessionSettings, lockTimeoutMs?: number): Settings & { values: string[] } {
  const [kind, values] = boundTo(settings);
  if (lockTimeoutMs === undefined) return { ...SETTINGS[kind], values };
  return { ...SETTINGS.limited[kind], values: [...values, String(lockTimeoutMs)] };
}

function setSessionSettings(connection: Connection, settings: SessionSettings): void {
  const { values, ...statement } = settingStatement(settings);
  prepareOnce(connection, statement);
  connection.bind({ statement: statement.name, values });
  connection.execute({ portal: '' });
}

function boundTo({ scope, context = '', asked }: SessionSettings): ['plain' | 'ofCare' | 'decided', string[]] {
  if (asked) return ['decided', valuesOf(context, asked)];
  return [isInCare(scope) ? 'ofCare' : 'plain', [scope, context]];
}

/** As pg does with statements: those that have a name are read once. It forgets them with the connection, which does not outlive an error. */
export function prepareOnce(connection: Connection, { name, text }: Settings): void {
  if (preparedAs(connection, name) !== undefined) return;
  connection.parse({ name, text });
  if (name !== '') connection.submittedNamedStatements[name] = text;
}

/** The text that a name stands for on this connection. */
export const preparedAs = (
  { parsedStatements, submittedNamedStatements }: Connection,
  name: string,
): string | undefined => submittedNamedStatements[name] ?? parsedStatements[name];

type Settings = (typeof SETTINGS)['plain'];

/** Those of pg's inner parts that a query of our own needs; the version of pg is pinned. */
export interface Connection {
  /** Texts by name: what was sent to be read, and what PostgreSQL has read. */
  readonly submittedNamedStatements: Record<string, string>;
  readonly parsedStatements: Record<string, string>;
  parse(message: Settings): void;
  bind(message: { statement: string; values: unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string }): void;
  sync(): void;
}
export interface DataRow {
  readonly fields: readonly (string | null)[];
}
export interface InnerQuery {
  callback?: (error: Error | null, answer?: unknown) => void;
  submit(connection: Connection): Error | null;
  prepare(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: DataRow): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
  requiresPreparation(): boolean;
  _getRows(connection: Connection): void;
}
export const InnerQuery = pg.Query as unknown as new (config: unknown, values?: unknown) => InnerQuery;

/**
 * A statement with its session settings set just before it, in the same round trip and the same implicit transaction: with that the
 * setting ends, and the connection goes back to the pool seeing nobody and naming nobody.
 */
export class ScopedQuery extends InnerQuery {
  /** The session settings are set: what comes now is the statement's own. */
  private isSet = false;
  /** What was decided about it, when that was left to its session settings. */
  decision?: PlainDecision | null;

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
    if (this.isSet) super.handleCommandComplete(message, connection);
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

/**
 * What may be set for a role or a database, and taken away again before anybody looks: a connection that was opened meanwhile keeps it. It is
 * set as it was shipped, and asked for what only a superuser sets.
 */
const AS_SHIPPED = {
  text: `SELECT set_config('search_path', '"$user", public', false), set_config('row_security', 'on', false),
      set_config('emr.scope', '', false), set_config('emr.context', '', false), current_setting('session_replication_role') AS fires`,
};

/** A connection whose writes would leave no event; what compares the definitions takes it for a difference, and everybody else for no connection. */
export const WRITES_NO_EVENTS = '28EMR';

/** Parsed once a connection, before anything else runs on it. */
export const prepareSessionSettings = (client: pg.ClientBase, done: (error?: Error) => void): void => {
  client
    .query<{ fires: string }>(AS_SHIPPED)
    .then(({ rows: [row] }) => {
      if (row?.fires !== 'origin') throw writesNoEvents(row?.fires);
      return client.query({ ...SETTINGS.plain, values: [NOBODY, ''] });
    })
    .then(() => done(), done);
};

const writesNoEvents = (fires = ''): Error =>
  Object.assign(new Error(`session_replication_role ${fires} of a new connection`), { code: WRITES_NO_EVENTS });
