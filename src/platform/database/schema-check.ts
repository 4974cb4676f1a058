import type { DiffTarget } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { areGuardsCurrent } from './guards.js';
import { prismaFolder, readGuards, readSchema } from './migration-files.js';
import { FILTERS, migrationList, openSchemaEngine } from './schema-engine.js';

/**
 * Compares schema files, migrations, guards and the live database. Needs a role that may create databases: the
 * migrations are applied to an empty one, which is dropped again.
 * @returns one text for each disagreement; empty when all agree
 */
export async function checkSchema(ownerUrl: string, folder = prismaFolder()): Promise<string[]> {
  const { engine, close } = await openSchemaEngine(ownerUrl);
  try {
    const files = readSchema(folder);
    const migrationsList = migrationList(folder);
    const schema: DiffTarget = { tag: 'schemaDatamodel', files };
    const live: DiffTarget = { tag: 'schemaDatasource', files, configDir: folder };
    const difference = async (from: DiffTarget) => {
      const { exitCode, stdout } = await engine.diff({
        from,
        to: schema,
        script: false,
        exitCode: true,
        filters: FILTERS,
      });
      return exitCode === 0 ? [] : [(stdout ?? '').trim()];
    };
    const history = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: FILTERS,
    });
    const texts = (names: string[], what: string) => names.map((name) => `Migration ${name} ${what}.`);
    const behind = history.history;
    return [
      ...(await difference({ tag: 'migrations', ...migrationsList })).map(
        (changes) => `The migrations do not lead to the schema files; they lack:\n${changes}`,
      ),
      ...(await difference(live)).map((changes) => `The database differs from the schema files; it lacks:\n${changes}`),
      ...texts(history.editedMigrationNames, 'was edited after it was applied'),
      ...texts(history.failedMigrationNames, 'was interrupted'),
      ...texts(behind && 'unappliedMigrationNames' in behind ? behind.unappliedMigrationNames : [], 'is not applied'),
      ...texts(
        behind && 'unpersistedMigrationNames' in behind ? behind.unpersistedMigrationNames : [],
        'is in the database but not in the files',
      ),
      ...(await guardsDiffer(ownerUrl, folder)),
    ];
  } finally {
    await close();
  }
}

async function guardsDiffer(ownerUrl: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await areGuardsCurrent(client, readGuards(folder, 'emr_app'))) ? [] : ['The guards are not applied.'];
  } finally {
    await client.end();
  }
}
