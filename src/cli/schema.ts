import { migrate } from '../database/migrate.js';
import { checkSchema } from '../database/schema-check.js';
import { withDatabase } from './owner-database.js';

export function runSchema(words: readonly string[]): Promise<number> {
  if (words[0] !== 'check') throw new Error('Usage: emr schema check');
  return withDatabase(async ({ ownerUrl, adminUrl }) => {
    await migrate({ ownerUrl, log: (line) => console.log(line) });
    const disagreements = await checkSchema(adminUrl);
    for (const line of disagreements) console.error(line);
    if (disagreements.length === 0) console.log('Schema files, migrations and database agree.');
    return disagreements.length === 0 ? 0 : 1;
  });
}
