import type { RequestContext } from '../../kernel/request-context.js';
import { Prisma, type Tx } from './prisma.js';
import { ownerOfKey } from './writing-statement.js';
import { firstRow } from './rows.js';

/** What a unit of work writes last, together with the keeping of its answer: one round trip instead of two. */
export class Ending<T> {
  /**
   * @param answer of the unit of work
   * @param writes CTEs, each `name AS (…)`, separated by commas
   * @param reads a SELECT, which sees what was written before and may name the CTEs
   * @param take gets the rows of `reads`
   */
  constructor(
    readonly answer: T,
    readonly writes: Prisma.Sql,
    readonly reads: Prisma.Sql,
    readonly take: (rows: never[]) => void,
  ) {}
}

/** Claims the request's Idempotency-Key, if it has one, and reads what the work wants to know first. */
export async function openWith<Opened extends object>(
  tx: Tx,
  context: RequestContext,
  opening: Prisma.Sql | undefined,
): Promise<Opened> {
  const { idempotency: key, route } = context;
  const claim =
    key &&
    Prisma.sql`INSERT INTO idempotency_key (actor_id, key, route, request_hash)
      VALUES (${ownerOfKey(context)}::uuid, ${key.key}, ${route}, ${key.requestHash})`;
  if (claim && opening) {
    return firstRow(await tx.$queryRaw<Opened[]>`WITH claim AS (${claim}) SELECT opened.* FROM (${opening}) opened`);
  }
  if (opening) return firstRow(await tx.$queryRaw<Opened[]>(opening));
  if (claim) await tx.$executeRaw(claim);
  // Work without an opening is of a type that looks at nothing.
  return undefined as never;
}

/** Writes what is left to write, and keeps the answer under the request's key, with whom else it tells of. @returns the answer */
export async function endWith<T>(tx: Tx, context: RequestContext, done: T | Ending<T>): Promise<T> {
  const answer = done instanceof Ending ? done.answer : done;
  const { idempotency: key, besides = null } = context;
  const keep =
    key &&
    Prisma.sql`UPDATE idempotency_key SET response = ${JSON.stringify(answer ?? null)}::jsonb, besides = ${besides}::uuid[]
      WHERE actor_id = ${ownerOfKey(context)}::uuid AND key = ${key.key}`;
  if (done instanceof Ending) {
    const kept = keep ? Prisma.sql`, answer AS (${keep})` : Prisma.empty;
    done.take(await tx.$queryRaw<never[]>`WITH ${done.writes}${kept} ${done.reads}`);
  } else if (keep) await tx.$executeRaw(keep);
  return answer;
}
