import type { Tx } from './prisma.js';

/**
 * The next number of a gap-free series. Takes the series' row lock until the transaction ends, so that a number
 * whose transaction fails is issued again.
 */
export async function nextNumber(tx: Tx, series: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ last: bigint }[]>`
    INSERT INTO number_counter (name, last) VALUES (${series}, 1)
    ON CONFLICT (name) DO UPDATE SET last = number_counter.last + 1 RETURNING last`;
  return Number(row.last);
}

/**
 * Takes the next `count` numbers of a gap-free series at once, for imports; as {@link nextNumber}, until the transaction ends.
 * @returns the number before the first of them
 */
export async function reserveNumbers(
  query: <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>,
  series: string,
  count: number,
): Promise<number> {
  const [{ before }] = await query<{ before: string }>(
    `INSERT INTO number_counter (name, last) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET last = number_counter.last + $2 RETURNING (last - $2)::text AS before`,
    [series, count],
  );
  return Number(before);
}
