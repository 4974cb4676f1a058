import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { loadSettings, type Settings } from '../config/settings.js';
import { projectRoot } from '../database/project-root.js';

/** Settings of the environment and the `.env` file beside package.json; the environment wins. @throws SettingsError */
export function settingsOfThisMachine(): Settings {
  const file = join(projectRoot(), '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return loadSettings(process.env);
}

/** The data folder as an absolute path; what is relative is so to the program's folder. */
export const dataDirOf = ({ dataDir }: Pick<Settings, 'dataDir'>): string =>
  isAbsolute(dataDir) ? dataDir : join(projectRoot(), dataDir);
