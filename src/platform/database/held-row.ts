import type { ProblemKind } from '../../kernel/problem.js';
import { Problem } from '../../kernel/problem.js';
import { requireVersion } from '../../kernel/stale-version.js';
import type { Tx } from './prisma.js';

/** A row that counts its versions. */
export interface VersionedRow {
  readonly id: string;
  readonly version: number;
}

/** How rows of one table are held for a change. */
export interface Holdable {
  /** The table, which is also its name on the trail. */
  readonly table: string;
  /** Columns beside id and version that the change looks at, as SQL that names them as the row's fields. The row is `r`. */
  readonly columns?: string;
  /** SQL condition on the rows that count. */
  readonly where?: string;
  readonly notFound: ProblemKind;
  /** What is held before the row, so that all changes that touch both take them in one order: a table, and where the row names its id. */
  readonly after?: { readonly table: string; readonly column: string };
  /** Set where the change looks at what refers to the row: then whoever adds something that refers to it waits too. */
  readonly withReferences?: true;
}

/** Which row a caller wants to change, and the version they have read. */
export interface WantedVersion {
  readonly id: string;
  readonly version: number;
}

/**
 * The row, held until the transaction ends: whoever else changes it waits, whoever only refers to it does not.
 * @throws Problem `notFound`
 */
export async function hold<Row extends VersionedRow>(tx: Tx, kind: Holdable, id: string): Promise<Row> {
  const { table, columns, where, after } = kind;
  if (after) {
    const named = `SELECT ${after.column} FROM ${table} WHERE id = $1::uuid`;
    await tx.$executeRawUnsafe(`SELECT FROM ${after.table} WHERE id = (${named}) FOR NO KEY UPDATE`, id);
  }
  const [row] = await tx.$queryRawUnsafe<Row[]>(
    `SELECT r.id, r.version${columns ? `, ${columns}` : ''} FROM ${table} r
      WHERE r.id = $1::uuid${where ? ` AND ${where}` : ''} FOR ${kind.withReferences ? 'UPDATE' : 'NO KEY UPDATE'} OF r`,
    id,
  );
  if (!row) throw new Problem(kind.notFound);
  return row;
}

/** The same, in the version that the caller has read. @throws Problem `notFound`; StaleVersion */
export async function holdVersion<Row extends VersionedRow>(
  tx: Tx,
  kind: Holdable,
  { id, version }: WantedVersion,
): Promise<Row> {
  const row = await hold<Row>(tx, kind, id);
  requireVersion(kind.table, row, version);
  return row;
}
