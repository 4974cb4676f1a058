// npm run bench -- trees --base ../before [--only vitals,chart] [--rounds 6] [--seconds 3]: the same acts by this program and by another tree of it
// (built, with its node_modules), turn about, so that what disturbs the machine disturbs both. What is told is this ÷ base.
import { loadavg } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { worldOf } from './hospital.mjs';
import { summary } from './measure.mjs';
import { machine, writeReport } from './report.mjs';
import { chosen, SCENARIOS } from './scenarios/index.mjs';
import { startService } from './service.mjs';
import { say } from './tell.mjs';
import { newSide, Trial } from './trial.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    only: { type: 'string', default: 'vitals,chart' },
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '3' },
    callers: { type: 'string', default: '16' },
  },
});
if (!values.base) throw new Error('--base names the other tree');
const [CALLERS, SECONDS, WARM_UP, ROUNDS] = [Number(values.callers), Number(values.seconds), 4, Number(values.rounds)];
const roots = { base: resolve(values.base), now: root };

const sides = {};
const report = { at: new Date().toISOString(), machine: machine(), rounds: ROUNDS, seconds: SECONDS, acts: {} };
try {
  for (const [side, of] of Object.entries(roots)) {
    const service = await startService(of);
    sides[side] = { service, world: await worldOf(service) };
  }
  for (const name of chosen(values.only)) report.acts[name] = await compare(SCENARIOS[name]);
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  for (const { service, world } of Object.values(sides)) {
    await world?.close();
    await service.stop();
  }
}
if (!process.exitCode) writeReport(root, 'trees-', report);

/** Rounds of both, each the other way round than the one before; of each figure the median of the rounds' ratios. */
async function compare(scenario) {
  const trials = {};
  for (const [side, of] of Object.entries(sides)) {
    trials[side] = new Trial({ ...of, scenario });
    await trials[side].prepare();
    for (const words of await trials[side].look()) say(`  FALSE, asked alone, ${side}: ${words}`);
    await trials[side].warmUp(WARM_UP);
  }
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const measured = {};
    for (const side of round % 2 ? ['now', 'base'] : ['base', 'now']) {
      const one = newSide();
      await trials[side].serve({ concurrency: CALLERS, seconds: SECONDS }, one);
      measured[side] = summary(one.runs, one.cpu);
    }
    rounds.push(measured);
  }
  const ratio = (of) => Number(median(rounds.map(({ base, now }) => of(now) / of(base))).toFixed(3));
  const found = {
    says: scenario.says,
    rate: ratio(({ perSecond }) => perSecond),
    node: ratio(({ nodeMicros }) => nodeMicros),
    postgres: ratio(({ postgresMicros }) => postgresMicros),
    cpu: ratio(({ nodeMicros, postgresMicros }) => nodeMicros + postgresMicros),
    load: Number(loadavg()[0].toFixed(1)),
    rounds,
  };
  say(
    `${found.says}: of the base's rate ${found.rate}, of its CPU ${found.cpu} (Node ${found.node}, PostgreSQL ${found.postgres}), load ${found.load}`,
  );
  for (const { base, now } of rounds) {
    const of = ({ perSecond, nodeMicros, postgresMicros, falses }) =>
      `${perSecond}/s, ${nodeMicros} + ${postgresMicros} µs${falses ? `, FALSE ${falses}` : ''}`;
    say(`  base ${of(base)};  now ${of(now)}`);
  }
  return found;
}

function median(all) {
  const sorted = all.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
