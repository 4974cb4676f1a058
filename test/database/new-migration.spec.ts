import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate } from '../../src/platform/database/migrate.js';
import { prismaFolder } from '../../src/platform/database/migration-files.js';
import { writeMigration } from '../../src/platform/database/new-migration.js';
import { checkSchema } from '../../src/platform/database/schema-check.js';
import { createTestDatabase, testServer, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(testServer().dataDir, 'new-migration-'));
  cpSync(prismaFolder(), folder, { recursive: true });
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const apply = () => migrate({ ownerUrl: database.ownerUrl, folder, log: () => undefined });
const write = (name: string, acceptDataLoss = false) =>
  writeMigration({ adminUrl: database.ownerUrl, name, acceptDataLoss, folder });
const migrations = () => readdirSync(join(folder, 'migrations')).filter((name) => /^\d/.test(name));
const sqlOf = (name: string) => join(folder, 'migrations', name, 'migration.sql');
const schemaFile = () => join(folder, 'schema', 'trial.prisma');
const model = (fields: string) => writeFileSync(schemaFile(), `model Trial {\n  id Int @id\n${fields}}\n`);

describe('A changed schema file', () => {
  it('that asks for nothing writes nothing', async () => {
    const before = migrations();
    expect(await write('nothing_new')).toBeUndefined();
    expect(migrations()).toEqual(before);
  });

  it('becomes a migration behind all others that applies and makes all agree', async () => {
    model('  word String?\n');
    const before = migrations();
    const name = (await write('trial_table'))!;
    expect(name).toMatch(/^\d{14}_trial_table$/);
    expect([...before, name].sort().at(-1)).toBe(name);
    expect(readFileSync(sqlOf(name), 'utf8')).toContain('CREATE TABLE "Trial"');
    expect((await apply()).applied).toEqual([name]);
    expect(await checkSchema(database.ownerUrl, folder)).toEqual([]);
    expect(await write('trial_table_again')).toBeUndefined();
  });

  it('is not asked for while a migration waits to be applied', async () => {
    model('  word String?\n  more String?\n');
    const name = (await write('more_words'))!;
    await expect(write('even_more')).rejects.toThrow(`Migration ${name} is not applied yet`);
    await apply();
  });

  it('that takes a column away or changes its type is refused until that is meant', async () => {
    const before = migrations();
    model('  word Int?\n');
    await expect(write('words')).rejects.toThrow(/Data may be lost; .*DROP COLUMN "word"/s);
    model('  more String? @db.VarChar(3)\n');
    await expect(write('words')).rejects.toThrow(/DROP COLUMN "word".*"more" SET DATA TYPE VARCHAR\(3\)/s);
    expect(migrations()).toEqual(before);
    await write('words', true);
    await apply();
    expect(await checkSchema(database.ownerUrl, folder)).toEqual([]);
  });

  it.each(['', 'x', 'Größer', 'two words', '../up', 'a'.repeat(80)])(
    'is not written under the name %p',
    async (name) => {
      await expect(write(name)).rejects.toThrow('Name the migration after what changed');
    },
  );

  it('is not compared with a history that was changed', async () => {
    const last = migrations().sort().at(-1)!;
    const sql = readFileSync(sqlOf(last), 'utf8');
    appendFileSync(sqlOf(last), '-- edited');
    await expect(write('after_an_edit')).rejects.toThrow(`Migration ${last} was edited after it was applied`);
    rmSync(join(folder, 'migrations', last), { recursive: true });
    await expect(write('after_a_loss')).rejects.toThrow(`Migration ${last} is in the database but not in the files`);
    expect(sql).toContain('DROP COLUMN');
  });
});
