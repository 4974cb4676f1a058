// npm run bench [-- --quick] [--only vitals,search*] [--levels 1,16] [--write-docs]: every act, against the bare driver in the same run.
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './aims.mjs';
import { writeTable } from './docs-table.mjs';
import { makeBareTables, worldOf } from './hospital.mjs';
import { memoryOf } from './processes.mjs';
import { lastReport, machine, writeReport } from './report.mjs';
import { chosen, SCENARIOS } from './scenarios/index.mjs';
import { startService } from './service.mjs';
import { Statements } from './statements.mjs';
import { say, sayAims, sayLevel, sayStatements } from './tell.mjs';
import { Trial } from './trial.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    only: { type: 'string' },
    levels: { type: 'string' },
    'write-docs': { type: 'boolean' },
  },
});
const LEVELS = (values.levels ?? (values.quick ? '16' : '1,16,64')).split(',').map(Number);
/** Rounds, seconds of each, and seconds of warming up. */
const LOAD = values.quick ? { rounds: 1, seconds: 1, warmUp: 0.5 } : { rounds: 3, seconds: 3, warmUp: 8 };
const names = chosen(values.only);

const service = await startService(root);
let statements, world;
const before = lastReport(root, '');
const report = { at: new Date().toISOString(), machine: machine(), ...LOAD, levels: LEVELS, scenarios: {} };
try {
  await makeBareTables(service.urlOf('admin'));
  world = await worldOf(service);
  statements = await Statements.open(service.urlOf('admin'));
  report.started = service.startedIn;
  report.memory = { fresh: memoryOf(service.pid) };
  for (const name of names) report.scenarios[name] = await measure(SCENARIOS[name]);
  report.memory.after = memoryOf(service.pid);
  report.aims = judge(report);
  sayAims(report, before);
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await statements?.close();
  await world?.close();
  await service.stop();
}
if (!process.exitCode) {
  writeReport(root, '', report);
  if (values['write-docs']) writeTable(root, report);
}

async function measure(scenario) {
  say(`\n${scenario.says}`);
  const trial = new Trial({ service, world, statements, scenario });
  await trial.prepare();
  const result = { says: scenario.says, levels: {} };
  result.wrong = await trial.look();
  for (const words of result.wrong) say(`  FALSE, asked alone: ${words}`);
  await trial.warmUp(LOAD.warmUp);
  result.statements = await trial.countStatements();
  sayStatements(result.statements);
  for (const concurrency of levelsOf(scenario)) {
    result.levels[concurrency] = await trial.level(concurrency, LOAD);
    sayLevel(`${concurrency} at a time`, result.levels[concurrency]);
  }
  const reached = result.levels[16]?.service.perSecond;
  if (reached && !values.quick) {
    result.open = await trial.open(reached, { seconds: LOAD.rounds * LOAD.seconds });
    sayLevel(`${result.open.rate}/s arriving`, result.open);
  }
  return result;
}

/** Those of the run that the scenario knows; its own where it knows none of them. */
function levelsOf({ levels = LEVELS }) {
  const wanted = levels.filter((level) => LEVELS.includes(level));
  return wanted.length > 0 ? wanted : levels;
}
