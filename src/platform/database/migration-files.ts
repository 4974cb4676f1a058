import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project-root.js';

/** One migration folder, or one guard file. */
export interface Script {
  name: string;
  sql: string;
  /** SHA-256 in hexadecimal, as `_prisma_migrations.checksum`. */
  checksum: string;
}

/** Where schema/, migrations/ and guards/ lie. */
export const prismaFolder = (): string => join(projectRoot(), 'prisma');

/** The migrations in the order they apply. */
export function readMigrations(folder: string): Script[] {
  const base = join(folder, 'migrations');
  return namesIn(base)
    .filter((name) => existsSync(join(base, name, 'migration.sql')))
    .map((name) => script(name, join(base, name, 'migration.sql')));
}

/** The guards in the order they apply, written for the application's role. */
export function readGuards(folder: string, appRole: string): Script[] {
  const base = join(folder, 'guards');
  return namesIn(base)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => script(name, join(base, name), (sql) => sql.replaceAll('emr_app', appRole)));
}

/** SHA-256 over all guards, names included. */
export function hashOf(guards: Script[]): string {
  const lines = guards.map(({ name, checksum }) => `${checksum} ${name}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

/** The schema files as the engine takes them. */
export function readSchema(folder: string): { path: string; content: string }[] {
  const base = join(folder, 'schema');
  return namesIn(base)
    .filter((name) => name.endsWith('.prisma'))
    .map((name) => ({ path: join(base, name), content: readFileSync(join(base, name), 'utf8') }));
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function script(name: string, file: string, adapt = (sql: string) => sql): Script {
  const sql = adapt(readFileSync(file, 'utf8'));
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
