import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { prismaFolder, readMigrations, readSchema } from './migration-files.js';
import { FILTERS, migrationList, openSchemaEngine } from './schema-engine.js';

/** Why no migration was written; one sentence that says what to do. */
export class NoMigration extends Error {}

export interface NewMigrationOptions {
  /** URL of a role that may create databases: the migrations are applied to an empty one, which is dropped again. */
  readonly adminUrl: string;
  /** What changed, in small letters, digits and underscores. */
  readonly name: string;
  /** Write it although tables or columns go, or change their type. */
  readonly acceptDataLoss?: boolean;
  /** Where schema/ and migrations/ lie; the project's prisma/ when not given. */
  readonly folder?: string;
}

/**
 * Writes the migration that leads from the migrations there are to the schema files. It is not applied.
 * @returns its name, or undefined when there is nothing to do
 * @throws NoMigration
 */
export async function writeMigration(options: NewMigrationOptions): Promise<string | undefined> {
  const { adminUrl, name, acceptDataLoss = false, folder = prismaFolder() } = options;
  if (!/^[a-z][a-z0-9_]{2,60}$/.test(name)) {
    throw new NoMigration('Name the migration after what changed, such as --name add_duty_roster.');
  }
  const { engine, close } = await openSchemaEngine(adminUrl);
  try {
    await requireOneHistory(engine, folder);
    const sql = await difference(engine, folder);
    if (!sql) return undefined;
    if (!acceptDataLoss) requireNoLoss(sql);
    const full = `${nextStamp(folder)}_${name}`;
    mkdirSync(join(folder, 'migrations', full));
    writeFileSync(join(folder, 'migrations', full, 'migration.sql'), sql);
    return full;
  } finally {
    await close();
  }
}

/** The files and the database must tell the same history, or the difference would be one between two other things. */
async function requireOneHistory(engine: SchemaEngine, folder: string): Promise<void> {
  const { editedMigrationNames, failedMigrationNames, history } = await engine.diagnoseMigrationHistory({
    migrationsList: migrationList(folder),
    optInToShadowDatabase: false,
    filters: FILTERS,
  });
  const unknown = history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [];
  const pending = history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [];
  const wrong: [string[], string][] = [
    [editedMigrationNames, 'was edited after it was applied: put it back, and write what is new into another'],
    [failedMigrationNames, 'was interrupted: mend it first'],
    [unknown, 'is in the database but not in the files: take them from where it was written'],
    [pending, 'is not applied yet: run this without --name first'],
  ];
  for (const [[first], what] of wrong) if (first) throw new NoMigration(`Migration ${first} ${what}.`);
}

async function difference(engine: SchemaEngine, folder: string): Promise<string | undefined> {
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrationList(folder) },
    to: { tag: 'schemaDatamodel', files: readSchema(folder) },
    script: true,
    exitCode: true,
    filters: FILTERS,
  });
  return exitCode === 0 ? undefined : (stdout ?? '');
}

/** What a script takes away, whatever lies in the tables here: elsewhere there are years of it. */
function requireNoLoss(sql: string): void {
  const losing = sql.split('\n').filter((line) => /\bDROP (TABLE|COLUMN)\b|\bSET DATA TYPE\b/.test(line));
  if (losing.length > 0) {
    const lines = losing.map((line) => `\n  ${line.trim()}`).join('');
    throw new NoMigration(`Data may be lost; --accept-data-loss when that is meant:${lines}`);
  }
}

/** YYYYMMDDhhmmss of now in UTC, or one behind the last: a migration applies after all that were there when it was made. */
function nextStamp(folder: string): string {
  const now = Number(new Date().toISOString().replace(/\D/g, '').slice(0, 14));
  const last = Math.max(0, ...readMigrations(folder).map(({ name }) => Number(name.split('_')[0]) || 0));
  return String(Math.max(now, last + 1));
}
