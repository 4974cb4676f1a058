import { firstRow } from './rows.js';

/**
 * Takes the next number of the gap-free series named by the first of `rows`, and answers it as `last`; none where there are none.
 * The series' row stays locked until the transaction ends, so that a number whose transaction fails is issued again: whoever takes
 * one does so last, in the statement that stores it, and nobody waits for round trips at that lock.
 */
export const takeNumber = (rows: string): string =>
  `INSERT INTO number_counter (name, last) ${rows}
   ON CONFLICT (name) DO UPDATE SET last = number_counter.last + 1 RETURNING last`;

/** A number as text with at least so many digits. */
export const digits = (number: string, least: number): string =>
  `lpad(${number}::text, greatest(${least}, length(${number}::text)), '0')`;

/**
 * Takes the next `count` numbers of a gap-free series at once, for imports; its row stays locked until the transaction ends.
 * @returns the number before the first of them
 */
export async function reserveNumbers(
  query: <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>,
  series: string,
  count: number,
): Promise<number> {
  const rows = await query<{ before: string }>(
    `INSERT INTO number_counter (name, last) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET last = number_counter.last + $2 RETURNING (last - $2)::text AS before`,
    [series, count],
  );
  return Number(firstRow(rows).before);
}
