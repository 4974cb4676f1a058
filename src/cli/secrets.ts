import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import type { Settings } from '../platform/config/settings.js';
import { runAsSystem } from '../kernel/request-context.js';
import { Reseal } from '../platform/security/reseal.js';
import { completedForCommand } from '../server/prepared-database.js';
import { StartError } from '../server/start-error.js';
import { withDatabase } from './owner-database.js';
import { USAGE } from './usage.js';

/** Seals with the newest of SECOND_FACTOR_KEYS what an older one sealed. @returns 1 when something no key opens is left */
export function runSecrets(words: readonly string[]): Promise<number> {
  if (words.join(' ') !== 'reseal') throw new StartError(`Usage: ${USAGE.secrets}`);
  return withDatabase(
    async ({ appUrl, dataDir }, settings) => {
      const done = await reseal(
        completedForCommand(settings, dataDir, { databaseUrl: appUrl, seedDemo: false }, { needsKeys: true }),
      );
      for (const [place, { resealed, lost }] of Object.entries(done)) {
        console.log(`${place.padEnd(16)}${resealed} sealed anew, ${lost} that no key opens`);
      }
      return Object.values(done).some(({ lost }) => lost > 0) ? 1 : 0;
    },
    { mustExist: true },
  );
}

async function reseal(settings: Settings) {
  const app = await NestFactory.createApplicationContext(AppModule.with(settings), { logger: false });
  try {
    return await runAsSystem('emr', () => app.get(Reseal, { strict: false }).all());
  } finally {
    await app.close();
  }
}
