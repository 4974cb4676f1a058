/**
 * Rows as JSON arrays, without their columns' names. A row as an object has PostgreSQL look every column's type up and write its name, for each
 * row anew: of wide rows that costs more than to find them, and five times the bytes.
 */
export interface PackedRows<Name extends string> {
  /** A row's values as a JSON array, in SQL. */
  readonly sql: string;
  readonly names: readonly Name[];
  /** A row of nulls, so that all rows are of one shape. */
  readonly empty: Readonly<Record<Name, null>>;
}

/** @param columns what is behind each name, in SQL */
export const packedRows = <Name extends string>(columns: Readonly<Record<Name, string>>): PackedRows<Name> =>
  packed(Object.keys(columns) as Name[], Object.values<string>(columns));

/** The same of columns that keep their names. */
export const packedColumns = <const Name extends string>(names: readonly Name[]): PackedRows<Name> =>
  packed(names, names);

const packed = <Name extends string>(names: readonly Name[], values: readonly string[]): PackedRows<Name> => ({
  sql: `json_build_array(${values.join(', ')})`,
  names,
  empty: Object.fromEntries(names.map((name) => [name, null])) as Record<Name, null>,
});

/** A row as it was packed; `Row` has these names. */
export function unpacked<Row extends object>({ names, empty }: PackedRows<string>, values: readonly unknown[]): Row {
  const row: Record<string, unknown> = { ...empty };
  for (let at = 0; at < names.length; at++) row[names[at]!] = values[at];
  return row as Row;
}
