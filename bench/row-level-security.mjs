// npm run bench -- rls [--rounds 6] [--only vitals,chart]: what row-level security costs, by taking it down for every other run,
// and with it the views that hold the policies in their own conditions.
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { makeBareTables, worldOf } from './hospital.mjs';
import { run, summary } from './measure.mjs';
import { cpuOf } from './processes.mjs';
import { machine, writeReport } from './report.mjs';
import { requestsOf } from './scenario.mjs';
import { chosen, SCENARIOS } from './scenarios/index.mjs';
import { startService } from './service.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '6' }, only: { type: 'string' } } });
const [ROUNDS, SECONDS, SETTLING, CALLERS] = [Number(values.rounds), 4, 3, 16];
const names = chosen(values.only ?? 'vitals,chart,search,result');
/** Of the throughput, how much row-level security may take. */
const AIM = 0.1;

const service = await startService(root);
const adminUrl = service.urlOf('admin');
const admin = new pg.Client({ connectionString: adminUrl });
await admin.connect();
let world;
const report = { at: new Date().toISOString(), machine: machine(), rounds: ROUNDS, seconds: SECONDS, scenarios: {} };
try {
  const { rows: secured } = await admin.query(
    `SELECT relname AS name FROM pg_class WHERE relrowsecurity ORDER BY relname`,
  );
  const { rows: views } = await admin.query(
    `SELECT viewname AS name, definition, replace(viewname, '_in_scope', '') AS of FROM pg_views
      WHERE schemaname = 'public' AND viewname LIKE '%\\_in\\_scope' ORDER BY 1`,
  );
  await makeBareTables(adminUrl);
  world = await worldOf(service);
  for (const name of names) report.scenarios[name] = await compare(SCENARIOS[name], world, { secured, views });
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await world?.close();
  await admin.end();
  await service.stop();
}
if (!process.exitCode) writeReport(root, 'rls-', report);

async function setPolicies(isUp, { secured, views }) {
  for (const { name, definition, of } of views) {
    const open = `SELECT * FROM public.${pg.escapeIdentifier(of)}`;
    await admin.query(`CREATE OR REPLACE VIEW public.${pg.escapeIdentifier(name)} AS ${isUp ? definition : open}`);
  }
  for (const { name } of secured) {
    await admin.query(
      `ALTER TABLE public.${pg.escapeIdentifier(name)} ${isUp ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`,
    );
  }
}

/** Up and down turn about, each round the other way round, so that growing tables and a noisy machine hit both alike. */
async function compare(scenario, world, policies) {
  process.stdout.write(`\n${scenario.says}\n`);
  const sides = { up: { runs: [], cpu: { node: 0, postgres: 0 } }, down: { runs: [], cpu: { node: 0, postgres: 0 } } };
  const ratios = [];
  const facts = (await scenario.prepare?.(world)) ?? {};
  await serve(scenario, world, facts, SETTLING * 2);
  for (let round = 0; round < ROUNDS; round++) {
    const took = {};
    for (const side of round % 2 ? ['down', 'up'] : ['up', 'down']) {
      await setPolicies(side === 'up', policies);
      await serve(scenario, world, facts, SETTLING); // the plans are made anew
      const before = cpuOf(service.pid);
      const one = await serve(scenario, world, facts, SECONDS);
      const after = cpuOf(service.pid);
      for (const part of ['node', 'postgres']) sides[side].cpu[part] += after[part] - before[part];
      sides[side].runs.push(one);
      took[side] = one.latencies.length / one.took;
    }
    ratios.push(took.up / took.down);
  }
  await setPolicies(true, policies);
  const result = Object.fromEntries(Object.entries(sides).map(([side, { runs, cpu }]) => [side, summary(runs, cpu)]));
  result.kept = Number((result.up.perSecond / result.down.perSecond).toFixed(3));
  result.keptByRound = ratios.map((ratio) => Number(ratio.toFixed(3)));
  tell(result);
  return result;
}

async function serve(scenario, world, facts, seconds) {
  const expected = scenario.once ? Math.ceil((seconds + 1) * scenario.once) : 0;
  const requests = await requestsOf(scenario, world, facts, expected);
  const once = scenario.once !== undefined;
  return run('load.mjs', { base: service.base, requests, concurrency: CALLERS, seconds, once });
}

function tell({ up, down, kept, keptByRound }) {
  for (const [title, side] of [
    ['behind row-level security', up],
    ['without it', down],
  ]) {
    process.stdout.write(
      `  ${title.padEnd(16)} ${String(side.perSecond).padStart(8)}/s   p50 ${side.p50} ms   p99 ${side.p99} ms   CPU ${side.nodeMicros} µs node + ${side.postgresMicros} µs postgres\n`,
    );
  }
  process.stdout.write(
    `  ${kept >= 1 - AIM ? 'met   ' : 'missed'} ${kept} of the throughput kept (by round ${keptByRound.join(', ')}), at least ${1 - AIM}\n`,
  );
}
