/** The row of a statement that always has one. @throws when PostgreSQL answered no row */
export function firstRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('PostgreSQL answered no row where a statement always has one.');
  return row;
}
