import pg from 'pg';
import { firstRow } from '../rows.js';
import { COLUMN_NOW } from './defined-now.js';

const { escapeIdentifier } = pg;

/** How a column is, or is to be. */
interface Column {
  readonly type: string;
  readonly isRequired: boolean;
  /** `s` or `v` when it is computed, `a` or `d` when it counts by itself; else empty. */
  readonly generated: string;
  readonly identity: string;
  readonly default: string | null;
}

interface ColumnNow extends Column {
  /** As SQL names it. */
  readonly relation: string;
  /** Whether NOT NULL was never checked of the rows that are there. */
  readonly isUnchecked: boolean;
}

/** Rows that a type would change are nobody's to change here. */
export class RowsWouldChange extends Error {}

/**
 * Makes a column what it was: its type, default, NOT NULL, and that it is computed or counts by itself. Each in a transaction of its own,
 * so that what rows do not allow keeps nothing else from coming back.
 * @param name with its schema and table
 * @param text its definition, as the set has it
 * @returns what could not be done, in PostgreSQL's words or ours
 */
export async function putBackColumn(client: pg.Client, name: string, text: string): Promise<string[]> {
  const [schema = '', table = '', own = ''] = name.split('.');
  const wanted = columnOf(text);
  const refused: string[] = [];
  // Asked again each time: what is done to a table is done to its partitions.
  const tablesNow = async () => (await client.query<ColumnNow>(COLUMN_NOW, [`${schema}.${table}`, own])).rows;
  const relations = (await tablesNow()).map(({ relation }) => relation);
  for (const step of STEPS) {
    for (const relation of relations) {
      const now = (await tablesNow()).find((one) => one.relation === relation);
      if (!now) continue;
      try {
        await step(client, { now, wanted, table: `ALTER TABLE ${relation}`, column: escapeIdentifier(own) });
      } catch (error) {
        await client.query('ROLLBACK');
        refused.push(error instanceof Error ? error.message : String(error));
      }
    }
  }
  return refused;
}

interface Step {
  readonly now: ColumnNow;
  readonly wanted: Column;
  /** How a statement about the table begins. */
  readonly table: string;
  readonly column: string;
}

const STEPS: readonly ((client: pg.Client, step: Step) => Promise<void>)[] = [
  async (client, { now, wanted, table, column }) => {
    if (now.generated === wanted.generated) return;
    if (wanted.generated !== '') {
      throw new Error(`column ${column} was computed, and nothing tells what its rows hold now`);
    }
    await client.query(`${table} ALTER COLUMN ${column} DROP EXPRESSION`);
  },
  async (client, { now, wanted, table, column }) => {
    if (now.identity !== '' && now.identity !== wanted.identity) {
      await client.query(`${table} ALTER COLUMN ${column} DROP IDENTITY`);
    }
  },
  changeType,
  async (client, { now, wanted, table, column }) => {
    if (now.default === wanted.default) return;
    const to = wanted.default;
    if (wanted.generated !== '') await client.query(`${table} ALTER COLUMN ${column} SET EXPRESSION AS (${to})`);
    else await client.query(`${table} ALTER COLUMN ${column} ${to === null ? 'DROP DEFAULT' : `SET DEFAULT ${to}`}`);
  },
  async (client, { now, wanted, table, column }) => {
    if (now.isRequired && !wanted.isRequired) await client.query(`${table} ALTER COLUMN ${column} DROP NOT NULL`);
    if (!wanted.isRequired || (now.isRequired && !now.isUnchecked)) return;
    // For what is written from now on; then of the rows that are there.
    if (!now.isRequired) await client.query(`${table} ADD NOT NULL ${column} NOT VALID`);
    await client.query(`${table} ALTER COLUMN ${column} SET NOT NULL`);
  },
  async (client, { now, wanted, table, column }) => {
    if (wanted.identity === '' || now.identity === wanted.identity) return;
    const always = wanted.identity === 'a' ? 'ALWAYS' : 'BY DEFAULT';
    await client.query(`${table} ALTER COLUMN ${column} ADD GENERATED ${always} AS IDENTITY`);
  },
];

/** Only where every row says the same in both: what a wider type let in is for a person to decide. */
async function changeType(client: pg.Client, { now, wanted, table, column }: Step): Promise<void> {
  if (now.type === wanted.type) return;
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${now.relation} IN ACCESS EXCLUSIVE MODE`);
  const there = `(${column}::text::${wanted.type})`;
  const [back, was] = [`(${there}::text::${now.type})`, column].map((value) =>
    // The one type without an equality of its own.
    now.type === 'json' ? `${value}::text` : value,
  );
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${now.relation} WHERE ${back} IS DISTINCT FROM ${was}`,
  );
  const { n } = firstRow(rows);
  if (n > 0) {
    throw new RowsWouldChange(`${n} rows of ${now.relation} would be changed by the type ${wanted.type}`);
  }
  if (now.default !== null) await client.query(`${table} ALTER COLUMN ${column} DROP DEFAULT`);
  await client.query(`${table} ALTER COLUMN ${column} TYPE ${wanted.type} USING ${there}`);
  await client.query('COMMIT');
}

/** See the kind `column` in defined-now.ts. */
function columnOf(text: string): Column {
  const [, type, required, generated, identity, value] =
    /^(.+?) ([tf]) ([sv]?) ([ad]?)(?: ([\s\S]+))?$/.exec(text) ?? [];
  if (type === undefined) throw new Error(`"${text}" defines no column.`);
  return {
    type,
    isRequired: required === 't',
    generated: generated ?? '',
    identity: identity ?? '',
    default: value ?? null,
  };
}
