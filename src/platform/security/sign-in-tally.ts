import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Tx } from '../database/prisma.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { securityProblems } from './security.errors.js';
import { terminalKeyHash } from './terminals/terminal-binding.js';
import { AT_ONE_ADDRESS, FROM_ANYWHERE, pausesOf } from './sign-in.rules.js';
import { firstRow } from '../database/rows.js';

const HERE = pausesOf(AT_ONE_ADDRESS);
const ANYWHERE = pausesOf(FROM_ANYWHERE);
/** So long at most an attempt is believed to be looked at, should its process have ended meanwhile. */
const LOOKED_AT_SECONDS = 10;
/** So often is asked whether what another process looks at was right. */
const ASKED_AGAIN_MS = 50;
/** No address begins so. */
const AT_TERMINAL = 'terminal ';

/**
 * Counts failed sign-ins by name and address or enrolled terminal, for names that exist and names that do not, in the database: the same in
 * every process. An attempt is counted before the password is looked at, so that many at once are not more guesses.
 */
@Injectable()
export class SignInTally {
  private readonly attempts = new Map<string, Attempts>();

  constructor(private readonly database: Database) {}

  /**
   * Counts an attempt of this request and looks at it, unless there is a pause. One person may sign in right many times at once: what would
   * wait only because of attempts that nobody has looked at yet, in this process or another, waits until they are, and no longer. A guesser gains
   * nothing by it: what was wrong stays counted. Whoever shows the key of an enrolled terminal is counted there, and not with all who share its address.
   * @param isRight looks at the attempt
   * @param paused is told before the refusal
   * @returns whether it was right; then the attempts from this place were the person after all
   * @throws Problem signInPaused
   */
  async judge(name: string, isRight: () => Promise<boolean>, paused?: () => Promise<void>): Promise<boolean> {
    const { address, enrolled, actor } = requestContext();
    const place = enrolled || actor.boundTo ? `${AT_TERMINAL}${terminalKeyHash()}` : address || 'unknown';
    const key = `${place} ${name}`;
    const mine = this.attempts.get(key) ?? { users: 0, turn: Promise.resolve(), looking: new Set() };
    this.attempts.set(key, mine);
    mine.users++;
    try {
      for (;;) {
        const begun = await inTurn(mine, () => this.begin(mine, name, place, isRight));
        if ('right' in begun) return await begun.right;
        if (begun.others.length > 0) await Promise.allSettled(begun.others);
        else if (begun.isLookedAt) await sleep(ASKED_AGAIN_MS);
        else {
          await paused?.();
          throw pauseOf(begun.seconds);
        }
      }
    } finally {
      mine.users--;
      if (mine.users === 0) this.attempts.delete(key);
    }
  }

  /** Counts one, and begins to look at it unless there is a pause. The answer is in an object, so that nobody waits for it here. */
  private async begin(
    { looking }: Attempts,
    name: string,
    place: string,
    isRight: () => Promise<boolean>,
  ): Promise<Begun> {
    const values = [hashOf(name), place, HERE, LOOKED_AT_SECONDS];
    const { seconds, isLookedAt } = firstRow(await this.database.query<Pause>(ATTEMPT, values));
    if (seconds > 0) return { seconds, isLookedAt, others: [...looking] };
    const right = this.look(name, place, isRight).finally(() => looking.delete(right));
    looking.add(right);
    return { right };
  }

  private async look(name: string, place: string, isRight: () => Promise<boolean>): Promise<boolean> {
    const right = await isRight();
    await (right ? this.forgive(name, place) : this.failed(name, place));
    return right;
  }

  /** Counts a failure for the name wherever it came from. */
  private async failed(name: string, place: string): Promise<void> {
    await this.database.query(FAILED, [hashOf(name), ANYWHERE, place]);
  }

  private async forgive(name: string, place: string): Promise<void> {
    await this.database.query(FORGIVE, [hashOf(name), place]);
  }

  /** Forgets what has not failed for a day, some at a time; rows that another process holds wait for the next run. */
  async forgetOld(): Promise<void> {
    await this.database.query(FORGET);
  }

  /** Forgets all failures of a name, when an administrator gave it a new password. */
  async forgiveAll(tx: Tx, name: string): Promise<void> {
    await tx.signInTally.deleteMany({ where: { nameHash: hashOf(name) } });
  }
}

