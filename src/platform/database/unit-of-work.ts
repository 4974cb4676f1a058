import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { requestContext, tellAlso, type RequestContext } from '../../kernel/request-context.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { Database } from './database.js';
import { Coverage } from './definitions/coverage.js';
import { endWith, type Ending, openWith } from './first-and-last.js';
import { BatchedStatements } from './batched-statements.js';
import { Bulkhead, recordOf } from './bulkhead.js';
import { holdVersion, type Holdable, type VersionedRow, type WantedVersion } from './held-row.js';
import { postgresError, type PostgresError } from './postgres-error.js';
import type { PlainDecision } from '../../kernel/decision.js';
import type { Prisma, Tx } from './prisma.js';
import { sessionSettingsOf, type SessionSettings } from './session-settings.js';
import { keyed, ownerOfKey, unkeyed, type WritingStatement } from './writing-statement.js';

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
  private readonly batches: Batches;
  private readonly numbered = new Map<string, Batches>();
  /** Who waits to be let in to a transaction of their own. */
  readonly bulkhead: Bulkhead;

  constructor(
    private readonly database: Database,
    private readonly coverage: Coverage,
  ) {
    this.batches = batchesOn(database);
    this.bulkhead = new Bulkhead(database.pool.options.max, database.patienceMs);
  }

  /**
   * Runs `work` in one transaction; `timeoutMs` gives work on many rows more than the usual time. What it reads first, whatever else
   * it finds, can go as `opening` with the claim of the Idempotency-Key; what it writes last, as an {@link Ending} with the answer
   * that is kept under it.
   * @returns what `work` returned, which must be JSON: it is kept as the answer to retries
   * @throws Problem keyReused when the Idempotency-Key came with another request before; auditNotCovering while a write could escape the
   *   audit trail; busy when too many wait for the same record, before anything was done
   */
  async write<T, Opened extends object = never>(
    work: (tx: Tx, opened: Opened) => Promise<T | Ending<T>>,
    { timeoutMs, opening }: { timeoutMs?: number; opening?: Prisma.Sql } = {},
  ): Promise<T> {
    this.coverage.requireCovered();
    const context = begin();
    return this.bulkhead.run(context, () => this.transact(context, work, { timeoutMs, opening }));
  }

  private async transact<T, Opened extends object>(
    context: RequestContext,
    work: (tx: Tx, opened: Opened) => Promise<T | Ending<T>>,
    { timeoutMs, opening }: { timeoutMs?: number; opening?: Prisma.Sql },
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction(
          sessionSettingsOf(context),
          async (tx) => {
            const opened = await openWith<Opened>(tx, context, opening);
            return endWith(tx, context, await work(tx, opened));
          },
          timeoutMs ? { timeout: timeoutMs } : {},
        );
      } catch (error) {
        const failure = postgresError(error);
        if (failure?.constraint === KEY_CONSTRAINT) return this.replay<T>(context);
        const again = failure?.retryable || lostUpdate(error) || (failure && overtaken(failure) && attempt === 1);
        if (!again || attempt === RETRIES) throw error;
        await sleep(attempt * 10 + Math.random() * 20);
      }
    }
  }

  /**
   * One change of one row, the way every domain makes it: the row is held, in the version that the caller has read; `work` checks what
   * its rules say, writes, and reads back what the caller is answered.
   * @throws Problem `notFound` of the kind; StaleVersion; and as {@link write}
   */
  change<Row extends VersionedRow, Answer = unknown>(
    kind: Holdable,
    wanted: WantedVersion,
    work: (tx: Tx, held: Row) => Promise<Answer>,
  ): Promise<Answer> {
    return this.write(async (tx) => work(tx, await holdVersion<Row>(tx, kind, wanted)));
  }

  /**
   * Runs one writing statement, for paths where every round trip counts: who acts, row, audit event and idempotency key in one,
   * which requests of the same moment share. Each statement stands for its own person; when PostgreSQL refuses one, nothing of
   * any has happened, and each goes by itself.
   *
   * The text is a list of CTEs that ends with one named `result` of at most one row. They may ask `fresh`, which is empty when the
   * request's Idempotency-Key has been answered already, so that a retry is no error to the others.
   * @returns the row of `result` as JSON (dates as text), or undefined when it has none
   */
  async statement<Row extends object>({ series, ...statement }: WritingStatement): Promise<Row | undefined> {
    this.coverage.requireCovered();
    const context = begin();
    const key = context.idempotency;
    try {
      const row = await this.decided(context, {
        ...(key ? keyed(statement, context, key) : unkeyed(statement)),
        series,
      });
      // Nothing was written, perhaps because it was done before what forbids it now: a retry gets the answer it missed.
      return (row as Row | undefined) ?? (key && (await this.kept<Row>(context)));
    } catch (error) {
      const failure = postgresError(error);
      if (failure?.constraint === KEY_CONSTRAINT) return this.replay<Row>(context);
      // What is taken may have been taken by the first try of this very request, a moment ago.
      const answered = key && failure && overtaken(failure) ? await this.kept<Row>(context) : undefined;
      if (answered === undefined) throw error;
      return answered;
    }
  }

  /**
   * {@link statement} for work that can be done otherwise, too: undefined when nothing was written, since things are not as they were
   * when it was told, or another's row was met. The request may write once more then.
   */
  async attempt<Row extends object>(statement: WritingStatement): Promise<Row | undefined> {
    let row: Row | undefined;
    try {
      row = await this.statement<Row>(statement);
    } catch (error) {
      const failure = postgresError(error);
      if (!failure || !overtaken(failure)) throw error;
    }
    if (row === undefined) requestContext().wrote = false;
    return row;
  }

  /** Sends it, and again when who may see the patient was left to it and had to be decided by itself after all. @throws Problem of a no */
  private async decided(context: RequestContext, statement: WritingStatement): Promise<unknown> {
    const { pending } = context;
    const batches = this.batchesOf(statement);
    const first = await batches.add({
      ...statement,
      record: recordOf(context),
      settings: { ...sessionSettingsOf(context), asked: pending?.asked },
    });
    if (!pending) return first.row;
    if (first.decision) {
      pending.settle(first.decision);
      return first.row;
    }
    await pending.decide();
    return (await batches.add({ ...statement, record: recordOf(context), settings: sessionSettingsOf(context) })).row;
  }

  private batchesOf({ series }: WritingStatement): Batches {
    if (series === undefined) return this.batches;
    const own = this.numbered.get(series) ?? batchesOn(this.database, true);
    this.numbered.set(series, own);
    return own;
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
    const { rows } = await this.database.pool.seeing<KeptAnswer<T>>(sessionSettingsOf(context), { ...KEPT, values });
    const [kept] = rows;
    if (!kept) return undefined;
    if (kept.request_hash !== context.idempotency!.requestHash || kept.route !== context.route) {
      throw new Problem(httpProblems.keyReused, {
        errors: [{ pointer: 'Idempotency-Key', rule: 'unchanged', message: httpProblems.keyReused.title }],
      });
    }
    context.replayed = true;
    // The work that found them is not done again.
    if (kept.besides) tellAlso(...kept.besides);
    return kept.response;
  }
}

