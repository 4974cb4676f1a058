import type { Session } from '../../database/session.js';
import type { Reconciliation } from './reconcile.js';

/** Findings that stand in the result and in its event: an event is no place for a thousand rows. */
const MOST_KEPT = 100;

/** Keeps what a run found out, with an event of its own. A right to add, and to nothing else. */
export async function keepResult({ query }: Session, { findings, ...run }: Reconciliation): Promise<void> {
  const result = {
    ...{ began_at: run.beganAt, rows: run.rows, events: run.events, archived: run.archived, unknown: run.unknown },
    ...{ findings: findings.total, counts: findings.counts, named: findings.named.slice(0, MOST_KEPT) },
  };
  await query(KEEP, [JSON.stringify(result)]);
}

const KEEP = { name: 'audit.reconcile.keep', text: 'SELECT audit.keep_reconciliation($1::jsonb)' };
