import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Tx } from '../database/prisma.js';
import { Problem } from '../../kernel/problem.js';
import { securityProblems } from './security.errors.js';
import { AT_ONE_ADDRESS, FROM_ANYWHERE, pausesOf } from './sign-in.rules.js';
import { firstRow } from '../database/rows.js';

const HERE = pausesOf(AT_ONE_ADDRESS);
const ANYWHERE = pausesOf(FROM_ANYWHERE);

/**
 * Counts failed sign-ins by name and address, for names that exist and names that do not, in the database: the same in
 * every process. An attempt is counted before the password is looked at, so that many at once are not more guesses.
 */
@Injectable()
export class SignInTally {
  constructor(private readonly database: Database) {}

  /**
   * Counts an attempt from an address; {@link forgive} takes it back.
   * @returns seconds still to wait, and then it was not counted; 0 when the attempt may go on
   */
  async attempt(name: string, address = ''): Promise<number> {
    const values = [hashOf(name), placeOf(address), HERE];
    return firstRow(await this.database.query<{ seconds: number }>(ATTEMPT, values)).seconds;
  }

  /** Counts a failure for the name wherever it came from. */
  async failed(name: string): Promise<void> {
    await this.database.query(FAILED, [hashOf(name), ANYWHERE]);
  }

  /** The attempts from this address were the person after all. */
  async forgive(name: string, address = ''): Promise<void> {
    await this.database.query(FORGIVE, [hashOf(name), placeOf(address)]);
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

/** @throws Problem signInPaused unless there is nothing to wait for */
export function requireNoPause(seconds: number): void {
  if (seconds === 0) return;
  throw new Problem(securityProblems.signInPaused, {
    params: { seconds },
    headers: { 'Retry-After': String(seconds) },
  });
}

/** Hashed, because people type their password where the name belongs. */
const hashOf = (name: string) => createHash('sha256').update(name).digest('hex');
const placeOf = (address: string) => address || 'unknown';

/** A tally after one more failure; what comes during a pause changes nothing, and a day without failures starts anew. */
const count = (
  pauses: string,
) => `ON CONFLICT (name_hash, address) DO UPDATE SET (failures, last_failed_at, paused_until) = (
    SELECT n, CASE WHEN held THEN t.last_failed_at ELSE now() END,
      CASE WHEN held THEN t.paused_until ELSE now() + make_interval(secs => (${pauses}::int[])[least(n, cardinality(${pauses}::int[]))]) END
    FROM (SELECT t.paused_until IS NOT NULL AND t.paused_until > now() AS held) h, LATERAL (SELECT CASE WHEN held THEN t.failures
      WHEN t.last_failed_at < now() - interval '1 day' THEN 1 ELSE t.failures + 1 END AS n) c)`;
const ATTEMPT = {
  name: 'sign-in.attempt',
  text: `WITH elsewhere AS (
      SELECT paused_until FROM sign_in_tally WHERE name_hash = $1 AND address = '' AND paused_until > now()
        AND NOT EXISTS (SELECT FROM session WHERE address = $2 AND created_at > now() - interval '30 days')
    ), here AS (
      INSERT INTO sign_in_tally AS t (name_hash, address, failures) SELECT $1, $2, 1 WHERE NOT EXISTS (SELECT FROM elsewhere)
      ${count('$3')} RETURNING old.paused_until
    )
    SELECT coalesce(ceil(extract(epoch FROM max(paused_until) - now())), 0)::int AS seconds
    FROM (SELECT * FROM elsewhere UNION ALL SELECT * FROM here) pause WHERE paused_until > now()`,
};
const FAILED = {
  name: 'sign-in.failed',
  text: `INSERT INTO sign_in_tally AS t (name_hash, address, failures) VALUES ($1, '', 1) ${count('$2')}`,
};
const FORGET = {
  name: 'sign-in.forget',
  text: `DELETE FROM sign_in_tally WHERE (name_hash, address) IN (
    SELECT name_hash, address FROM sign_in_tally WHERE last_failed_at < now() - interval '1 day'
    LIMIT 5000 FOR UPDATE SKIP LOCKED)`,
};
const FORGIVE = { name: 'sign-in.forgive', text: 'DELETE FROM sign_in_tally WHERE name_hash = $1 AND address = $2' };