/** Of one name at one address, in this process. */
interface Attempts {
  users: number;
  /** They are counted one after the other, so that each knows those before it. */
  turn: Promise<unknown>;
  /** Those that were counted and are being looked at. */
  readonly looking: Set<Promise<boolean>>;
}

interface Pause {
  readonly seconds: number;
  /** Whether an attempt that was counted before it is being looked at, in whichever process. */
  readonly isLookedAt: boolean;
}

type Begun = { readonly right: Promise<boolean> } | (Pause & { readonly others: Promise<boolean>[] });

function inTurn<T>(attempts: Attempts, work: () => Promise<T>): Promise<T> {
  const done = attempts.turn.then(work);
  attempts.turn = done.catch(() => undefined);
  return done;
}

/** @throws Problem signInPaused unless there is nothing to wait for */
export function requireNoPause(seconds: number): void {
  if (seconds > 0) throw pauseOf(seconds);
}

const pauseOf = (seconds: number): Problem =>
  new Problem(securityProblems.signInPaused, { params: { seconds }, headers: { 'Retry-After': String(seconds) } });

/** Hashed, because people type their password where the name belongs. */
const hashOf = (name: string) => createHash('sha256').update(name).digest('hex');

/**
 * A tally after one more failure; what comes during a pause changes nothing, and a day without failures starts anew.
 * @param looked columns of one that is looked at from now on, and what they are where it was counted
 */
const count = (
  pauses: string,
  looked: { readonly columns: string; readonly values: string } = { columns: '', values: '' },
) => `ON CONFLICT (name_hash, address) DO UPDATE SET (failures, last_failed_at, paused_until${looked.columns}) = (
    SELECT n, CASE WHEN held THEN t.last_failed_at ELSE now() END,
      CASE WHEN held THEN t.paused_until ELSE now() + make_interval(secs => (${pauses}::int[])[least(n, cardinality(${pauses}::int[]))]) END${looked.values}
    FROM (SELECT t.paused_until IS NOT NULL AND t.paused_until > now() AS held) h, LATERAL (SELECT CASE WHEN held THEN t.failures
      WHEN t.last_failed_at < now() - interval '1 day' THEN 1 ELSE t.failures + 1 END AS n) c)`;
const LOOKED_AT = {
  columns: ', looking, looking_until',
  values: `, CASE WHEN held THEN t.looking WHEN t.looking_until > now() THEN t.looking + 1 ELSE 1 END,
      CASE WHEN held THEN t.looking_until ELSE now() + make_interval(secs => $4) END`,
};
const ATTEMPT = {
  name: 'sign-in.attempt',
  text: `WITH elsewhere AS (
      SELECT paused_until FROM sign_in_tally WHERE name_hash = $1 AND address = '' AND paused_until > now() AND NOT starts_with($2, '${AT_TERMINAL}')
        AND NOT EXISTS (SELECT FROM session WHERE address = $2 AND created_at > now() - interval '30 days')
    ), here AS (
      INSERT INTO sign_in_tally AS t (name_hash, address, failures, looking, looking_until)
        SELECT $1, $2, 1, 1, now() + make_interval(secs => $4) WHERE NOT EXISTS (SELECT FROM elsewhere)
      ${count('$3', LOOKED_AT)} RETURNING old.paused_until, new.looking > 0 AND new.looking_until > now() AS looked
    )
    SELECT coalesce(ceil(extract(epoch FROM max(paused_until) - now())), 0)::int AS seconds, coalesce(bool_or(looked), false) AS "isLookedAt"
    FROM (SELECT paused_until, false AS looked FROM elsewhere UNION ALL SELECT * FROM here) pause WHERE paused_until > now()`,
};
const FAILED = {
  name: 'sign-in.failed',
  text: `WITH looked AS (UPDATE sign_in_tally SET looking = looking - 1 WHERE name_hash = $1 AND address = $3 AND looking > 0)
    INSERT INTO sign_in_tally AS t (name_hash, address, failures) VALUES ($1, '', 1) ${count('$2')}`,
};
const FORGET = {
  name: 'sign-in.forget',
  text: `DELETE FROM sign_in_tally WHERE (name_hash, address) IN (
    SELECT name_hash, address FROM sign_in_tally WHERE last_failed_at < now() - interval '1 day'
    LIMIT 5000 FOR UPDATE SKIP LOCKED)`,
};
const FORGIVE = { name: 'sign-in.forgive', text: 'DELETE FROM sign_in_tally WHERE name_hash = $1 AND address = $2' };
