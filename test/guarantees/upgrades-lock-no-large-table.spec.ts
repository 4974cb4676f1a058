import { describe, expect, it } from '@jest/globals';
import { indexesOf } from '../../src/platform/database/index-migrations.js';
import { prismaFolder, readMigrations } from '../../src/platform/database/migration-files.js';

/** Those of before are released, and stay as they are. */
const FIRST = '20261130';
const made = readMigrations(prismaFolder()).filter(({ name }) => name >= FIRST);
const namesIn = (sql: string, pattern: RegExp) => [...sql.matchAll(pattern)].map(([, name = '']) => name);

describe('A migration', () => {
  it('that adds a constraint without looking at the rows leaves the look to the next: in one, the table is locked for it', () => {
    expect(made.length).toBeGreaterThan(4);
    const locking = made.filter(({ sql }) => /\bNOT VALID\b/i.test(sql) && /\bVALIDATE CONSTRAINT\b/i.test(sql));
    expect(locking.map(({ name }) => name)).toEqual([]);
  });

  it('makes indexes of tables that are there by itself, so that they can be built beside the work', () => {
    const locking = made.filter((script) => {
      const fresh = namesIn(script.sql, /^CREATE TABLE "?(\w+)/gim);
      const indexed = namesIn(script.sql, /^CREATE (?:UNIQUE )?INDEX "?\w+"? ON "?(\w+)/gim);
      return indexed.some((table) => !fresh.includes(table)) && !indexesOf(script);
    });
    expect(locking.map(({ name }) => name)).toEqual([]);
  });
});
