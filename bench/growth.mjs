// npm run bench -- growth [--patients 300000] [--data DIR] [--only search*] [--rounds 3] [--questions]: every act in a small hospital and in one that
// `emr generate` made, turn about. A folder given by --data is kept, and taken as it is when it holds a hospital already; its accounts'
// password comes from DEMO_PASSWORD. What is measured is kept, and with --write-docs written into the page, after every act: a run that is
// broken off leaves what it had, and an act that fails is a line that says so.
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './aims.mjs';
import { askQuestions } from './ask.mjs';
import { writeTable } from './docs-table.mjs';
import { makeBareTables, worldOf } from './hospital.mjs';
import { summary } from './measure.mjs';
import { memoryOf } from './processes.mjs';
import { lastReport, machine, writeReport } from './report.mjs';
import { chosen, SCENARIOS } from './scenarios/index.mjs';
import { startService } from './service.mjs';
import { Statements } from './statements.mjs';
import { say, sayAims, sayGrowth, sayLevel, sayStatements } from './tell.mjs';
import { newSide, Trial } from './trial.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: {
    patients: { type: 'string', default: '300000' },
    data: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    'write-docs': { type: 'boolean' },
    questions: { type: 'boolean' },
  },
});
const [CALLERS, SECONDS, WARM_UP, ROUNDS] = [16, 2, 3, Number(values.rounds)];
const names = chosen(values.only);
const dataDir = values.data && resolve(values.data);
const generates = ['generate', '--patients', values.patients, '--years', '5', '--seed', '1'];
/** A large hospital of an earlier version is brought up to date before it is served. */
const START_MINUTES = 45;

const sides = {};
const before = lastReport(root, 'growth-');
const report = {
  at: new Date().toISOString(),
  machine: machine(),
  growth: {},
  small: {},
  scenarios: {},
  failed: {},
  load: {},
};
try {
  sides.small = await open('small', await startService(root));
  const isThere =
    dataDir !== undefined && ['.', 'postgres'].some((folder) => existsSync(join(dataDir, folder, 'cluster')));
  const options = { dataDir, before: isThere ? undefined : generates, minutes: START_MINUTES };
  sides.large = await open('generated', await startService(root, {}, options));
  report.hospital = await sizes(sides.large.world);
  report.started = sides.large.service.startedIn;
  say(`Generated hospital: ${JSON.stringify(report.hospital)}`);
  for (const name of names) await attempt(name, SCENARIOS[name]);
  report.events = report.hospital['audit.event'];
  if (values.questions) report.questions = await askQuestions(sides.large.service.base, sides.large.world);
  report.memory = { after: memoryOf(sides.large.service.pid) };
  keep();
  sayAims(report, before);
  if (Object.keys(report.failed).length > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  for (const { service, world, statements } of Object.values(sides)) {
    await statements.close();
    await world.close();
    await service.stop();
  }
}

/** One act; should it fail, the others are measured all the same. */
async function attempt(name, scenario) {
  const [from] = loadavg();
  try {
    await compare(name, scenario);
  } catch (error) {
    process.stderr.write(`${scenario.says} failed: ${error.stack}\n`);
    report.failed[name] = { says: scenario.says, words: error.message };
    for (const part of ['small', 'scenarios', 'growth']) delete report[part][name];
  }
  report.load[name] = Number(Math.max(from, loadavg()[0]).toFixed(1));
  keep();
}

function keep() {
  report.aims = judge(report);
  writeReport(root, 'growth-', report);
  if (values['write-docs']) writeTable(root, report, 'growth');
}

async function open(hospital, service) {
  try {
    const adminUrl = service.urlOf('admin');
    await makeBareTables(adminUrl);
    const world = await worldOf(service, hospital);
    return { service, world, statements: await Statements.open(adminUrl) };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

async function sizes({ sql }) {
  const counted = {};
  for (const table of ['patient', 'encounter', 'vital_signs', 'observation', 'audit.event']) {
    const [{ count }] = await sql(`SELECT count(*)::int AS count FROM ${table}`);
    counted[table] = count;
  }
  return counted;
}

/** The same act in both, each round the other way round; then as it arrives in the large one. */
async function compare(name, scenario) {
  say(`\n${scenario.says}`);
  const trials = {};
  const measured = {};
  for (const [side, of] of Object.entries(sides)) {
    const trial = new Trial({ ...of, scenario });
    await trial.prepare();
    measured[side] = { ...newSide(), wrong: await trial.look() };
    for (const words of measured[side].wrong) say(`  FALSE, asked alone, ${side}: ${words}`);
    await trial.warmUp(WARM_UP);
    trials[side] = trial;
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of round % 2 ? ['large', 'small'] : ['small', 'large']) {
      await trials[side].serve({ concurrency: CALLERS, seconds: SECONDS }, measured[side]);
    }
  }
  for (const side of Object.keys(sides)) {
    const { runs, cpu, wrong } = measured[side];
    const level = { service: summary(runs, cpu), floors: {} };
    const result = { says: scenario.says, wrong, levels: { [CALLERS]: level } };
    sayLevel(side, level);
    if (side === 'small') report.small[name] = result;
    else report.scenarios[name] = result;
  }
  const large = report.scenarios[name];
  if (scenario.levels?.includes(1)) {
    large.levels[1] = await trials.large.level(1, { rounds: ROUNDS, seconds: SECONDS });
    sayLevel('large, one by one', large.levels[1]);
  }
  large.statements = await trials.large.countStatements();
  sayStatements(large.statements);
  large.open = await trials.large.open(large.levels[CALLERS].service.perSecond, { seconds: ROUNDS * SECONDS });
  sayLevel(`${large.open.rate}/s arriving`, large.open);
  report.growth[name] = grown(report.small[name].levels[CALLERS].service, large.levels[CALLERS].service);
  sayGrowth(report.growth[name]);
}

/** Each figure of the large hospital ÷ the same of the small one; null where one of them has none. */
function grown(small, large) {
  const cpu = ({ nodeMicros, postgresMicros }) => nodeMicros + postgresMicros;
  const ratio = (a, b) => (a === null || !b ? null : Number((a / b).toFixed(2)));
  return { p50: ratio(large.p50, small.p50), p99: ratio(large.p99, small.p99), cpu: ratio(cpu(large), cpu(small)) };
}
