import { createInterface } from 'node:readline/promises';
import { join, resolve } from 'node:path';
import { joinAsStandby, startAgain } from '../server/joined-standby.js';
import { inviteStandby } from '../server/standby-invitation.js';
import { StartError } from '../server/start-error.js';
import { parse, runningPrimary } from './standby-primary.js';
import { USAGE } from './usage.js';

/** Invites another machine to become the standby of the database that runs here. */
export async function runInvite(words: readonly string[]): Promise<number> {
  const given = parse(words, 'standby', {
    here: { type: 'string' },
    there: { type: 'string' },
    file: { type: 'string' },
    port: { type: 'string' },
    synchronous: { type: 'boolean' },
  });
  const { here, there, file, port, synchronous = false } = given;
  if (!here || !there || !file || !isPort(port)) throw new StartError(`Usage: ${USAGE.standby}`);
  const where = runningPrimary();
  const asked = { ...where, here, there, file, synchronous, port: port ? Number(port) : undefined };
  const invited = await inviteStandby(asked);
  console.log(
    (invited.restarted
      ? `The database was restarted: it listens on ${here} too, over TLS, for ${there} alone.\n`
      : '') +
      `The invitation of ${invited.name} is in ${resolve(file)}: it holds the keys (${invited.carried
        .filter((name) => name.startsWith('keys/'))
        .map((name) => name.slice(5))
        .join(', ')}) and what the witness has, sealed. ` +
      `Carry it to the other machine, and the code that opens it by another way:\n\n${invited.code}\n\n` +
      `There, until ${invited.until.toISOString()} and once:\n  npm run emr -- standby --from ${file} --to DATA_DIR\n` +
      `The other machine must reach ${here}:${where.primary.port}, and this one ${there}:${invited.port}.\n` +
      (synchronous
        ? 'Once it follows, writes are answered when they are on its disk too; while it is away they wait.\n'
        : ''),
  );
  return 0;
}

const isPort = (text: string | undefined): boolean =>
  text === undefined || (/^\d+$/.test(text) && Number(text) > 0 && Number(text) < 65_536);

/** Makes this machine the standby that an invitation is for. */
export async function runJoin(words: readonly string[]): Promise<number> {
  const { from, to } = parse(words, 'standby', { from: { type: 'string' }, to: { type: 'string' } });
  if (!from || !to) throw new StartError(`Usage: ${USAGE.standby}`);
  const began = performance.now();
  const code = (process.env['STANDBY_CODE'] ?? (await askedFor('Code of the invitation: '))).trim();
  if (!/^AGE-SECRET-KEY-/.test(code)) {
    throw new StartError('The code begins with AGE-SECRET-KEY-: emr standby invite printed it.');
  }
  const joined = await joinAsStandby({ file: from, code, to });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `The standby ${joined.name} follows ${joined.primary}, after ${seconds} s and ${joined.megabytes} MB: PostgreSQL ${joined.pid} on port ${joined.port}, ` +
      `its number in ${join(joined.databaseFolder, 'cluster', 'postmaster.pid')}, its log in ${join(joined.databaseFolder, 'log')}.\n` +
      (joined.synchronous
        ? 'Writes are answered when they are on this disk too; while this machine is away they wait.\n'
        : '') +
      `Put into their places: ${joined.keys.join(', ') || 'nothing'}. After a rotation of keys carry the new ones here.\n` +
      `Nothing starts it after this machine was restarted: npm run emr -- standby --to ${to} does.\n` +
      `When the primary is lost: npm run emr -- promote --data ${to}`,
  );
  return 0;
}

/** A standby of another machine in this folder, started again after a restart of this one. @returns false where there is none */
export async function isStartedAgain(to: string): Promise<boolean> {
  const started = await startAgain(to);
  if (started) {
    console.log(
      `The standby ${started.name} follows ${started.primary}: PostgreSQL ${started.pid} on port ${started.port}.`,
    );
  }
  return started !== undefined;
}

async function askedFor(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}
