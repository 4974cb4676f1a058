import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/prisma.js';
import { pausesOf } from '../sign-in.rules.js';
import { AT_A_TERMINAL, FORGOTTEN_AFTER_SECONDS } from './pin.rules.js';
import { firstRow } from '../../database/rows.js';

const PAUSES = pausesOf(AT_A_TERMINAL);
/** Where the tallies of names have the address they were guessed from. */
const PLACE = 'terminal';

/**
 * Counts wrong PINs and badges by the terminal they were tried at, whoever they were meant for, in the database: a few guesses
 * at each of many people are many guesses. As a bucket that leaks: one failure is forgotten every few minutes, so that a ward's
 * slips of a day never add up. A try is counted before it is looked at, so that many at once are not more guesses.
 */
@Injectable()
export class TerminalTally {
  constructor(private readonly database: Database) {}

  /** @returns seconds still to wait, and then it was not counted; 0 when the try may go on */
  async attempt(terminalId: string): Promise<number> {
    const values = [hashOf(terminalId), PLACE, PAUSES, FORGOTTEN_AFTER_SECONDS];
    return firstRow(await this.database.query<{ seconds: number }>(ATTEMPT, values)).seconds;
  }

  /** The last try was right. Those before stay counted, or a person could guess at others between two PINs of their own. */
  async takeBack(terminalId: string): Promise<void> {
    await this.database.query(TAKE_BACK, [hashOf(terminalId), PLACE]);
  }

  /** For people without a PIN and names that nobody has: as much of a write as counting a try, so that it takes as long. */
  async countForNobody(tx: Tx): Promise<void> {
    const where = { nameHash_address: { nameHash: hashOf('nobody'), address: PLACE } };
    const create = { ...where.nameHash_address, failures: 1 };
    await tx.signInTally.upsert({ where, create, update: { lastFailedAt: new Date() }, select: { address: true } });
  }
}

/** Names of people are counted in the same table, in small letters. */
const hashOf = (what: string) => createHash('sha256').update(`PIN ${what}`).digest('hex');

const ATTEMPT = {
  name: 'terminals.attempt',
  text: `INSERT INTO sign_in_tally AS t (name_hash, address, failures) VALUES ($1, $2, 1)
    ON CONFLICT (name_hash, address) DO UPDATE SET (failures, last_failed_at, paused_until) = (
      SELECT CASE WHEN held THEN t.failures ELSE n END, CASE WHEN held THEN t.last_failed_at ELSE since END,
        CASE WHEN held THEN t.paused_until ELSE now() + make_interval(secs => nullif(($3::int[])[least(n, cardinality($3::int[]))], 0)) END
      FROM (SELECT coalesce(t.paused_until > now(), false) AS held,
              greatest(floor(extract(epoch FROM now() - t.last_failed_at) / $4::int), 0)::int AS gone) passed,
        LATERAL (SELECT greatest(t.failures - gone, 0) + 1 AS n,
          CASE WHEN gone >= t.failures THEN now() ELSE t.last_failed_at + make_interval(secs => gone * $4::int) END AS since) counted)
    RETURNING greatest(ceil(extract(epoch FROM coalesce(old.paused_until, now()) - now())), 0)::int AS seconds`,
};
const TAKE_BACK = {
  name: 'terminals.take-back',
  text: `WITH last AS (DELETE FROM sign_in_tally WHERE name_hash = $1 AND address = $2 AND failures = 1)
    UPDATE sign_in_tally SET failures = failures - 1, paused_until = NULL
    WHERE name_hash = $1 AND address = $2 AND failures > 1`,
};
