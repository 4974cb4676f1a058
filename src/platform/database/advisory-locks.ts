import { Prisma } from '../../generated/prisma/client.js';
import type { Tx } from './prisma.js';

/**
 * The one home of advisory locks: by them processes that share a database agree who does what is done by one alone, and transactions that
 * are about the same thing follow one another. What runs on a schedule takes its turn in a queue (platform/jobs).
 */

/** What one process does at a time, for as long as its connection lives. Older versions that still run know the same names. */
const LEADERS = { sealing: 'audit.sealer', migrating: 'emr.migrate', generating: 'emr generate' } as const;
export type Leader = keyof typeof LEADERS;

const keyOf = (leader: Leader): string => `hashtext('${LEADERS[leader]}')`;

/** A statement that takes the lead until its connection ends, unless another has it: its row says whether it was `free`. */
export const takingLead = (leader: Leader): string => `SELECT pg_try_advisory_lock(${keyOf(leader)}) AS free`;

/** A statement that waits for the lead, and holds it until its connection ends. */
export const waitingForLead = (leader: Leader): string => `SELECT pg_advisory_lock(${keyOf(leader)})`;

/**
 * As {@link takingLead}, where a lock is anybody's to take: only one held by this role counts. Two may lead at once then, which must do
 * no harm.
 */
export const takingLeadAmongOwn = (leader: Leader): string =>
  `SELECT pg_try_advisory_lock(${keyOf(leader)}) OR NOT EXISTS (
     SELECT FROM pg_locks held JOIN pg_stat_activity holder USING (pid)
      WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 1 AND holder.usename = current_user
        AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (held.classid::bigint << 32 | held.objid::bigint) = ${keyOf(leader)}::bigint) AS free`;

/** A statement that takes the lock of a name ($1) until the transaction ends, unless another has it: its row says whether it was `free`. */
export const ALONE = `SELECT pg_try_advisory_xact_lock(hashtext($1)) AS free`;

/** Waits until no other transaction holds this name, and holds it until this one ends. */
export async function follow(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** SQL that takes the locks of {@link follow} of these names as far as they are free: whether all were. */
export const followingAll = (names: readonly string[]): Prisma.Sql =>
  Prisma.sql`(SELECT bool_and(pg_try_advisory_xact_lock(hashtextextended(name, 0))) FROM unnest(${names}::text[]) name)`;
