import { dataDirOf, settingsOfThisMachine } from '../server/environment.js';
import { databaseFolderOf } from '../server/own-files.js';
import { whoServes } from '../server/service-file.js';
import { StartError } from '../server/start-error.js';

/** Lets the service that runs here read settings and secrets again; it says itself whether it took them over. */
export function runReload(): Promise<number> {
  const asked = dataDirOf(settingsOfThisMachine());
  const pid = whoServes(asked) ?? whoServes(databaseFolderOf(asked));
  if (pid === undefined) throw new StartError(`No service runs on ${asked}: set DATA_DIR as the service has it.`);
  process.kill(pid, 'SIGUSR2');
  console.log(`Told process ${pid}; its log says when every worker is new, or what is wrong.`);
  return Promise.resolve(0);
}
