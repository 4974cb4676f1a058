import { migrate } from '../platform/database/migrate.js';
import { withDatabase } from './owner-database.js';

/** @returns exit code 1 while a write could still escape the audit trail: what a person must decide is named */
export function runMigrate(): Promise<number> {
  return withDatabase(async ({ ownerUrl }) => {
    const { applied, repaired, left } = await migrate({ ownerUrl, log: (line) => console.log(line) });
    const nothing = repaired.length > 0 ? 'No migration to apply.' : 'Nothing to apply: the database is up to date.';
    console.log(applied.length > 0 ? `Applied ${applied.length} migrations.` : nothing);
    return left.some(({ escapes }) => escapes) ? 1 : 0;
  });
}
