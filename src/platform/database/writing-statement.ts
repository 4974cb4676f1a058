import type { RequestContext } from '../../kernel/request-context.js';
import type { Statement } from './database.js';
import type { Tx } from './prisma.js';

/** A write told as one statement; see UnitOfWork.statement. */
export interface WritingStatement extends Statement {
  /** Values of `$1…` in the text; the unit of work adds its own after them. */
  readonly values: readonly unknown[];
  /**
   * The series whose next number it takes, if it does: such statements wait for each other at the row of the series, so they go
   * together, one batch after the other, and nothing else waits with them.
   */
  readonly series?: string;
}

/** Runs a writing statement inside a transaction that is already open. @returns the row of its `result`; undefined when it has none */
export async function runWithin<Row extends object>(tx: Tx, statement: WritingStatement): Promise<Row | undefined> {
  const { text, values } = unkeyed(statement);
  const [found] = await tx.$queryRawUnsafe<{ row: Row }[]>(text, ...values);
  return found?.row;
}

/** Of an answer that is kept nowhere: text at once costs less than a tree of it. */
const TOLD = 'SELECT to_json(result) AS row FROM result';

export const unkeyed = ({ name, text, values }: WritingStatement): WritingStatement => ({
  name,
  text: `WITH fresh AS (SELECT), ${text} ${TOLD}`,
  values,
});

/** The statement as the one whose answer is kept under the request's key, as it is answered, to the letter: a retry is answered what the first was. */
export function keyed(
  { name, text, values }: WritingStatement,
  context: RequestContext,
  { key, requestHash }: NonNullable<RequestContext['idempotency']>,
): WritingStatement {
  const [owner, own, route, hash] = [1, 2, 3, 4].map((place) => `$${values.length + place}`);
  return {
    name: `${name}+key`,
    text: `WITH fresh AS (SELECT WHERE NOT EXISTS (SELECT FROM idempotency_key WHERE actor_id = ${owner}::uuid AND key = ${own})),
      ${text}, kept_answer AS MATERIALIZED (SELECT to_jsonb(result) AS row FROM result),
      key AS (INSERT INTO idempotency_key (actor_id, key, route, request_hash, response)
        SELECT ${owner}::uuid, ${own}, ${route}, ${hash}, row FROM kept_answer)
      SELECT row FROM kept_answer`,
    values: [...values, ownerOfKey(context), key, context.route, requestHash],
  };
}

/** Keys belong to the person or client; work of the service itself has none. */
export const ownerOfKey = (context: RequestContext): string =>
  context.actor.id ?? '00000000-0000-0000-0000-000000000000';
