// npm run bench -- memory [--minutes 60] [--rate 60]: a mixed day's load by 16 callers, and what every process holds meanwhile. With `--rate` so many
// requests a second come instead, whatever the machine does: on one that others share, 16 callers ask more as it grows quiet, and what is held grows
// with what is asked. Of a shorter run the growth of an hour's last half is reckoned from the slope of its own last half, which is steeper than an
// hour's: what it meets, an hour meets too.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { judge } from './aims.mjs';
import { SETTLING } from './count.mjs';
import { makeBareTables, worldOf } from './hospital.mjs';
import { run, summary } from './measure.mjs';
import { memoryOf } from './processes.mjs';
import { machine, writeReport } from './report.mjs';
import { requestsOf } from './scenario.mjs';
import { SCENARIOS } from './scenarios/index.mjs';
import { startService } from './service.mjs';
import { say, sayJudged } from './tell.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' }, rate: { type: 'string' } } });
const [MINUTES, RATE] = [Number(values.minutes), values.rate === undefined ? undefined : Number(values.rate)];
const CHUNK_SECONDS = 15;
const LOAD = RATE === undefined ? { concurrency: 16 } : { rate: RATE };
/** As many different requests as a chunk sends when they are paced: some can be sent only once. */
const SENT = RATE === undefined ? 2000 : Math.ceil(RATE * (CHUNK_SECONDS + SETTLING));
/** A sign-in is good for an hour, which a run is longer than. */
const SIGNED_IN_MINUTES = 20;
/** Of a hundred requests; what a ward, a desk, a laboratory and an auditor do. */
const MIX = {
  vitals: 20,
  'one-value': 5,
  chart: 25,
  'values-of-a-code': 6,
  patient: 10,
  register: 3,
  result: 4,
  board: 4,
  'ward-list': 2,
  search: 10,
  'search-phone': 3,
  'search-identifier': 3,
  'fhir-birth-date': 2,
  'fhir-values': 2,
  'trail-of-patient': 1,
};

const service = await startService(
  root,
  {
    NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'tell-heap.mjs')).href}`,
    RADAR_EVERY_MINUTES: '5',
  },
  { minutes: 10 },
);
const report = { at: new Date().toISOString(), machine: machine(), minutes: MINUTES, rate: RATE, samples: [] };
let world;
try {
  await makeBareTables(service.urlOf('admin'));
  world = await worldOf(service);
  const facts = {};
  for (const name of Object.keys(MIX)) facts[name] = (await SCENARIOS[name].prepare?.(world)) ?? {};
  report.memory = { fresh: memoryOf(service.pid) };
  // Those of workers of the first start, which tell nothing any more.
  for (const name of heapsTold()) rmSync(join(service.folder, name));
  const since = performance.now();
  const runs = [];
  let signedIn = 0;
  for (let minute = 0; minute < MINUTES; minute = (performance.now() - since) / 60_000) {
    if (minute - signedIn >= SIGNED_IN_MINUTES) {
      for (const account of Object.keys(world.tokens)) world.tokens[account] = await service.tokenOf(account);
      signedIn = minute;
    }
    const requests = await mixed(facts);
    const load = { base: service.base, requests, ...LOAD, seconds: CHUNK_SECONDS };
    runs.push(await run('load.mjs', load, { mayBeFalse: true }));
    sample((performance.now() - since) / 60_000, summary(runs.slice(-1)));
  }
  report.served = summary(runs);
  report.memory.after = memoryOf(service.pid);
  report.hourly =
    MINUTES < 60
      ? { minutes: MINUTES, reckoned: reckonedOf(report.samples) }
      : { minutes: MINUTES, growth: growthOf(report.samples) };
  report.aims = judge(report);
  sayJudged(report.aims);
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await world?.close();
  await service.stop();
}
if (!process.exitCode) writeReport(root, 'memory-', report);

/** Requests of all kinds in the mix's shares, in an order that is the same each time. */
async function mixed(facts) {
  const all = [];
  for (const [name, share] of Object.entries(MIX)) {
    const wanted = Math.max(1, Math.round((SENT * share) / 100));
    const requests = await requestsOf(SCENARIOS[name], world, facts[name], wanted);
    for (let n = 0; n < wanted; n++) all.push([(n + 0.5) / wanted, requests[n % requests.length]]);
  }
  return all.sort(([a], [b]) => a - b).map(([, request]) => request);
}

const heapsTold = () => readdirSync(service.folder).filter((name) => name.startsWith('heap-'));

function sample(minute, { perSecond, falses, examples }) {
  const heaps = heapsTold()
    .map((name) => JSON.parse(readFileSync(join(service.folder, name), 'utf8')))
    .filter(({ worker }) => worker);
  const one = { minute: Number(minute.toFixed(2)), perSecond, falses, ...memoryOf(service.pid), heaps };
  report.samples.push(one);
  const heap = heaps.map((h) => `${h.heapUsed} of ${h.heapTotal} heap, ${h.external} external`).join(' + ');
  say(
    `${one.minute.toFixed(1)} min  ${perSecond}/s  workers ${one.workers.join(' + ')} MB (${heap}), supervisor ${one.supervisor}, PostgreSQL ${one.postgres} MB${falses ? `  FALSE ${falses}: ${examples[0]}` : ''}`,
  );
}

/** By how much the largest worker grew from the beginning of the last half to its end, as a share; each is a mean of a tenth of the run. */
function growthOf(samples) {
  const tenth = Math.max(1, Math.round(samples.length / 10));
  const largest = samples.map(({ workers }) => Math.max(...workers));
  const mean = (part) => part.reduce((sum, one) => sum + one, 0) / part.length;
  const middle = Math.floor(samples.length / 2);
  return Number((mean(largest.slice(-tenth)) / mean(largest.slice(middle, middle + tenth)) - 1).toFixed(3));
}

/** By how much it would grow in half an hour more, as a share, going on as in the last half of the run: a line through its samples. */
function reckonedOf(samples) {
  const last = samples
    .slice(Math.floor(samples.length / 2))
    .map(({ minute, workers }) => [minute, Math.max(...workers)]);
  const mean = (at) => last.reduce((sum, one) => sum + one[at], 0) / last.length;
  const [minute, held] = [mean(0), mean(1)];
  const over = last.reduce((sum, [at, mb]) => sum + (at - minute) * (mb - held), 0);
  const under = last.reduce((sum, [at]) => sum + (at - minute) ** 2, 0);
  return Number(((under === 0 ? 0 : (over / under) * 30) / held).toFixed(3));
}
