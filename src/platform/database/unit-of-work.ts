import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { requestContext, type RequestContext } from '../../kernel/request-context.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { Database, type Statement } from './database.js';
import { GroupedTrips } from './grouped-trips.js';
import { postgresError } from './postgres-error.js';
import type { PlainDecision } from './plain-decision.js';
import type { Tx } from './prisma.js';
import { standingOf, type Standing } from './standing.js';

/** A write told as one statement; see {@link UnitOfWork.statement}. */
export interface WritingStatement extends Statement {
  /** Values of `$1…` in the text; the unit of work adds its own after them. */
  readonly values: readonly unknown[];
}

const RETRIES = 3;
const MOST_TOGETHER = 32;
const KEY_CONSTRAINT = 'idempotency_key_pkey';

/**
 * The only door to a write. It opens one transaction for the request, names who acts to the audit trail, makes
 * a retried request (same Idempotency-Key) answer what it answered before, and repeats what PostgreSQL
 * could not serialise.
 */
@Injectable()
export class UnitOfWork {
  private readonly trips: GroupedTrips<WritingStatement & { standing: Standing }, Answered>;

  constructor(private readonly database: Database) {
    this.trips = new GroupedTrips(async (statements) => {
      const results = await database.pool.joined<{ row: unknown }>(
        statements.map((one) => ({ ...one, values: [...one.values] })),
      );
      return results.map(({ rows, decision }) => ({ row: rows[0]?.row, decision }));
    }, MOST_TOGETHER);
  }

  /**
   * Runs `work` in one transaction; `timeoutMs` gives work on many rows more than the usual time.
   * @returns what `work` returned, which must be JSON: it is kept as the answer to retries
   * @throws Problem keyReused when the Idempotency-Key came with another request before
   */
  async write<T>(work: (tx: Tx) => Promise<T>, { timeoutMs }: { timeoutMs?: number } = {}): Promise<T> {
    const context = begin();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction(
          standingOf(context),
          async (tx) => {
            await claimKey(tx, context);
            const answer = await work(tx);
            await keepAnswer(tx, context, answer);
            return answer;
          },
          timeoutMs ? { timeout: timeoutMs } : {},
        );
      } catch (error) {
        const failure = postgresError(error);
        if (failure?.constraint === KEY_CONSTRAINT) return this.replay<T>(context);
        if (!(failure?.retryable || lostUpdate(error)) || attempt === RETRIES) throw error;
        await sleep(attempt * 10 + Math.random() * 20);
      }
    }
  }

  /**
   * Runs one writing statement, for paths where every round trip counts: who acts, row, audit event and idempotency key in one,
   * which requests of the same moment share. Each statement stands for its own person; when PostgreSQL refuses one, nothing of
   * any has happened, and each goes by itself.
   *
   * The text is a list of CTEs that ends with one named `result` of at most one row.
   * @returns the row of `result` as JSON (dates as text), or undefined when it has none
   */
  async statement<Row extends object>({ name, text, values }: WritingStatement): Promise<Row | undefined> {
    const context = begin();
    const at = values.length;
    const key = context.idempotency;
    const keep = key
      ? `, key AS (INSERT INTO idempotency_key (actor_id, key, route, request_hash, response)
           SELECT $${at + 1}::uuid, $${at + 2}, $${at + 3}, $${at + 4}, to_jsonb(result) FROM result)`
      : '';
    const own = key ? [ownerOfKey(context), key.key, context.route, key.requestHash] : [];
    try {
      const row = await this.decided(context, {
        name: key ? `${name}+key` : name,
        text: `WITH ${text}${keep} SELECT to_jsonb(result) AS row FROM result`,
        values: [...values, ...own],
      });
      // Nothing was written, perhaps because it was done before what forbids it now: a retry gets the answer it missed.
      return (row as Row | undefined) ?? (key && (await this.kept<Row>(context)));
    } catch (error) {
      if (postgresError(error)?.constraint === KEY_CONSTRAINT) return this.replay<Row>(context);
      throw error;
    }
  }

  /** Sends it, and again when who may see the patient was left to it and had to be decided by itself after all. @throws Problem of a no */
  private async decided(context: RequestContext, statement: WritingStatement): Promise<unknown> {
    const { pending } = context;
    const first = await this.trips.add({ ...statement, standing: { ...standingOf(context), asked: pending?.asked } });
    if (!pending) return first.row;
    if (first.decision) {
      pending.admit(first.decision);
      return first.row;
    }
    await pending.decide();
    return (await this.trips.add({ ...statement, standing: standingOf(context) })).row;
  }

  /** @throws Problem busy when the request that took the key is still under way */
  private async replay<T>(context: RequestContext): Promise<T> {
    const kept = await this.kept<T>(context);
    if (kept === undefined) throw new Problem(httpProblems.busy);
    return kept;
  }

  /** What the first request with this key was answered. @throws Problem keyReused */
  private async kept<T>(context: RequestContext): Promise<T | undefined> {
    const values = [ownerOfKey(context), context.idempotency!.key];
    const { rows } = await this.database.pool.seeing<KeptAnswer<T>>(standingOf(context), { ...KEPT, values });
    const [kept] = rows;
    if (!kept) return undefined;
    if (kept.request_hash !== context.idempotency!.requestHash || kept.route !== context.route) {
      throw new Problem(httpProblems.keyReused);
    }
    context.replayed = true;
    return kept.response;
  }
}

interface Answered {
  readonly row: unknown;
  readonly decision: PlainDecision | null | undefined;
}

/** Prisma found no row of the version just read: someone was faster, and a second look will say so properly. */
const lostUpdate = (error: unknown): boolean => (error as { code?: string }).code === 'P2025';

function begin(): RequestContext {
  const context = requestContext();
  if (context.idempotency && context.wrote) {
    throw new Error('A request writes once: put everything into one unit of work');
  }
  context.wrote = true;
  return context;
}

interface KeptAnswer<T> {
  readonly request_hash: string;
  readonly route: string;
  readonly response: T;
}
const KEPT = {
  name: 'idempotency.kept',
  text: 'SELECT request_hash, route, response FROM idempotency_key WHERE actor_id = $1 AND key = $2',
};

/** Keys belong to the person or client; work of the service itself has none. */
const ownerOfKey = (context: RequestContext): string => context.actor.id ?? '00000000-0000-0000-0000-000000000000';

async function claimKey(tx: Tx, context: RequestContext): Promise<void> {
  const key = context.idempotency;
  if (!key) return;
  await tx.$executeRaw`INSERT INTO idempotency_key (actor_id, key, route, request_hash)
    VALUES (${ownerOfKey(context)}::uuid, ${key.key}, ${context.route}, ${key.requestHash})`;
}

async function keepAnswer(tx: Tx, context: RequestContext, answer: unknown): Promise<void> {
  const key = context.idempotency;
  if (!key) return;
  await tx.$executeRaw`UPDATE idempotency_key SET response = ${JSON.stringify(answer ?? null)}::jsonb
    WHERE actor_id = ${ownerOfKey(context)}::uuid AND key = ${key.key}`;
}
