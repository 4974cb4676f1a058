import pg from 'pg';
import { NOBODY } from './sight.js';
import type { Standing } from './standing.js';

/** Set just before a statement, in the same round trip and the same transaction. */
const STANDING = {
  name: 'emr.standing',
  text: `SELECT set_config('emr.sight', $1, true), set_config('emr.context', $2, true)`,
};

function setStanding(connection: Connection, { sight, context = '' }: Standing): void {
  connection.bind({ statement: STANDING.name, values: [sight, context] });
  connection.execute({ portal: '' });
}

/** Those of pg's inner parts that a query of our own needs; the version of pg is pinned. */
interface Connection {
  bind(message: { statement: string; values: unknown[] }): void;
  execute(message: { portal: string }): void;
  sync(): void;
}
interface InnerQuery {
  callback?: (error: Error | null, answer?: unknown) => void;
  readonly _results: pg.QueryResult;
  prepare(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
  requiresPreparation(): boolean;
  _getRows(connection: Connection): void;
}
const InnerQuery = pg.Query as unknown as new (config: unknown, values?: unknown) => InnerQuery;

/**
 * A statement with its standing set just before it, in the same round trip and the same implicit transaction: with that the
 * setting ends, and the connection goes back to the pool seeing nobody and naming nobody.
 */
export class SightedQuery extends InnerQuery {
  /** The standing was set: what comes now is the statement's own. */
  private isStanding = false;
  isComplete = false;

  constructor(
    config: unknown,
    values: unknown,
    private readonly standing: Standing,
  ) {
    super(config, values);
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Connection): void {
    setStanding(connection, this.standing);
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.isStanding) super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.isStanding) {
      super.handleCommandComplete(message, connection);
      this.isComplete = true;
    }
    this.isStanding = true;
  }
}

/** BEGIN with its standing set just after it, in the same round trip; it holds until the transaction ends. */
export class OpeningQuery extends InnerQuery {
  private hasBegun = false;

  constructor(
    begin: unknown,
    private readonly standing: Standing,
  ) {
    super(begin);
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override _getRows(connection: Connection): void {
    connection.execute({ portal: '' });
    setStanding(connection, this.standing);
    connection.sync();
  }

  override handleDataRow(): void {
    // Only the standing has a row.
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (!this.hasBegun) super.handleCommandComplete(message, connection);
    this.hasBegun = true;
  }
}

/** One of several: the transaction ends after the last. */
class PartialQuery extends SightedQuery {
  override _getRows(connection: Connection): void {
    connection.execute({ portal: '' });
  }
}

/**
 * Statements of several requests in one round trip and one transaction: all of them, or none. Each has its own standing, which
 * takes the place of the one before it, so that nobody sees or signs for another.
 */
export class JoinedQuery extends InnerQuery {
  private readonly parts: readonly PartialQuery[];
  private at = 0;

  constructor(statements: readonly (pg.QueryConfig & { standing: Standing })[]) {
    super({ text: '' });
    this.parts = statements.map(({ standing, ...config }) => new PartialQuery(config, undefined, standing));
  }

  override requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Connection): void {
    for (const part of this.parts) part.prepare(connection);
    connection.sync();
  }

  override handleRowDescription(message: unknown): void {
    this.parts[this.at].handleRowDescription(message);
  }

  override handleDataRow(message: unknown): void {
    this.parts[this.at].handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    const part = this.parts[this.at];
    part.handleCommandComplete(message, connection);
    if (part.isComplete) this.at++;
  }

  /** The transaction has been committed; before this, nothing had happened. */
  override handleReadyForQuery(): void {
    this.callback?.(
      null,
      this.parts.map(({ _results }) => _results),
    );
  }
}

/** Parsed once a connection, before anything else runs on it. */
export const prepareStanding = (client: pg.ClientBase, done: (error?: Error) => void): void => {
  client.query({ ...STANDING, values: [NOBODY, ''] }).then(() => done(), done);
};
