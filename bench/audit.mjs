// npm run bench -- audit [--events 1000000] [--rounds 3]: what sealing costs, and how proofs, verification and questions grow.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { judge } from './aims.mjs';
import { ask, asked, askQuestions } from './ask.mjs';
import { addEvents, makePastMonths } from './audit-events.mjs';
import { worldOf } from './hospital.mjs';
import { run, summary } from './measure.mjs';
import { machine, writeReport } from './report.mjs';
import { requestsOf } from './scenario.mjs';
import { SCENARIOS } from './scenarios/index.mjs';
import { startService } from './service.mjs';
import { say, sayJudged } from './tell.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: { events: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
});
const [EVENTS, ROUNDS, SECONDS, STEP] = [Number(values.events), Number(values.rounds), 6, 100_000];
const seconds = (since) => Number(((performance.now() - since) / 1000).toFixed(2));

// The sealer runs in a process of its own here, to be switched off for comparison.
const service = await startService(root, { AUDIT_SEAL_SECONDS: '0', ACCESS_TOKEN_MINUTES: '60' });
const { Session } = await import('../dist/platform/database/session.js');
const { verifyDatabase } = await import('../dist/platform/audit/verification/verify-database.js');
const keyFile = join(service.folder, 'bench-key.pem');
const [sealerUrl, adminUrl] = [service.urlOf('sealer'), service.urlOf('admin')];
const admin = new pg.Client({ connectionString: adminUrl });
await admin.connect();
let world;
const report = {
  at: new Date().toISOString(),
  machine: machine(),
  events: EVENTS,
};
try {
  world = await worldOf(service);
  report.charting = await chartingCost(world);
  report.sizes = await sizes();
  report.growth = await grow();
  report.verification = await verification();
  report.proofs = await proofs(world.tokens.auditor);
  report.questions = await questions(world.tokens.auditor);
  report.aims = judge(report);
  sayJudged(report.aims);
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await world?.close();
  await admin.end();
  await service.stop();
}
if (!process.exitCode) writeReport(root, 'audit-', report);

function startSealer(everyMs) {
  const options = JSON.stringify({ databaseUrl: sealerUrl, keyFile, everyMs });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sealer.mjs'), options], { stdio: 'inherit' });
  return async () => {
    child.kill('SIGTERM');
    await new Promise((ended) => child.once('exit', ended));
  };
}

async function unsealed() {
  const { rows } = await admin.query(`SELECT count(*)::int AS count
    FROM audit.event e, audit.seal_position at
    WHERE (e.xid, e.id) > (at.xid, at.id) AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id)`);
  return rows[0].count;
}

async function sealAll() {
  const stop = startSealer(100);
  while ((await unsealed()) > 0) await new Promise((done) => setTimeout(done, 200));
  await stop();
}

/** Vital signs charted with and without the sealer, turn about, and how far behind it is when the load ends. */
async function chartingCost(world) {
  const requests = await requestsOf(SCENARIOS.vitals, world);
  const load = () => run('load.mjs', { base: service.base, requests, concurrency: 16, seconds: SECONDS });
  await load(); // for caches and the compiler
  await sealAll();
  const runs = { without: [], sealing: [] };
  const behind = [];
  for (let round = 0; round < ROUNDS; round++) {
    runs.without.push(await load());
    await sealAll();
    const stop = startSealer(2000);
    await new Promise((done) => setTimeout(done, 3000)); // its own start is not the question
    runs.sealing.push(await load());
    behind.push(await unsealed());
    await stop();
  }
  const [without, sealing] = [summary(runs.without), summary(runs.sealing)];
  const kept = Number((sealing.perSecond / without.perSecond).toFixed(3));
  say(
    `vitals at 16: ${without.perSecond}/s without sealing, ${sealing.perSecond}/s with: ${kept} kept (aim 0.9 or more)`,
  );
  say(`  events not sealed when the load ended: ${behind.join(', ')}`);
  return { without, sealing, kept, behind };
}

