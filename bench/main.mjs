#!/usr/bin/env node
// npm run bench [-- --quick] [-- --only vitals,chart]: how fast the service is, against the bare driver, in one run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { cpuOf } from './cpu.mjs';
import { furnish, makeBareTables } from './hospital.mjs';
import { run, summary } from './measure.mjs';
import { SCENARIOS } from './scenarios.mjs';
import { startService } from './service.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
const LEVELS = values.quick ? [16] : [1, 16, 64];
const [ROUNDS, SECONDS] = values.quick ? [2, 2] : [3, 4];
const chosen = values.only ? values.only.split(',') : Object.keys(SCENARIOS);
/** The open model's rate, as a share of what the closed loop reached with 16 callers. */
const OPEN_SHARE = 0.6;

const service = await startService(root);
const report = {
  at: new Date().toISOString(),
  machine: { cores: cpus().length, model: cpus()[0].model, node: process.version },
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
if (!process.exitCode) {
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  const file = join(root, 'bench/results', `${report.at.replace(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`\nWritten to ${file}\n`);
}

async function measure(scenario, world) {
  process.stdout.write(`\n${scenario.says}\n`);
  const floor = scenario.floor?.(world);
  const result = { levels: {} };
  await serve(scenario, world, { concurrency: 16, seconds: 1 }); // warms up caches and the compiler
  for (const concurrency of LEVELS) {
    const served = { runs: [], cpu: { node: 0, postgres: 0 } };
    const bare = [];
    // Turn about, so that what disturbs the machine disturbs both.
    for (let round = 0; round < ROUNDS; round++) {
      await serve(scenario, world, { concurrency, seconds: SECONDS }, served);
      if (floor)
        bare.push(await run('floor.mjs', { url: service.urlOf('app'), ...floor, concurrency, seconds: SECONDS }));
    }
    const level = { service: summary(served.runs, served.cpu) };
    if (floor) level.floor = summary(bare);
    if (floor) level.ratio = Number((level.service.perSecond / level.floor.perSecond).toFixed(3));
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
  const expected = scenario.once ? Math.ceil(load.seconds * (load.rate ?? 2500)) : 0;
  const requests = await scenario.requests(world, expected);
  const before = cpuOf(service.pid);
  const one = await run(
    'load.mjs',
    { base: service.base, requests, ...load },
    scenario.once ? { BENCH_ONCE: '1' } : {},
  );
  const after = cpuOf(service.pid);
  if (!into) return;
  into.runs.push(one);
  for (const part of ['node', 'postgres']) into.cpu[part] += after[part] - before[part];
}

function print(title, { service: s, floor, ratio }) {
  const bare = floor ? `   floor ${floor.perSecond}/s, p99 ${floor.p99} ms: ratio ${ratio}` : '';
  process.stdout.write(
    `  ${title.padEnd(16)} ${String(s.perSecond).padStart(8)}/s   p50 ${s.p50} ms   p99 ${s.p99} ms   CPU ${s.nodeMicros} µs node + ${s.postgresMicros} µs postgres${bare}\n`,
  );
}

function tellGoals({ vitals, chart }) {
  const say = (met, words) => process.stdout.write(`${met ? 'met    ' : 'missed '} ${words}\n`);
  process.stdout.write('\nGoals\n');
  if (vitals)
    say(vitals.levels[16].ratio >= 0.5, `vitals at 16: ${vitals.levels[16].ratio} of the floor, at least 0.5`);
  if (chart) say(chart.levels[16].service.p99 < 20, `chart at 16: p99 ${chart.levels[16].service.p99} ms, below 20`);
}
