// How many statements PostgreSQL runs for a request, from pg_stat_statements: the same in every run, however busy the machine.
import pg from 'pg';

/** How many requests are counted together: what runs in the background meanwhile is fewer than one in two of them. */
export const COUNTED = 16;

const TRANSACTION = /^\s*(BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|END)\b/i;
/** Sets whom the statements see and who acts; with the decision about it, when that is made in passing. */
const SCOPE = /^\s*(SELECT[\s\S]*\bset_config\s*\(|SET\s)/i;

/** Reads the counters of a database; in one of its own, so that nothing is added to the service's. */
export class Statements {
  constructor(client, database) {
    this.client = client;
    this.database = database;
  }

  static async open(adminUrl) {
    const url = new URL(adminUrl);
    const database = url.pathname.slice(1);
    url.pathname = '/postgres';
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return new Statements(client, database);
  }

  /**
   * @param send sends the nth request and waits for its answer
   * @returns statements a request: the acts' own, those that set the scope, those that begin and end transactions, and all; `texts` are the first words
   */
  async of(send) {
    await this.client.query('SELECT pg_stat_statements_reset()');
    for (let n = 0; n < COUNTED; n++) await send(n);
    const { rows } = await this.client.query(
      `SELECT query, sum(calls)::int AS calls, sum(total_exec_time) AS ms FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
        WHERE d.datname = $1 AND toplevel GROUP BY query HAVING sum(calls) * 2 >= $2 ORDER BY 2 DESC`,
      [this.database, COUNTED],
    );
    const found = { own: 0, scope: 0, transaction: 0, texts: [] };
    for (const { query, calls, ms } of rows) {
      const kind = TRANSACTION.test(query) ? 'transaction' : SCOPE.test(query) ? 'scope' : 'own';
      found[kind] += calls / COUNTED;
      found.texts.push(
        `${(calls / COUNTED).toFixed(2)} × ${(ms / calls).toFixed(2)} ms ${query.replace(/\s+/g, ' ').slice(0, 90)}`,
      );
    }
    const { own, scope, transaction, texts } = found;
    const round = (value) => Number(value.toFixed(2));
    return {
      own: round(own),
      scope: round(scope),
      transaction: round(transaction),
      all: round(own + scope + transaction),
      texts,
    };
  }

  close() {
    return this.client.end();
  }
}