/** Bytes on disk for what one charting of vital signs adds. */
async function sizes() {
  await sealAll();
  const { rows } = await admin.query(`
    SELECT (SELECT sum(pg_table_size(relid)) FROM pg_partition_tree('audit.event') WHERE isleaf) AS event,
      (SELECT sum(pg_indexes_size(relid)) FROM pg_partition_tree('audit.event') WHERE isleaf) AS event_indexes,
      pg_total_relation_size('audit.leaf') AS leaf, (SELECT count(*) FROM audit.event) AS events,
      (SELECT avg(octet_length(audit.leaf_text(e)))::int FROM (SELECT * FROM audit.event e LIMIT 10000) e) AS text`);
  const { events, ...bytes } = Object.fromEntries(
    Object.entries(rows[0]).map(([name, value]) => [name, Number(value)]),
  );
  const each = Object.fromEntries(
    Object.entries(bytes).map(([name, value]) => [name, Math.round(name === 'text' ? value : value / events)]),
  );
  say(`bytes for an event of a charting: ${each.event} + ${each.event_indexes} in indexes + ${each.leaf} for its leaf`);
  return each;
}

async function grow() {
  await admin.query(`SET statement_timeout = 0`);
  await makePastMonths(admin);
  const since = performance.now();
  for (let made = 0; made < EVENTS; made += STEP) {
    await addEvents(admin, Math.min(STEP, EVENTS - made), Math.floor((1 - made / EVENTS) * 330));
    if (made % 1_000_000 === 0) say(`  ${made} events after ${seconds(since)} s`);
  }
  const inserting = seconds(since);
  await admin.query('ANALYZE audit.event');
  const sealingSince = performance.now();
  const stop = startSealer(100);
  while ((await waiting()) === true) await new Promise((done) => setTimeout(done, 500));
  await stop();
  const sealing = seconds(sealingSince);
  await admin.query('VACUUM (ANALYZE) audit.leaf, audit.event');
  const perSecond = Math.round(EVENTS / sealing);
  say(`${EVENTS} events made in ${inserting} s and sealed in ${sealing} s: ${perSecond} sealed a second`);
  return { inserting, sealing, perSecond };
}

async function waiting() {
  const { rows } =
    await admin.query(`SELECT next.id IS NOT NULL AS waiting FROM audit.seal_position at LEFT JOIN LATERAL (
    SELECT e.id FROM audit.event e WHERE (e.xid, e.id) > (at.xid, at.id)
      AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id) ORDER BY e.xid, e.id LIMIT 1) next ON true`);
  return rows[0].waiting;
}

async function verification() {
  const session = await Session.open(service.urlOf('owner'), { statementTimeoutMs: 0 });
  const since = performance.now();
  const { verdict, events } = await verifyDatabase(session, { trustedKeys: [], witnessed: [] });
  const took = seconds(since);
  await session.close();
  const perMillion = Number(((took / events) * 1e6).toFixed(1));
  say(
    `${events} events verified in ${took} s, ${verdict === 'tampered' ? 'TAMPERED' : 'as sealed'}: ${perMillion} s a million (aim below 30)`,
  );
  return { events, took, perMillion, intact: verdict !== 'tampered' };
}

async function proofs(token) {
  const { rows } = await admin.query(`SELECT event_id AS id FROM audit.leaf
    WHERE seq IN (SELECT floor(random() * (SELECT max(seq) FROM audit.leaf))::bigint FROM generate_series(1, 300))`);
  const requests = rows.map(({ id }) => ({ path: `/api/v1/audit/events/${id}/proof` }));
  await ask(service.base, token, requests.slice(0, 50));
  const taken = await ask(service.base, token, requests.slice(50));
  say(`inclusion proof: p50 ${taken.p50} ms, p99 ${taken.p99} ms (aim below 10)`);
  return taken;
}

async function questions(token) {
  const taken = await askQuestions(service.base, world);
  // Those for which one event of the whole trail is the answer.
  for (const [name, scenario] of Object.entries(SCENARIOS).filter(([name]) => name.startsWith('audit-'))) {
    const requests = await requestsOf(scenario, world, await scenario.prepare(world));
    taken[name] = await asked(service.base, token, scenario.says, requests).catch(({ message }) => {
      say(`  ${name}: FALSE ${message}`);
    });
  }
  return taken;
}
