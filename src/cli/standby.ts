import { join } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { forgetStandby, lostStandbys, standbyName } from '../platform/backup/standby.js';
import { type EmbeddedPostgres, runningEmbeddedPostgres } from '../platform/database/embedded/start.js';
import { forgetFollowers } from '../platform/database/embedded/superseded.js';
import { Session } from '../platform/database/session.js';
import { dataDirOf, settingsOfThisMachine } from '../server/environment.js';
import { databaseFolderOf, ownFolderOf } from '../server/own-files.js';
import { auditFiles } from '../server/sealing.js';
import { makeStandby, promote } from '../server/standby.js';
import { StartError } from '../server/start-error.js';
import { USAGE } from './usage.js';

/** Makes a standby of the running embedded database, starts it again, or forgets those that are gone. */
export async function runStandby(words: readonly string[]): Promise<number> {
  const { to, port, synchronous, forget } = parse(words, 'standby', {
    to: { type: 'string' },
    port: { type: 'string' },
    synchronous: { type: 'boolean' },
    forget: { type: 'boolean' },
  });
  const isPort = port === undefined || (/^\d+$/.test(port) && Number(port) > 0 && Number(port) < 65_536);
  if (!isPort || (forget ? (to ?? port ?? synchronous) : !to)) throw new StartError(`Usage: ${USAGE.standby}`);
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
  const { last, primary, isFenced } = await promote(data);
  console.log(
    `Promoted${last ? `; its last change is of ${last.toISOString()}` : ''}. Run DATA_DIR=${data} npm run emr -- audit verify, then DATA_DIR=${data} npm start. ` +
      (isFenced
        ? `The old primary in ${primary} does not start any more: make a new standby, in an empty folder.`
        : 'The old primary must never start again, and could not be told so: keep its disk away, and make a new standby, in an empty folder.'),
  );
  return 0;
}

/** @throws StartError where there is none */
function runningPrimary() {
  const settings = settingsOfThisMachine();
  if (settings.databaseUrl) {
    throw new StartError(
      'This database is not the embedded one: make a standby with PostgreSQL’s own tools (docs/operators.md).',
    );
  }
  const asked = dataDirOf(settings);
  const primary = runningEmbeddedPostgres(databaseFolderOf(asked));
  if (!primary) {
    throw new StartError(`The service does not run on ${asked}: start it first, a standby follows what runs.`);
  }
  const keysIn = ownFolderOf(asked, primary.dataDir);
  return { primary, keysIn, witnessFolder: auditFiles(settings, keysIn).witnessFolder };
}

async function forgetLost({
  superuserUrl,
  dataDir,
}: Pick<EmbeddedPostgres, 'superuserUrl' | 'dataDir'>): Promise<number> {
  const session = await Session.open(superuserUrl);
  try {
    const names = await lostStandbys(session.query);
    for (const name of names) await forgetStandby(session.query, name);
    forgetFollowers(dataDir, (folder) => names.includes(standbyName(folder)));
    console.log(
      names.length > 0 ? `Forgotten: ${names.join(', ')}.` : 'Every standby is connected: none was forgotten.',
    );
    return 0;
  } finally {
    await session.close();
  }
}

function parse<Options extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  usage: 'standby' | 'promote',
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch (error) {
    throw new StartError(`${(error as Error).message} Usage: ${USAGE[usage]}`);
  }
}
