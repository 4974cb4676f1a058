import type { RadarRule } from './radar-rule.js';
import { reasons, thresholdWords, titles } from './rules.words.js';

/** What is suspicious because somebody else could have been signed in. */

/** Who sets a password knows it, and who links an identity may hold it: then charts are opened from where they sit. */
export const lentAccount: RadarRule = {
  code: 'lent-account',
  severity: 'high',
  title: titles.lentAccount,
  reason: reasons.lentAccount,
  thresholds: {
    minutes: { usual: 60, least: 5, most: 1440, about: thresholdWords.withinMinutes },
  },
  // What was handed out is looked up once for the whole batch: by each opened record, every look would walk the last hour of the trail.
  sql: `WITH handed AS MATERIALIZED (
      SELECT coalesce(identity.staff_id, event.entity_id) AS staff_id, event.id, event.username, event.actor_id, event.address, event.terminal
        FROM audit.trail event
          LEFT JOIN staff_identity identity ON event.entity = 'staff_identity' AND identity.id = event.entity_id
        WHERE event.id > audit.uuid_floor((SELECT min(occurred_at) FROM opened) - make_interval(mins => ($2::jsonb->>'minutes')::int))
          AND event.id < (SELECT id FROM opened ORDER BY id DESC LIMIT 1)
          AND event.entity_id = ANY (ARRAY(SELECT actor_id FROM opened
            UNION SELECT identity.id FROM staff_identity identity JOIN opened ON opened.actor_id = identity.staff_id))
          AND event.entity IN ('staff_member', 'staff_identity') AND event.actor_kind = 'staff'
          AND CASE event.entity WHEN 'staff_member' THEN event.changes ? 'password_hash' ELSE event.kind = 'create' END)
    SELECT opened.actor_id, NULL::uuid AS patient_id, opened.id AS event_id, opened.occurred_at,
      jsonb_build_object('administrator', given.username, 'minutes', ($2::jsonb->>'minutes')::int) AS params
    FROM opened JOIN audit.trail here ON here.id = opened.id,
      LATERAL (SELECT handed.username FROM handed
        WHERE handed.staff_id = opened.actor_id AND handed.actor_id <> opened.actor_id
          AND handed.id > audit.uuid_floor(opened.occurred_at - make_interval(mins => ($2::jsonb->>'minutes')::int))
          AND handed.id < opened.id
          AND (handed.address = here.address OR handed.terminal = here.terminal)
        ORDER BY handed.id DESC LIMIT 1) given`,
};
