import type pg from 'pg';
import { STORAGE_NOW } from './defined-now.js';

/**
 * Stores the rows of a table again as they were stored: its settings and those of its columns. Rows that are there stay where they are.
 * @param name with its schema
 * @param text its definition, as the set has it
 * @returns what could not be done, in PostgreSQL's words
 */
export async function putBackStorage(client: pg.Client, name: string, text: string): Promise<string[]> {
  const wanted = actionsOf(text);
  const refused: string[] = [];
  const { rows } = await client.query<{ relation: string; text: string }>(STORAGE_NOW, [name]);
  for (const { relation, text: found } of rows) {
    const now = actionsOf(found);
    const taken = now.filter((one) => !wanted.includes(one)).map(undone);
    for (const action of [...taken, ...wanted.filter((one) => !now.includes(one))]) {
      await client
        .query(`ALTER TABLE ${relation} ${action}`)
        .catch((error: unknown) => refused.push(error instanceof Error ? error.message : String(error)));
    }
  }
  return refused;
}

const actionsOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** What brings PostgreSQL's own way back. */
const undone = (action: string): string =>
  action
    .replace(/SET \(([\w.]+)=.*\)$/, 'RESET ($1)')
    .replace(/SET (STATISTICS|STORAGE|COMPRESSION) \S+$/, 'SET $1 DEFAULT')
    .replace(/^REPLICA IDENTITY .*$/, 'REPLICA IDENTITY DEFAULT');
