import { parseArgs, type ParseArgsConfig } from 'node:util';
import { runningEmbeddedPostgres } from '../platform/database/embedded/start.js';
import { dataDirOf, settingsOfThisMachine } from '../server/environment.js';
import { databaseFolderOf, ownFolderOf } from '../server/own-files.js';
import { auditFiles } from '../server/sealing.js';
import { StartError } from '../server/start-error.js';
import { USAGE } from './usage.js';

/** The database that runs here, and where its keys and its witness lie. @throws StartError where there is none */
export function runningPrimary() {
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
  const { witnessFolder } = auditFiles(settings, keysIn);
  return { primary, keysIn, witnessFolder, hospitalCode: settings.hospitalCode };
}

/** Words as options. @throws StartError that says how the command is called */
export function parse<Options extends NonNullable<ParseArgsConfig['options']>>(
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
