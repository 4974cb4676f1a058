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

/**
 * SQL that takes the locks of {@link follow} of these names up to the first that is not free: whether all were. None behind it: who holds a later
 * one while waiting for an earlier would wait for somebody who waits the other way round.
 * @param names in the order in which everybody takes them
 */
export const followingAll = (names: readonly string[]): Prisma.Sql => Prisma.sql`(
  WITH RECURSIVE named AS MATERIALIZED (SELECT ${names}::text[] AS names), taken AS (
    SELECT 1 AS at, pg_try_advisory_xact_lock(hashtextextended(names[1], 0)) AS free FROM named
    UNION ALL SELECT at + 1, pg_try_advisory_xact_lock(hashtextextended(names[at + 1], 0)) FROM taken, named
      WHERE taken.free AND at < cardinality(names))
  SELECT bool_and(free) FROM taken)`;
