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
  const { table, columns, where } = kind;
  const [row] = await tx.$queryRawUnsafe<Row[]>(
    `SELECT r.id, r.version${columns ? `, ${columns}` : ''} FROM ${table} r
      WHERE r.id = $1::uuid${where ? ` AND ${where}` : ''} FOR NO KEY UPDATE OF r`,
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
