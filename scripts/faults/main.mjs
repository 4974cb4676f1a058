#!/usr/bin/env node
// Makes each fault happen on a scratch hospital's real processes while people write, and counts what was lost:
//   npm run faults [-- --short] [-- --only WORD] [-- --port N]
import { parseArgs } from 'node:util';
import { FAULTS } from './faults.mjs';
import { Hospital, SLOWNESS } from './hospital.mjs';
import { account } from './load.mjs';
import { freePorts } from '../free-ports.mjs';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    port: { type: 'string', default: '' },
  },
});
const faults = FAULTS.filter(({ name, isShort }) => (isShort || !values.short) && name.includes(values.only));
/** As many as the faults take between them. */
const PORTS = 30;
const hospital = new Hospital(Number(values.port) || (await freePorts(PORTS)));
const counts = { tried: 0, survived: 0, skipped: 0 };
let sum = { acknowledged: 0, lost: 0, doubled: 0, changed: 0 };
let isProven = false;
if (SLOWNESS > 1) console.log(`This machine is busy with other work: limits are ${SLOWNESS.toFixed(1)} times as long.`);
try {
  await hospital.start();
  for (const fault of faults) await tell(fault);
  await hospital.back(30_000);
  sum = await account(hospital);
  isProven = await proven();
} finally {
  await hospital.close();
}
const { tried, survived, skipped } = counts;
const { acknowledged, lost, doubled, changed } = sum;
console.log(
  `\n${acknowledged} writes were acknowledged: lost ${lost}, doubled ${doubled}, answered otherwise when sent again ${changed}\n` +
    `tried ${tried}, survived ${survived}, lost ${lost}${skipped ? `, not possible here ${skipped}` : ''}`,
);
process.exitCode = survived === tried && lost + doubled + changed === 0 && isProven ? 0 : 1;

async function tell({ name, run, needs }) {
  try {
    const said = await run(hospital);
    if (said === undefined) {
      counts.skipped += 1;
      console.log(`skipped   ${name}: it needs ${needs}`);
      return;
    }
    counts.tried += 1;
    counts.survived += 1;
    console.log(`survived  ${name}${said ? ` (${said})` : ''}`);
  } catch (error) {
    counts.tried += 1;
    console.log(`${'FELL'.padEnd(10)}${name}: ${error.message}`);
    const words = hospital.lastWords();
    if (words) console.log(words);
    await (words ? hospital.start() : hospital.back(60_000)).catch(() => undefined);
  }
}

/** The trail is whole, and every row is what its events say. */
async function proven() {
  const [verified, reconciled] = [await hospital.emr('audit', 'verify'), await hospital.emr('audit', 'reconcile')];
  for (const { output } of [verified, reconciled]) console.log(output.split('\n')[0]);
  return verified.status === 0 && reconciled.status === 0;
}
