import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings, type Settings } from '../config/settings.js';
import { projectRoot } from '../database/project-root.js';

/** Settings of the environment and the `.env` file beside package.json; the environment wins. @throws SettingsError */
export function settingsOfThisMachine(): Settings {
  const file = join(projectRoot(), '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return loadSettings(process.env);
}
