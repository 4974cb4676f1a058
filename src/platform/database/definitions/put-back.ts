import pg from 'pg';
import { compareDefinitions, isPutBack, type Definition, type Difference } from './compare-definitions.js';
import { putBackColumn } from './put-back-columns.js';
import { putBackIndex } from './put-back-indexes.js';
import { putBackStorage } from './put-back-storage.js';
import { inventoryOf, type Inventory } from './seal-definitions.js';
import { hashOfText, type ShippedDefinition } from './shipped-definitions.js';

const { escapeIdentifier } = pg;

type Log = (line: string) => void;

/**
 * Puts back what a row can be, and how it is found and stored, where somebody dropped or changed it: CHECKs, keys, indexes and settings. Their texts come with the program, or
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
  const unseen = isForged ? [] : unseenBy(before, shipped);
  if (columns.length === 0 && !isForged && unseen.length === 0) return;
  const { now } = await inventoryOf(client);
  const touched = new Set(compareDefinitions(before.now, now).map(keyOf));
  const sealed = isForged ? shipped : before.sealed;
  const differences = isForged ? compareDefinitions(shipped, now) : columns.filter((one) => !touched.has(keyOf(one)));
  for (const difference of differences.filter(({ kind }) => kind === 'column').filter(isPutBack)) {
    await putBackOne(client, difference, await textOf(client, sealed, shipped, difference), log);
  }
  if (isForged) await putBack(client, { sealed, differences }, shipped, log);
  const lost = compareDefinitions(unseen, now).filter(({ how }) => how === 'missing');
  await putBack(client, { sealed: unseen, differences: lost }, shipped, log);
}

/** Indexes, where the program that sealed before did not look at any: nobody was told when one was dropped. */
const unseenBy = ({ sealed }: Inventory, shipped: readonly ShippedDefinition[]): readonly ShippedDefinition[] =>
  sealed.length === 0 || sealed.some(({ kind }) => kind === 'index')
    ? []
    : shipped.filter(({ kind }) => kind === 'index');

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
  const refused = await putting(kind)(client, difference, text);
  for (const why of refused) log(`Could not put back ${name} for all rows: ${why}`);
}

type PutBack = (client: pg.Client, difference: Difference, text: string) => Promise<string[]>;

/** How what is of a kind comes back; answers what was refused. */
function putting(kind: string): PutBack {
  if (kind === 'column') return (client, { name }, text) => putBackColumn(client, name, text);
  if (kind === 'storage') return (client, { name }, text) => putBackStorage(client, name, text);
  const one = kind.endsWith('index') ? putBackIndex : putBackConstraint;
  return (client, difference, text) => refusedOf(one(client, difference, text));
}

const refusedOf = (work: Promise<void>): Promise<string[]> =>
  work.then(
    () => [],
    (error: unknown) => [String(error)],
  );

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

/** Each statement runs by itself: what cannot be said of the rows that are there is said of those to come all the same. */
async function putBackConstraint(client: pg.Client, { name, how }: Difference, text: string): Promise<void> {
  const [schema = '', table = '', own = ''] = name.split('.');
  const [relation, rule] = [`${escapeIdentifier(schema)}.${escapeIdentifier(table)}`, escapeIdentifier(own)];
  const drop = how === 'changed' ? `DROP CONSTRAINT ${rule}, ` : '';
  const add = `ALTER TABLE ${relation} ${drop}ADD CONSTRAINT ${rule} ${text}`;
  const isWhole = / NOT VALID$/.test(text) || !/^(CHECK|FOREIGN KEY)/.test(text);
  await client.query(isWhole ? add : `${add} NOT VALID`);
  if (!isWhole) await client.query(`ALTER TABLE ${relation} VALIDATE CONSTRAINT ${rule}`);
}
