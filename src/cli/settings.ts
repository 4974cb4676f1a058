import { settingsTable } from '../platform/config/settings-table.js';

/** Writes docs/settings.md to standard output. */
export function runSettings(): Promise<number> {
  process.stdout.write(settingsTable());
  return Promise.resolve(0);
}
