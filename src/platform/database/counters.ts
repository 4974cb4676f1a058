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
