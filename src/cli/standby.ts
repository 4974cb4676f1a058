import { join } from 'node:path';
import { forgetStandby, lostStandbys, standbyName } from '../platform/backup/standby.js';
import type { EmbeddedPostgres } from '../platform/database/embedded/start.js';
import { readCredentials, urlFor } from '../platform/database/embedded/credentials.js';
import { shutOut } from '../platform/database/embedded/network.js';
import { forgetFollowers } from '../platform/database/embedded/superseded.js';
import { forgetElsewhere } from '../platform/database/embedded/superseded-elsewhere.js';
import { Session } from '../platform/database/session.js';
import { makeStandby, promote } from '../server/standby.js';
import { StartError } from '../server/start-error.js';
import { parse, runningPrimary } from './standby-primary.js';
import { isStartedAgain, runInvite, runJoin } from './standby-elsewhere.js';
import { USAGE } from './usage.js';

/** Makes a standby of the running embedded database, here or on another machine, starts it again, or forgets those that are gone. */
export async function runStandby(words: readonly string[]): Promise<number> {
  if (words[0] === 'invite') return runInvite(words.slice(1));
  if (words.includes('--from')) return runJoin(words);
  const { to, port, synchronous, forget } = parse(words, 'standby', {
    to: { type: 'string' },
    port: { type: 'string' },
    synchronous: { type: 'boolean' },
    forget: { type: 'boolean' },
  });
  const isPort = port === undefined || (/^\d+$/.test(port) && Number(port) > 0 && Number(port) < 65_536);
  if (!isPort || (forget ? (to ?? port ?? synchronous) : !to)) throw new StartError(`Usage: ${USAGE.standby}`);
  if (to && !synchronous && !port && (await isStartedAgain(to))) return 0;
  const { primary, keysIn, witnessFolder } = runningPrimary();
  if (forget || !to) return forgetLost(primary);
  const began = performance.now();
  const made = await makeStandby({
    primary,
    keysIn,
    to,
    port: port ? Number(port) : undefined,
    synchronous: !!synchronous,
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `The standby ${made.name} ${made.made ? 'was made' : 'was there'} and follows, after ${seconds} s: PostgreSQL ${made.pid} on port ${made.port}, ` +
      `its number in ${join(made.databaseFolder, 'cluster', 'postmaster.pid')}, its log in ${join(made.databaseFolder, 'log')}.\n` +
      (synchronous ? 'Writes are answered when they are on its disk too; while it is away they wait.\n' : '') +
      `Keys carried: ${made.keys.join(', ') || 'none'}. Again after each rotation: the same command. What the settings name instead, give to its service as well.\n` +
      `Not carried: the witness in ${witnessFolder}. Nothing starts the standby after the machine did: the same command does.\n` +
      `When the primary is lost: emr promote --data ${to}`,
  );
  return 0;
}

/** Makes a standby the primary. */
export async function runPromote(words: readonly string[]): Promise<number> {
  const { data } = parse(words, 'promote', { data: { type: 'string' } });
  if (!data) throw new StartError(`Usage: ${USAGE.promote}`);
  const { last, primary, isFenced, isElsewhere } = await promote(data);
  console.log(
    `Promoted${last ? `; its last change is of ${last.toISOString()}` : ''}. Run DATA_DIR=${data} npm run emr -- audit verify, then DATA_DIR=${data} npm start. ` +
      (isElsewhere
        ? `The old primary at ${primary} asks this one before it starts, and stays down when it is told: start it only where it reaches this machine. ` +
          'Then make it the standby: emr standby invite here, emr standby --from there, into an empty folder.'
        : isFenced
          ? `The old primary in ${primary} does not start any more: make a new standby, in an empty folder.`
          : 'The old primary must never start again, and could not be told so: keep its disk away, and make a new standby, in an empty folder.'),
  );
  return 0;
}

async function forgetLost({ dataDir, port }: Pick<EmbeddedPostgres, 'dataDir' | 'port'>): Promise<number> {
  const session = await Session.open(urlFor('postgres', readCredentials(dataDir), port, 'postgres'));
  try {
    const names = await lostStandbys(session.query);
    for (const name of names) {
      await forgetStandby(session.query, name);
      shutOut(dataDir, name);
    }
    await session.query({ name: '', text: 'SELECT pg_reload_conf()' });
    forgetFollowers(dataDir, (folder) => names.includes(standbyName(folder)));
    forgetElsewhere(dataDir, (name) => names.includes(name));
    console.log(
      names.length > 0 ? `Forgotten: ${names.join(', ')}.` : 'Every standby is connected: none was forgotten.',
    );
    return 0;
  } finally {
    await session.close();
  }
}
