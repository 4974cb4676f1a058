import { staffNameSql } from '../../../hospital/staff/staff-name.columns.js';
import type { Holdable, VersionedRow } from '../../../platform/database/held-row.js';
import type { IncomingFacts, Reason } from '../facts.js';
import { unmatchedProblems } from './unmatched.errors.js';

/** An entry of the inbox, held until the transaction ends. */
export interface HeldEntry extends VersionedRow {
  readonly status: string;
  readonly messageId: string;
  readonly sender: string;
  readonly namespace: string;
  /** The language of the message. */
  readonly protocol: string;
  readonly facts: IncomingFacts;
  readonly reasons: readonly Reason[];
  readonly decidedBy: string | null;
  readonly deciderName: string | null;
  readonly decidedAt: Date | null;
}

/** What asks somebody to settle it: the first where it is critical, or may be. */
export const ENTRY_TASKS = ['unmatched-critical', 'unmatched-result'] as const;

export const ENTRY: Holdable = {
  table: 'unmatched_result',
  columns: `r.status, r.message_id AS "messageId", r.sender, r.namespace, r.facts, r.reasons,
    (SELECT protocol FROM incoming_message m WHERE m.id = r.message_id) AS protocol, r.decided_by AS "decidedBy", r.decided_at AS "decidedAt",
    ${staffNameSql('r.decided_by')} AS "deciderName"`,
  notFound: unmatchedProblems.unmatchedNotFound,
};
