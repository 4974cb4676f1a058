// How many statements PostgreSQL runs for a request, from its own log: the same in every run, however busy the machine. Only here, where
// all data are made up, statements are logged.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** How many requests are counted together: what runs in the background meanwhile is fewer than one in two of them. */
export const COUNTED = 16;
/** Slow ones are counted fewer together, so that the background stays few. */
const FEW = 4;
const SLOW_MS = 150;

const TRANSACTION = /^(BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|END)\b/i;
/** Sets whom the statements see and who acts; with the decision about it, when that is made inline. */
const SCOPE = /^(SELECT\b(?!.*\bFROM (?!care_decision)).*\bset_config ?\(|SET )/i;
/** A statement as the log has it: `benh-an> LOG:  execute emr.scope: SELECT …`, its further lines set in by a tab. */
const LOGGED = /^benh-an> LOG: {2}(?:statement|execute [^:]*(?::[^ ][^:]*)*): (.*)$/;

const LOGGING = {
  log_line_prefix: '%a> ',
  log_statement: 'all',
  log_parameter_max_length: '0',
};

export class Statements {
  constructor(client, file) {
    this.client = client;
    this.file = file;
  }

  static async open(adminUrl) {
    const client = new pg.Client({ connectionString: adminUrl, application_name: 'bench' });
    await client.connect();
    const { rows } = await client.query(
      `SELECT current_setting('data_directory') AS folder, pg_current_logfile() AS file`,
    );
    return new Statements(client, join(rows[0].folder, rows[0].file));
  }

  /**
   * @param send sends the nth request and waits for its answer
   * @returns statements a request: the act's own, those that set the scope, those that begin and end transactions, and all; `texts` are
   *   their first words
   */
  async of(send) {
    const since = performance.now();
    await send(0);
    const count = performance.now() - since > SLOW_MS ? FEW : COUNTED;
    for (const [name, value] of Object.entries(LOGGING))
      await this.client.query(`ALTER SYSTEM SET ${name} = '${value}'`);
    await this.reload();
    const from = statSync(this.file).size;
    for (let n = 1; n <= count; n++) await send(n);
    const text = await this.logSince(from);
    for (const name of Object.keys(LOGGING)) await this.client.query(`ALTER SYSTEM RESET ${name}`);
    await this.reload();
    return countedIn(text, count);
  }

  async reload() {
    await this.client.query('SELECT pg_reload_conf()');
    await sleep(300); // every connection takes it over with its next statement
  }

  /** What was written to the log since, up to a mark of our own, since the log is written late. */
  async logSince(from) {
    const mark = `bench mark ${Math.random()}`;
    await this.client.query(`SELECT '${mark}'`);
    for (;;) {
      const text = readFileSync(this.file).subarray(from).toString();
      if (text.includes(mark)) return text;
      await sleep(50);
    }
  }

  close() {
    return this.client.end();
  }
}

/** @returns statements a request; those seen for fewer than half of the requests are the background's */
export function countedIn(log, count) {
  const times = new Map();
  for (const line of log.replace(/\n\t/g, ' ').split('\n')) {
    const text = LOGGED.exec(line)?.[1].replace(/\s+/g, ' ').trim();
    if (text) times.set(text, (times.get(text) ?? 0) + 1);
  }
  const found = { own: 0, scope: 0, transaction: 0 };
  const texts = [];
  for (const [text, seen] of [...times].sort((a, b) => b[1] - a[1])) {
    if (seen * 2 < count) continue;
    const kind = TRANSACTION.test(text) ? 'transaction' : SCOPE.test(text) ? 'scope' : 'own';
    found[kind] += seen / count;
    texts.push(`${(seen / count).toFixed(2)} ${kind}: ${text.slice(0, 100)}`);
  }
  const round = (value) => Number(value.toFixed(2));
  const { own, scope, transaction } = found;
  return {
    own: round(own),
    scope: round(scope),
    transaction: round(transaction),
    all: round(own + scope + transaction),
    texts,
  };
}
