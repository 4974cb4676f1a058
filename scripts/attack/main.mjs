#!/usr/bin/env node
// Attacks the audit trail of a scratch hospital as its owner, a superuser, the application's role and the sealer's would, and whoever comes
// through a door or holds a file of it, and says what was found:  npm run attack [-- --short] [-- --only WORD]
import { parseArgs } from 'node:util';
import { freePorts } from '../free-ports.mjs';
import { behindAttacks, behindCopies } from './behind.mjs';
import { clientAttacks } from './clients.mjs';
import { definitionAttacks } from './definitions.mjs';
import { doorAttacks } from './doors.mjs';
import { backupAttacks, fileAttacks } from './files.mjs';
import { scratchHospital } from './hospital.mjs';
import { rightsAttacks } from './rights.mjs';
import { tokenAttacks } from './tokens.mjs';
import { trailAttacks } from './trail.mjs';
import { unusualAttacks } from './unusual.mjs';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    port: { type: 'string', default: '' },
  },
});
// Those on the trail itself come last: the service has stopped by then.
const attacks = [
  ...rightsAttacks,
  ...doorAttacks,
  ...tokenAttacks,
  ...clientAttacks,
  ...definitionAttacks,
  ...unusualAttacks,
  ...behindAttacks,
  ...backupAttacks,
  ...trailAttacks,
  ...behindCopies,
  ...fileAttacks,
].filter(({ name, isShort }) => (isShort || !values.short) && name.includes(values.only));
const hospital = await scratchHospital(Number(values.port) || (await freePorts(1)));
const counts = { tried: 0, found: 0, missed: 0, pending: 0 };
try {
  for (const attack of attacks) {
    const outcome = await outcomeOf(attack);
    if (outcome !== 'pending') counts.tried += 1;
    counts[outcome] += 1;
    console.log(`${outcome.padEnd(8)}${attack.name}`);
  }
} finally {
  await hospital.close();
}
const { tried, found, missed, pending } = counts;
console.log(
  `\ntried ${tried}, found ${found}, missed ${missed}${pending ? `, not possible to find yet ${pending}` : ''}`,
);
process.exitCode = missed > 0 ? 1 : 0;

async function outcomeOf({ run, before, isPending }) {
  if (isPending?.()) return 'pending';
  try {
    await before?.(hospital);
    return (await run(hospital)) ? 'found' : 'missed';
  } catch (error) {
    console.log(`        ${error.message}`);
    return 'missed';
  }
}
