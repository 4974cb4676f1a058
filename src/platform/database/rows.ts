/** SQL of a moment (timestamptz) in RFC 3339, UTC, milliseconds, as every answer writes it. */
export const instantSql = (moment: string): string =>
  `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The row of a statement that always has one. @throws when PostgreSQL answered no row */
export function firstRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('PostgreSQL answered no row where a statement always has one.');
  return row;
}

/** A row whose moments are text. */
type InText<Row> = {
  [Field in keyof Row]: Row[Field] extends Date ? string : Row[Field] extends Date | null ? string | null : Row[Field];
};

/** The row with every moment of it as every answer writes it: RFC 3339, UTC, milliseconds. */
export const momentsInText = <Row extends object>(row: Row): InText<Row> =>
  Object.fromEntries(
    Object.entries(row).map(([field, value]: [string, unknown]) => [
      field,
      value instanceof Date ? value.toISOString() : value,
    ]),
  ) as InText<Row>;
