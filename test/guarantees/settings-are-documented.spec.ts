import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { envExample } from '../../src/platform/config/env-example.js';
import { SETTINGS } from '../../src/platform/config/settings.js';
import { sourceFiles } from '../support/sources.js';

/** Who else may look at the environment, and why. */
const READERS = {
  'src/platform/config/settings.ts': 'the one table of settings',
  'src/server/environment.ts': 'hands the environment and .env to the settings',
  'src/server/workers.ts': "MALLOC_ARENA_MAX, the C library's own setting, where somebody has set it",
  'src/server/worker.ts': 'hands on what the primary decided',
  'src/cli/standby-elsewhere.ts': 'the code of an invitation: a secret of one command, and no setting',
  'src/cli/tour/tour.ts': 'a client of the service, not the service',
  'src/platform/database/embedded/account.ts': 'USER, only to name the account in messages',
  'src/platform/database/embedded/first-start.ts': "PATH for PostgreSQL's programs",
  'src/platform/database/embedded/server.ts': "PATH for PostgreSQL's programs",
};

describe('Settings', () => {
  it('all stand in .env.example with their meaning and default', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
  });

  it('each say what they are for in a sentence', () => {
    for (const { env, about } of Object.values(SETTINGS)) {
      expect([env, about]).toEqual([env, expect.stringMatching(/^[A-Z/].{15,}\.$/i)]);
    }
  });

  it('are read in one place', () => {
    const readers = sourceFiles()
      .filter(({ text }) => /process\.env\b/.test(text))
      .map(({ path }) => path);
    expect(readers.filter((path) => !(path in READERS))).toEqual([]);
  });
});
