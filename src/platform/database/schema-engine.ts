import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MigrationList, SchemaEngine, SchemaFilter } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { readMigrations } from './migration-files.js';
import { projectRoot } from './project-root.js';

interface OpenEngine {
  engine: SchemaEngine;
  /** PostgreSQL's own errors from scripts, in order. */
  failures: (Error & { code?: string; position?: string })[];
  close: () => Promise<void>;
}

interface EngineOptions {
  /** What a migration's script begins with, in the transaction of the script. */
  readonly before?: (sql: string) => string;
}

type OpenSchemaEngine = (
  url: string,
  options?: EngineOptions & { datamodels?: [string, string][] },
) => Promise<OpenEngine>;

/** Tables the schema files do not name on purpose. */
export const FILTERS: SchemaFilter = { externalTables: ['public._guards_applied'], externalEnums: [] };

/** Prisma's schema engine on one database. Loading it takes about 150 ms, so only those who need it do. */
export async function openSchemaEngine(url: string, options: EngineOptions = {}): Promise<OpenEngine> {
  const file = join(projectRoot(), 'prisma', 'schema-engine.mjs');
  const module = (await import(pathToFileURL(file).href)) as { openSchemaEngine: OpenSchemaEngine };
  return module.openSchemaEngine(url, options);
}

/** The migrations of a prisma folder as the engine takes them; up to one of them where that is named. */
export function migrationList(folder: string, until?: string): MigrationList {
  const lock = join(folder, 'migrations', 'migration_lock.toml');
  const content = existsSync(lock) ? readFileSync(lock, 'utf8') : 'provider = "postgresql"\n';
  return {
    baseDir: join(folder, 'migrations'),
    lockfile: { path: 'migration_lock.toml', content },
    shadowDbInitScript: '',
    migrationDirectories: readMigrations(folder)
      .filter(({ name }) => until === undefined || name <= until)
      .map(({ name, sql }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
      })),
  };
}
