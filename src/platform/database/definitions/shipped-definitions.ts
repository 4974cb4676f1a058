import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { NAMED_TEXTS } from './defined-now.js';

/** What a row can be, as the migrations and guards of this program leave it: a column, a constraint, an index or how a table is stored. */
export interface ShippedDefinition {
  readonly kind: string;
  readonly name: string;
  /** As PostgreSQL prints it. */
  readonly definition: string;
  readonly hash: string;
}

const fileIn = (folder: string): string => join(folder, 'definitions.ndjson');

/** What comes with the program, so that whoever rules the database cannot take it away. Empty where a folder has none. */
export function shippedDefinitions(folder: string): ShippedDefinition[] {
  if (!existsSync(fileIn(folder))) return [];
  const lines = readFileSync(fileIn(folder), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const [kind, name, definition] = JSON.parse(line) as [string, string, string];
    return { kind, name, definition, hash: hashOfText(definition) };
  });
}

/** The file's text for a database that was just migrated. @param ownerUrl of the role that owns its tables */
export async function definitionsFile(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Omit<ShippedDefinition, 'hash'>>(NAMED_TEXTS);
    const lines = rows.map(({ kind, name, definition }) => `${JSON.stringify([kind, name, definition])}\n`);
    return lines.sort().join('');
  } finally {
    await client.end();
  }
}

/** Whether the file says what the migrations and guards leave. */
export const isDefinitionsFileCurrent = (folder: string, text: string): boolean =>
  existsSync(fileIn(folder)) && readFileSync(fileIn(folder), 'utf8') === text;

/** Writes the file. */
export const writeDefinitionsFile = (folder: string, text: string): void => writeFileSync(fileIn(folder), text);

/** As `audit.definition_set` has it. */
export const hashOfText = (definition: string): string => createHash('sha256').update(definition).digest('hex');
