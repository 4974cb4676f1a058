import { createHash } from 'node:crypto';
import pg from 'pg';
import { isPutBack, type Difference } from './compare-definitions.js';
import type { Inventory } from './seal-definitions.js';

const { escapeIdentifier } = pg;

/**
 * Puts back what a row can be, where somebody dropped or changed it: CHECKs, keys and unique indexes. Their texts were kept
 * when they were sealed, and count only when the sealed hash is theirs. Rows that came in meanwhile and break one are nobody's to remove here: the
 * rule then holds for what is written from now on, and a person decides about those rows.
 */
export async function putBack(
  client: pg.Client,
  { sealed, differences }: Inventory,
  log: (line: string) => void,
): Promise<void> {
  for (const difference of differences.filter(isPutBack)) {
    const text = await textOf(client, sealed, difference);
    const name = `${difference.kind} ${difference.name}`;
    if (text === undefined) {
      log(`Could not put back ${name}: its text was not kept.`);
      continue;
    }
    try {
      for (const statement of statementsFor(difference, text)) await client.query(statement);
    } catch (error) {
      log(`Could not put back ${name} for all rows: ${String(error)}`);
    }
  }
}

async function textOf(
  client: pg.Client,
  sealed: Inventory['sealed'],
  { kind, name }: Difference,
): Promise<string | undefined> {
  const hash = sealed.find((one) => one.kind === kind && one.name === name)?.hash;
  const { rows } = await client.query<{ definition: string }>(
    'SELECT definition FROM audit.definition_text WHERE hash = $1',
    [hash],
  );
  const text = rows[0]?.definition;
  return text !== undefined && createHash('sha256').update(text).digest('hex') === hash ? text : undefined;
}

/** Each runs by itself: what cannot be said of the rows that are there is said of those to come all the same. */
function statementsFor({ kind, name, how }: Difference, text: string): string[] {
  const [schema = '', table = '', own = ''] = name.split('.');
  const [relation, rule] = [`${escapeIdentifier(schema)}.${escapeIdentifier(table)}`, escapeIdentifier(own)];
  if (kind === 'unique index') {
    // Beside the work of others; what is left of one that rows break is taken away again, by the next run.
    const made = text.replace(/^CREATE UNIQUE INDEX/, 'CREATE UNIQUE INDEX CONCURRENTLY');
    return [...(how === 'changed' ? [`DROP INDEX CONCURRENTLY ${escapeIdentifier(schema)}.${rule}`] : []), made];
  }
  const drop = how === 'changed' ? `DROP CONSTRAINT ${rule}, ` : '';
  const add = `ALTER TABLE ${relation} ${drop}ADD CONSTRAINT ${rule} ${text}`;
  if (/ NOT VALID$/.test(text) || !/^(CHECK|FOREIGN KEY)/.test(text)) return [add];
  return [`${add} NOT VALID`, `ALTER TABLE ${relation} VALIDATE CONSTRAINT ${rule}`];
}
