// npm run bench -- generate [--share 0.1] [--minutes 30]: how long `emr generate` takes for a share of a large hospital, the whole of it reckoned
// from that; then whether the radar catches up with its trail without a statement that takes long.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { judge } from './aims.mjs';
import { machine, writeReport } from './report.mjs';
import { startService } from './service.mjs';
import { say, sayJudged } from './tell.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: { share: { type: 'string', default: '0.1' }, minutes: { type: 'string', default: '30' } },
});
/** Patients of the hospital that is aimed at, which come to 1,000,000 encounters and 3,000,000 sets of vital signs. */
const WHOLE = 300_000;
const SHARE = Number(values.share);
const SLOW_MS = 1000;
/** Of what happened before the radar's last turn. */
const WAITS = `SELECT EXISTS (SELECT FROM radar_position at, LATERAL (SELECT FROM audit.event e
  WHERE (e.xid, e.id) > (at.xid::text::xid8, at.event_id) AND e.occurred_at < now() - interval '3 minutes'
  ORDER BY e.xid, e.id LIMIT 1) next) AS waits`;

const folder = mkdtempSync(join(tmpdir(), 'benh-an-generate-'));
const report = { at: new Date().toISOString(), machine: machine(), share: SHARE };
let service;
try {
  const before = ['generate', '--patients', String(Math.round(WHOLE * SHARE)), '--years', '5', '--seed', '1'];
  const since = performance.now();
  service = await startService(
    root,
    { RADAR_EVERY_MINUTES: '1' },
    { dataDir: join(folder, 'data'), before, minutes: 10 },
  );
  report.generated = await generated(service.startedIn.made / 60);
  report.radar = await catchUp(Number(values.minutes));
  report.aims = judge(report);
  sayJudged(report.aims);
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await service?.stop();
  rmSync(folder, { recursive: true, force: true });
}
if (!process.exitCode) writeReport(root, 'generate-', report);

async function generated(minutes) {
  const client = await asSuperuser();
  const counted = {};
  for (const table of ['patient', 'encounter', 'vital_signs', 'audit.event']) {
    const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${table}`);
    counted[table] = rows[0].count;
  }
  await client.end();
  const one = (value) => Number(value.toFixed(1));
  say(`${JSON.stringify(counted)} after ${one(minutes)} min, sealing included`);
  return { ...counted, minutes: one(minutes), whole: one(minutes / SHARE) };
}

/** Waits until the radar has looked at every event. @returns how many, in how long, and statements of it that took more than a second */
async function catchUp(most) {
  const client = await asSuperuser();
  const { rows } = await client.query(
    `SELECT current_setting('data_directory') AS folder, pg_current_logfile() AS file, (SELECT count(*)::int FROM audit.event) AS events`,
  );
  const { folder: data, file, events } = rows[0];
  const log = join(data, file);
  await client.query(`ALTER SYSTEM SET log_min_duration_statement = ${SLOW_MS}`);
  await client.query('SELECT pg_reload_conf()');
  const from = statSync(log).size;
  const since = performance.now();
  const minutes = () => (performance.now() - since) / 60_000;
  let waits = true;
  while (waits && minutes() < most) {
    await sleep(2000);
    waits = (await client.query(WAITS)).rows[0].waits;
  }
  await client.end();
  const slow =
    readFileSync(log, 'utf8')
      .slice(from)
      .match(/duration: .*radar[^]*?(?=\n\S)/g) ?? [];
  const took = Number(minutes().toFixed(2));
  say(
    `The radar looked at ${waits ? 'not all of ' : ''}${events} events in ${took} min, ${slow.length} statements over a second`,
  );
  for (const statement of slow.slice(0, 3)) say(`  ${statement.slice(0, 200)}`);
  return { events, minutes: took, caughtUp: !waits, slow: slow.length };
}

async function asSuperuser() {
  const client = new pg.Client({ connectionString: service.urlOf('admin') });
  await client.connect();
  return client;
}
