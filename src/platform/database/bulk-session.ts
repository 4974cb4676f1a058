import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** Rows of one table in the text format of COPY. */
export interface TableText {
  readonly table: string;
  readonly columns: readonly string[];
  readonly text: string;
}

const CHUNK = 1 << 20;

/**
 * One connection that writes many rows with COPY, as the owner role: what row-level security holds cannot be filled with COPY.
 * Triggers fire for each row as for any other write. Commits do not wait for the disk: after a crash the last transactions may be
 * missing, whole, and nothing else.
 */
export class BulkSession {
  private constructor(private readonly client: pg.Client) {}

  static async open(ownerUrl: string): Promise<BulkSession> {
    const client = new pg.Client({ connectionString: ownerUrl, application_name: 'benh-an bulk', keepAlive: true });
    client.on('error', () => undefined); // the next statement says so
    await client.connect();
    await client.query(`SET synchronous_commit = off; SET statement_timeout = 0; SET work_mem = '64MB'`);
    return new BulkSession(client);
  }

  readonly query = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await this.client.query<Row & pg.QueryResultRow>(text, values as unknown[])).rows;

  /** Runs `work` in one transaction in which `context` answers for every write; see prisma/guards/20-capture.sql. */
  async transaction<T>(context: string, work: () => Promise<T>): Promise<T> {
    await this.client.query('BEGIN');
    try {
      await this.client.query(`SELECT set_config('emr.context', $1, true)`, [context]);
      const answer = await work();
      await this.client.query('COMMIT');
      return answer;
    } catch (error) {
      await this.client.query('ROLLBACK').catch(() => undefined); // the connection may be gone, and the transaction with it
      throw error;
    }
  }

  /** Adds rows to a table. Names of table and columns are the program's own. */
  async copy({ table, columns, text }: TableText): Promise<void> {
    if (text === '') return;
    const stream = this.client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
    await pipeline(Readable.from(chunksOf(text)), stream);
  }

  close(): Promise<void> {
    return this.client.end().catch(() => undefined);
  }
}

function* chunksOf(text: string): Generator<Buffer> {
  for (let at = 0; at < text.length;) {
    let end = Math.min(at + CHUNK, text.length);
    // Not between the two halves of a character.
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end++;
    yield Buffer.from(text.slice(at, end));
    at = end;
  }
}
