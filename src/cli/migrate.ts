import { migrate } from '../platform/database/migrate.js';
import { withDatabase } from './owner-database.js';

export function runMigrate(): Promise<number> {
  return withDatabase(async ({ ownerUrl }) => {
    const { applied } = await migrate({ ownerUrl, log: (line) => console.log(line) });
    console.log(
      applied.length > 0 ? `Applied ${applied.length} migrations.` : 'Nothing to apply: the database is up to date.',
    );
    return 0;
  });
}
