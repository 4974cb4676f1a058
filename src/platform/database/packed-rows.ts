/**
 * Rows as JSON arrays, without their columns' names. A row as an object has PostgreSQL look every column's type up and write its name, for each
 * row anew: of wide rows that costs more than to find them, and five times the bytes.
 */
export interface PackedRows<Name extends string> {
  /** A row's values as a JSON array, in SQL. */
  readonly sql: string;
  readonly names: readonly Name[];
}

/** @param columns what is behind each name, in SQL */
export function packedRows<Name extends string>(columns: Readonly<Record<Name, string>>): PackedRows<Name> {
  return {
    sql: `json_build_array(${Object.values<string>(columns).join(', ')})`,
    names: Object.keys(columns) as Name[],
  };
}

/** The same of columns that keep their names. */
export const packedColumns = <const Name extends string>(names: readonly Name[]): PackedRows<Name> => ({
  sql: `json_build_array(${names.join(', ')})`,
  names,
});

/** A row as it was packed; `Row` has these names. */
export function unpacked<Row extends object>({ names }: PackedRows<string>, values: readonly unknown[]): Row {
  const row: Record<string, unknown> = {};
  for (let at = 0; at < names.length; at++) row[names[at]!] = values[at];
  return row as Row;
}
