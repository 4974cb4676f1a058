import pg from 'pg';
import { compareDefinitions, isPutBack, type Definition, type Difference } from './compare-definitions.js';
import { putBackColumn } from './put-back-columns.js';
import { inventoryOf, type Inventory } from './seal-definitions.js';
import { hashOfText, type ShippedDefinition } from './shipped-definitions.js';

const { escapeIdentifier } = pg;

type Log = (line: string) => void;

/**
 * Puts back what a row can be, where somebody dropped or changed it: CHECKs, keys and unique indexes. Their texts come with the program, or
 * were kept when they were sealed, and count only when the sealed hash is theirs. Rows that came in meanwhile and break one are nobody's to remove
 * here: the rule then holds for what is written from now on, and a person decides about those rows.
 */
export async function putBack(
  client: pg.Client,
  { sealed, differences }: Pick<Inventory, 'sealed' | 'differences'>,
  shipped: readonly ShippedDefinition[],
  log: Log,
): Promise<void> {
  for (const difference of differences.filter((one) => isPutBack(one) && one.kind !== 'column')) {
    await putBackOne(client, difference, await textOf(client, sealed, shipped, difference), log);
  }
}

/**
 * Puts back, ahead of the guards, what views, policies and triggers would hold fast: columns. Where no event vouches for the set that was sealed,
 * everything that the program ships, since what the guards leave is sealed next.
 * @param before what was sealed and defined before the upgrade began; what its migrations changed since is theirs
 */
export async function putBackAhead(
  client: pg.Client,
  before: Inventory,
  shipped: readonly ShippedDefinition[],
  log: Log,
): Promise<void> {
  const isForged = before.number > 0 && !before.isSealed;
  const columns = before.differences.filter((one) => isPutBack(one) && one.kind === 'column');
  if (columns.length === 0 && !isForged) return;
  const { now } = await inventoryOf(client);
  const touched = new Set(compareDefinitions(before.now, now).map(keyOf));
  const sealed = isForged ? shipped : before.sealed;
  const differences = isForged ? compareDefinitions(shipped, now) : columns.filter((one) => !touched.has(keyOf(one)));
  for (const difference of differences.filter(({ kind }) => kind === 'column').filter(isPutBack)) {
    await putBackOne(client, difference, await textOf(client, sealed, shipped, difference), log);
  }
  if (isForged) await putBack(client, { sealed, differences }, shipped, log);
}

async function putBackOne(
  client: pg.Client,
  difference: Difference,
  text: string | undefined,
  log: Log,
): Promise<void> {
  const { kind } = difference;
  const name = `${kind} ${difference.name}`;
  if (text === undefined) {
    log(`Could not put back ${name}: its text was not kept.`);
    return;
  }
  const refused =
    kind === 'column'
      ? await putBackColumn(client, difference.name, text)
      : await refusedOf(client, statementsFor(difference, text));
  for (const why of refused) log(`Could not put back ${name} for all rows: ${why}`);
}

/** Runs them until one is refused. */
async function refusedOf(client: pg.Client, statements: readonly string[]): Promise<string[]> {
  try {
    for (const statement of statements) await client.query(statement);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

async function textOf(
  client: pg.Client,
  sealed: readonly Definition[],
  shipped: readonly ShippedDefinition[],
  { kind, name }: Difference,
): Promise<string | undefined> {
  const hash = sealed.find((one) => one.kind === kind && one.name === name)?.hash;
  const ours = shipped.find((one) => one.hash === hash);
  if (ours) return ours.definition;
  const { rows } = await client.query<{ definition: string }>(
    'SELECT definition FROM audit.definition_text WHERE hash = $1',
    [hash],
  );
  const text = rows[0]?.definition;
  return text !== undefined && hashOfText(text) === hash ? text : undefined;
}

const keyOf = ({ kind, name }: Difference): string => `${kind} ${name}`;

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
