// The service's sealer in a process of its own, so that it can be switched on and off between runs:
//   node bench/sealer.mjs '<json>'   {databaseUrl, keyFile, everyMs}; ends in order on SIGTERM.
import { Sealer } from '../dist/platform/audit/sealing/sealer.js';

const { databaseUrl, keyFile, everyMs } = JSON.parse(process.argv[2]);
const warn = (sentence) => process.stderr.write(`${sentence}\n`);
const sealer = new Sealer({ databaseUrl, keyFile, logName: 'bench/audit', everyMs, most: 5000, witnesses: [], warn });
sealer.start();
const alive = setInterval(() => undefined, 60_000);
process.once('SIGTERM', () => void sealer.stop().then(() => clearInterval(alive)));
