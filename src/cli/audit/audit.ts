import { parseArgs } from 'node:util';
import { archiveMonth } from '../../platform/audit/verification/archive-month.js';
import { exportTrail } from '../../platform/audit/verification/export-trail.js';
import { rotateKey } from '../../platform/audit/sealing/signing-key.js';
import { StartError } from '../../server/start-error.js';
import { USAGE } from '../usage.js';
import { withAuditSession } from './audit-session.js';
import { runReconcile } from './reconcile.js';
import { runVerify } from './verify.js';

const COULD_NOT = 2;

/**
 * Everything around the proof of the trail.
 * @returns exit code 0: done, or intact; 1: tampered with; 2: it could not be done, and the one sentence printed says why;
 *   3: neither intact nor tampered with, as something was missing
 */
export async function runAudit(words: readonly string[]): Promise<number> {
  try {
    return await run(words);
  } catch (error) {
    console.error((error as Error).message);
    return COULD_NOT;
  }
}

async function run([command = '', ...rest]: readonly string[]): Promise<number> {
  switch (command) {
    case 'verify':
      return runVerify(rest);
    case 'export':
      return runExport(rest);
    case 'archive':
      return runArchive(rest);
    case 'reconcile':
      return runReconcile(rest);
    case 'rotate-key':
      return runRotateKey(rest);
    default:
      throw new StartError(`Usage: ${USAGE.audit}`);
  }
}

function runExport(words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { to: { type: 'string' } } });
  const folder = required(values.to);
  return withAuditSession(
    async (session) => {
      const { events, checkpoints } = await exportTrail(session, folder);
      console.log(`Wrote ${events} sealed events and ${checkpoints} checkpoints to ${folder}.`);
      return 0;
    },
    { readsOnly: true },
  );
}

function runArchive(words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { month: { type: 'string' }, to: { type: 'string' } } });
  const [month, folder] = [required(values.month), required(values.to)];
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new StartError(`Usage: ${USAGE.audit}`);
  return withAuditSession(async (session) => {
    const { events, file } = await archiveMonth(session, month, folder);
    const table = `audit.event_${month.replace('-', '_')}`;
    console.log(
      `${events} events of ${month} lie in ${file}, and their leaves stay in the tree.\n` +
        `The table ${table} is detached: drop it once the file is backed up.`,
    );
    return 0;
  });
}

function runRotateKey(words: string[]): Promise<number> {
  const { values } = parseArgs({ args: words, options: { lost: { type: 'boolean', default: false } } });
  return withAuditSession(async (session, { keyFile, logName }) => {
    const { number, verifierKey } = await rotateKey(session.query, keyFile, logName, values.lost);
    console.log(`Key ${number} signs from now on; give it to whoever verifies:\n${verifierKey}`);
    return 0;
  });
}

function required(value: string | undefined): string {
  if (!value) throw new StartError(`Usage: ${USAGE.audit}`);
  return value;
}
