import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parseEnv } from 'node:util';
import { secretFilesOf, unknownNames } from '../platform/config/known-names.js';
import { loadSettings } from '../platform/config/load-settings.js';
import type { Settings } from '../platform/config/settings.js';
import { projectRoot } from '../platform/database/project-root.js';

/** Variables that stand in process.env because the `.env` file says so. */
let ofTheFile: readonly string[] = [];

/**
 * Settings of the environment and the `.env` file beside package.json, read anew each time; the environment wins.
 * @throws SettingsError
 */
export function settingsOfThisMachine(): Settings {
  for (const name of ofTheFile) delete process.env[name];
  const file = join(projectRoot(), '.env');
  const lines = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const unknown = unknownNames(Object.keys(lines));
  ofTheFile = Object.keys(lines).filter((name) => process.env[name] === undefined);
  for (const name of ofTheFile) process.env[name] = lines[name];
  const warn = (sentence: string) => void process.stderr.write(`  Take care: ${sentence}\n`);
  const named = unknown.map((sentence) => `${sentence} (in ${file})`);
  return loadSettings(process.env, warn, named);
}

/** The data folder as an absolute path; what is relative is so to the program's folder. */
export const dataDirOf = ({ dataDir }: Pick<Settings, 'dataDir'>): string =>
  isAbsolute(dataDir) ? dataDir : join(projectRoot(), dataDir);

/** Whether somebody said it, in the environment or in the `.env` file as it was read last; else its default counts. */
export const isGiven = (name: string): boolean => Boolean(process.env[name]);

/** The files by which the environment, or the `.env` file as it was read last, gives secrets. */
export const filesGiven = (): string[] => secretFilesOf(process.env);