interface Answered {
  readonly row: unknown;
  readonly decision: PlainDecision | null | undefined;
}
interface OfARequest {
  readonly settings: SessionSettings;
  readonly record: string | undefined;
}
type Batches = BatchedStatements<WritingStatement & OfARequest, Answered>;

/** How long statements that go together wait for a row that somebody holds, in milliseconds. */
const TOGETHER_LOCK_MS = 250;

function batchesOn(database: Database, inTurn = false): Batches {
  return new BatchedStatements(
    async (statements, mayWait) => {
      const results = await database.pool.joined<{ row: unknown }>(
        statements.map(({ name, text, values, settings }) => ({ name, text, values: [...values], settings })),
        mayWait ? undefined : TOGETHER_LOCK_MS,
      );
      return results.map(({ rows, decision }) => ({ row: rows[0]?.row, decision }));
    },
    MOST_TOGETHER,
    { inTurn, gathers: true, recordOf: ({ record }) => record, nameOf: ({ name }) => name },
  );
}

/** Prisma found no row of the version just read: someone was faster, and a second look will say so properly. */
const lostUpdate = (error: unknown): boolean => (error as { code?: string }).code === 'P2025';

/** What a look just before did not find is there: someone was faster, and a second look finds it and says so properly. */
const overtaken = ({ code }: PostgresError): boolean => code === '23505';

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
  readonly besides: readonly string[] | null;
}
const KEPT = {
  name: 'idempotency.kept',
  text: 'SELECT request_hash, route, response, besides FROM idempotency_key WHERE actor_id = $1 AND key = $2',
};
