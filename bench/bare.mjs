// What stands for a request where the bare driver does the same.
import { v7 as newId } from 'uuid';

/**
 * Writes once. Several statements run in a transaction, as a program without an ORM would write it.
 * @param statements {name, text, takes}: each takes the values at its places; `id` is a new key, the same for all of them
 */
export async function writeBare(client, statements, row) {
  const id = newId();
  if (statements.length > 1) await client.query('BEGIN');
  for (const { takes, ...statement } of statements) {
    await client.query({ ...statement, values: takes.map((at) => (at === 'id' ? id : row[at])) });
  }
  if (statements.length > 1) await client.query('COMMIT');
}
