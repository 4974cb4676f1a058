import type { Session } from '../../database/session.js';

/** The transaction that keeps written events from being settled. */
interface Holder {
  /** The oldest transaction that still runs, and with it all behind it. */
  readonly xid: string;
  /** Null of one that was prepared and has no session. */
  readonly pid: number | null;
  readonly role: string | null;
  /** The name that one was prepared under. */
  readonly prepared: string | null;
  /** Whether it is the application's here: what the owner or a superuser does long is a migration or a restore, and other databases are not ours. */
  readonly isEnded: boolean;
}

/** Of what the sealer says and does about a transaction that holds it back. */
export interface HeldBackOptions {
  /** For how long one may, in ms. */
  readonly mostMs: number;
  readonly warn: (sentence: string) => void;
}

/**
 * Ends sessions of the application that hold sealing back: an open transaction keeps all later events unsealed, and a session may set
 * its own time-outs. The service's own transactions are over after five minutes.
 */
export class HeldBack {
  private since: { readonly xid: string; readonly at: number } | undefined;
  private lookedAt = -Infinity;

  constructor(private readonly options: HeldBackOptions) {}

  /** Looks who holds back, now and then; to be asked when nothing can be sealed. */
  async look(query: Session['query']): Promise<void> {
    const { mostMs, warn } = this.options;
    const now = performance.now();
    if (now - this.lookedAt < mostMs / 8) return;
    this.lookedAt = now;
    const [holder] = await query<Holder>(HOLDER);
    if (holder?.xid !== this.since?.xid) this.since = holder && { xid: holder.xid, at: now };
    if (!holder || !this.since || now - this.since.at < mostMs) return;
    const who =
      holder.pid === null
        ? `a prepared transaction ${JSON.stringify(holder.prepared)} of ${holder.role}`
        : `a transaction of ${holder.role} (process ${holder.pid})`;
    const held = `The audit trail is not being sealed: ${who} has held it back for ${Math.round((now - this.since.at) / 1000)} s`;
    if (!holder.isEnded) {
      warn(`${held}. End it, or wait for it.`);
      return;
    }
    try {
      await query(END, [holder.pid]);
      warn(`${held}, and was ended.`);
    } catch {
      warn(`${held}, and the sealer may not end it: GRANT pg_signal_backend TO emr_sealer.`);
    }
  }
}

// Locks on transaction numbers show who runs one to every role.
const HOLDER = {
  name: 'audit.held',
  text: `SELECT horizon.xid::text AS xid, held.pid, coalesce(pg_get_userbyid(holder.usesysid), ready.owner) AS role, ready.gid AS prepared,
           coalesce(holder.usesysid <> owner.relowner AND NOT them.rolsuper AND holder.datname = current_database(), false) AS "isEnded"
         FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xid) horizon
         JOIN pg_locks held ON held.locktype = 'transactionid' AND held.granted AND held.transactionid = xid(horizon.xid)
         LEFT JOIN pg_stat_activity holder ON holder.pid = held.pid
         LEFT JOIN pg_prepared_xacts ready ON ready.transaction = held.transactionid
         LEFT JOIN pg_roles them ON them.oid = holder.usesysid
         CROSS JOIN (SELECT relowner FROM pg_class WHERE oid = 'audit.event'::regclass) owner
         WHERE EXISTS (SELECT FROM audit.seal_position at JOIN LATERAL (
           SELECT e.xid FROM audit.event e WHERE (e.xid, e.id) > (at.xid, at.id) ORDER BY e.xid, e.id LIMIT 1) next ON true
           WHERE next.xid >= horizon.xid)
         LIMIT 1`,
};
const END = { name: 'audit.held.end', text: 'SELECT pg_terminate_backend($1)' };
