import pg from 'pg';
import './number-types.js';
import type { Statement } from './database.js';
import { firstRow } from './rows.js';

/**
 * One connection of its own, for work that must not share: holding a lock for as long as it lives, or reading everything.
 * Whatever the connection held is let go when it ends, however it ends.
 */
export class Session {
  private constructor(
    private readonly client: pg.Client,
    private readonly url: string,
  ) {}

  /** @param statementTimeoutMs a statement that runs longer is ended; 0 for none */
  static async open(url: string, { statementTimeoutMs = 60_000 } = {}): Promise<Session> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'benh-an session',
      statement_timeout: statementTimeoutMs,
      // The role's own is for requests; what reads everything takes as long as it takes.
      options: '-c transaction_timeout=0',
      idle_in_transaction_session_timeout: 60_000,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    client.on('error', () => undefined); // the next statement says so
    await client.connect();
    return new Session(client, url);
  }

  /** Runs one prepared statement. @returns its rows */
  readonly query = async <Row extends object>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> =>
    (await this.client.query<Row & pg.QueryResultRow>({ ...statement, values: values as unknown[] })).rows;

  /** Runs `work` in one transaction, at READ COMMITTED by default. */
  async transaction<T>(work: () => Promise<T>, characteristics = ''): Promise<T> {
    await this.client.query(`BEGIN ${characteristics}`);
    try {
      const answer = await work();
      await this.client.query('COMMIT');
      return answer;
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined); // the connection may be gone, and the transaction with it
      throw error;
    }
  }

  /**
   * Lends a second connection that sees exactly what this one sees, so that the server can work on two statements at once.
   * To be called within a transaction at REPEATABLE READ.
   */
  async withTwin<T>(work: (twin: Session) => Promise<T>): Promise<T> {
    const { snapshot } = firstRow(await this.query<{ snapshot: string }>(EXPORT_SNAPSHOT));
    const twin = await Session.open(this.url, { statementTimeoutMs: 0 });
    try {
      return await twin.transaction(async () => {
        await twin.client.query(`SET TRANSACTION SNAPSHOT '${snapshot}'`);
        return work(twin);
      }, 'ISOLATION LEVEL REPEATABLE READ READ ONLY');
    } finally {
      await twin.close();
    }
  }

  close(): Promise<void> {
    return this.client.end().catch(() => undefined);
  }
}

const EXPORT_SNAPSHOT = { name: 'session.snapshot', text: 'SELECT pg_export_snapshot() AS snapshot' };
