// npm run bench -- start [--times 5]: how long a later start takes, and how much CPU, which is the same on a busy machine.
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './aims.mjs';
import { machine, writeReport } from './report.mjs';
import { startService } from './service.mjs';
import { say, sayJudged } from './tell.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({ options: { times: { type: 'string', default: '5' } } });
const service = await startService(root);
const report = { at: new Date().toISOString(), machine: machine(), later: [] };
try {
  while (report.later.length < Number(values.times)) report.later.push(await service.startAgain());
  // The quickest: what else the machine does only makes it longer.
  const least = (what) => Math.min(...report.later.map((one) => one[what]));
  report.started = { first: service.startedIn.first, later: least('seconds'), cpu: least('cpu') };
  report.aims = judge(report);
  const each = report.later.map(({ seconds, cpu }) => `${seconds} s (CPU ${cpu} s)`);
  say(`First start ${report.started.first} s, later ones ${each.join(', ')}`);
  sayJudged(report.aims);
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await service.stop();
}
if (!process.exitCode) writeReport(root, 'start-', report);
