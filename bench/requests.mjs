// npm run bench [-- --quick] [-- --only vitals,chart]: how fast the service is, against the bare driver, in one run.
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { SETTLING } from './count.mjs';
import { cpuOf } from './cpu.mjs';
import { furnish, makeBareTables } from './hospital.mjs';
import { run, summary } from './measure.mjs';
import { machine, writeReport } from './report.mjs';
import { SCENARIOS } from './scenarios.mjs';
import { startService } from './service.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
const LEVELS = values.quick ? [16] : [1, 16, 64];
const [ROUNDS, SECONDS, WARM_UP] = values.quick ? [3, 2, 15] : [4, 4, 20];
const chosen = values.only ? values.only.split(',') : Object.keys(SCENARIOS);
/** The open model's rate, as a share of what the closed loop reached with 16 callers. */
const OPEN_SHARE = 0.6;

const service = await startService(root);
const report = {
  at: new Date().toISOString(),
  machine: machine(),
  rounds: ROUNDS,
  seconds: SECONDS,
  scenarios: {},
};
try {
  const adminUrl = service.urlOf('admin');
  await makeBareTables(adminUrl);
  const world = { ...(await furnish(adminUrl)), adminUrl, tokens: {} };
  for (const role of ['doctor', 'nurse', 'lab']) world.tokens[role] = await service.tokenOf(role);
  for (const name of chosen) report.scenarios[name] = await measure(SCENARIOS[name], world);
  tellGoals(report.scenarios);
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  await service.stop();
}
if (!process.exitCode) writeReport(root, '', report);

async function measure(scenario, world) {
  process.stdout.write(`\n${scenario.says}\n`);
  const floors = scenario.floors?.(world) ?? {};
  const result = { levels: {} };
  await serve(scenario, world, { concurrency: 16, seconds: WARM_UP }); // for caches and the compiler
  for (const concurrency of LEVELS) {
    const served = { runs: [], cpu: { node: 0, postgres: 0 } };
    const bare = Object.fromEntries(
      Object.keys(floors).map((name) => [name, { runs: [], cpu: { node: 0, postgres: 0 } }]),
    );
    // Turn about, so that what disturbs the machine disturbs all.
    for (let round = 0; round < ROUNDS; round++) {
      await serve(scenario, world, { concurrency, seconds: SECONDS }, served);
      for (const [name, floor] of Object.entries(floors)) {
        await counted(bare[name], () =>
          run('floor.mjs', { url: service.urlOf('app'), ...floor, concurrency, seconds: SECONDS }),
        );
      }
    }
    const level = { service: summary(served.runs, served.cpu), floors: {} };
    for (const [name, { runs, cpu }] of Object.entries(bare)) {
      const floor = summary(runs, cpu);
      level.floors[name] = { ...floor, ratio: Number((level.service.perSecond / floor.perSecond).toFixed(3)) };
    }
    result.levels[concurrency] = level;
    print(`${concurrency} at a time`, level);
  }
  const rate = Math.round(result.levels[16].service.perSecond * OPEN_SHARE);
  const open = { runs: [], cpu: { node: 0, postgres: 0 } };
  await serve(scenario, world, { concurrency: 0, rate, seconds: SECONDS }, open);
  result.open = { rate, service: summary(open.runs, open.cpu) };
  print(`${rate}/s arriving`, result.open);
  return result;
}

/** One run against the service; its requests are made anew where each can be sent only once. */
async function serve(scenario, world, load, into) {
  const expected = scenario.once ? Math.ceil((load.seconds + SETTLING) * (load.rate ?? 2500)) : 0;
  const requests = await scenario.requests(world, expected);
  const env = scenario.once ? { BENCH_ONCE: '1' } : {};
  await counted(into, () => run('load.mjs', { base: service.base, requests, ...load }, env));
}

/** Adds a run, and the CPU the service and its database spent on it, to what was measured before. */
async function counted(into, measured) {
  const before = cpuOf(service.pid);
  const one = await measured();
  const after = cpuOf(service.pid);
  if (!into) return;
  into.runs.push(one);
  for (const part of ['node', 'postgres']) into.cpu[part] += after[part] - before[part];
}

function print(title, { service: s, floors = {} }) {
  process.stdout.write(
    `  ${title.padEnd(18)} ${String(s.perSecond).padStart(8)}/s   p50 ${s.p50} ms   p99 ${s.p99} ms   CPU ${s.nodeMicros} µs node + ${s.postgresMicros} µs postgres\n`,
  );
  for (const [name, floor] of Object.entries(floors)) {
    process.stdout.write(
      `    floor, ${name.padEnd(12)} ${String(floor.perSecond).padStart(7)}/s   p99 ${floor.p99} ms   ${floor.postgresMicros} µs postgres   ratio ${floor.ratio}\n`,
    );
  }
}

function tellGoals({ vitals, chart }) {
  const say = (met, words) => process.stdout.write(`${met ? 'met    ' : 'missed '} ${words}\n`);
  process.stdout.write('\nGoals\n');
  if (vitals) {
    const { ratio } = vitals.levels[16].floors.transaction;
    say(ratio >= 0.5, `vitals at 16: ${ratio} of the same two rows in a transaction of the bare driver, at least 0.5`);
  }
  if (chart) say(chart.levels[16].service.p99 < 20, `chart at 16: p99 ${chart.levels[16].service.p99} ms, below 20`);
}
