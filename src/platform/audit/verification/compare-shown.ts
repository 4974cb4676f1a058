import type { Session } from '../../database/session.js';
import type { TrailCheck } from './trail-check.js';

interface ShownRow {
  eventId: string;
  isMissing: boolean;
}

/**
 * Whom lists showed stands in their events, which are sealed, and beside them in the order of time, for questions about a
 * patient: what is taken away there, or put there, would falsify the answers.
 */
export async function compareShown(session: Session, check: TrailCheck): Promise<void> {
  for (const { month } of await session.query<{ month: string }>(MONTHS)) {
    const [row] = await session.query<ShownRow>(SHOWN_OTHERWISE, [month]);
    if (!row) continue;
    const { eventId, isMissing } = row;
    const what = isMissing
      ? 'is not found for every patient it showed'
      : 'is said to have shown a patient it did not, or to another person';
    check.found({ kind: 'shown', index: check.tree.size, eventId, sentence: `event ${eventId} ${what}` });
    return;
  }
}

const MONTHS = {
  name: 'audit.verify.months',
  text: `SELECT to_char(month, 'YYYY-MM-DD') AS month FROM (
           SELECT min(id::text)::uuid AS first, max(id::text)::uuid AS last FROM (
             (SELECT id FROM audit.event ORDER BY id LIMIT 1) UNION ALL (SELECT id FROM audit.event ORDER BY id DESC LIMIT 1)) ends) span,
         generate_series(date_trunc('month', uuid_extract_timestamp(first) AT TIME ZONE 'UTC'),
           uuid_extract_timestamp(last) AT TIME ZONE 'UTC', interval '1 month') month`,
};
const SHOWN_OTHERWISE = {
  name: 'audit.verify.shown',
  text: `WITH bound AS MATERIALIZED (
           SELECT audit.uuid_floor($1::timestamp AT TIME ZONE 'UTC') AS first,
             audit.uuid_floor(($1::timestamp + interval '1 month') AT TIME ZONE 'UTC') AS past),
         told AS (SELECT DISTINCT patient AS patient_id, id AS event_id, actor_id FROM audit.event, unnest(patient_ids) patient
           WHERE id >= (SELECT first FROM bound) AND id < (SELECT past FROM bound) AND cardinality(patient_ids) > 0
             AND patient IS NOT NULL AND patient IS DISTINCT FROM patient_id),
         kept AS (SELECT patient_id, event_id, actor_id FROM audit.shown
           WHERE event_id >= (SELECT first FROM bound) AND event_id < (SELECT past FROM bound)
             AND NOT EXISTS (SELECT FROM audit.archive a WHERE event_id BETWEEN a.first_id AND a.last_id))
         SELECT event_id AS "eventId", kept.event_id IS NULL AS "isMissing"
         FROM told FULL JOIN kept USING (patient_id, event_id) WHERE told.event_id IS NULL OR kept.event_id IS NULL OR told.actor_id IS DISTINCT FROM kept.actor_id LIMIT 1`,
};
