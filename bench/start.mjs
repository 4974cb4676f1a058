// npm run bench -- start [--times 5]: how long a later start takes, and the first one.
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './aims.mjs';
import { machine, writeReport } from './report.mjs';
import { startService } from './service.mjs';
import { say } from './tell.mjs';

const root = dirname(import.meta.dirname);
const { values } = parseArgs({ options: { times: { type: 'string', default: '5' } } });
const service = await startService(root);
const report = { at: new Date().toISOString(), machine: machine(), later: [service.startedIn.later] };
try {
  while (report.later.length < Number(values.times)) report.later.push(await service.startAgain());
  // The quickest: what else the machine does only makes it longer.
  report.started = { first: service.startedIn.first, later: Math.min(...report.later) };
  report.aims = judge(report);
  say(`First start ${report.started.first} s, later ones ${report.later.join(', ')} s`);
  for (const { met, says, aim, measured } of report.aims)
    say(`  ${met ? 'met   ' : 'MISSED'} ${says}: ${measured}, ${aim}`);
} catch (error) {
  process.stderr.write(`The benchmark failed: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await service.stop();
}
if (!process.exitCode) writeReport(root, 'start-', report);
