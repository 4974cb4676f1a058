import { seedWhenEmpty } from '../demo/seed.js';
import { withDatabase } from './owner-database.js';

export function runSeed(): Promise<number> {
  return withDatabase(async ({ appUrl }, settings) => {
    // The seed signs no token; the secret is only there because the service's modules ask for one.
    const tokenSecret = settings.tokenSecret ?? 'unused by the seed, which issues no token';
    await seedWhenEmpty({ ...settings, databaseUrl: appUrl, tokenSecret, seedDemo: true }, (line) => console.log(line));
    return 0;
  });
}
