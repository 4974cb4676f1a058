import type { RadarRule } from './radar-rule.js';

/** What is suspicious because somebody else could have been signed in. */

/** Who sets a password knows it, and who links an identity may hold it: then charts are opened from where they sit. */
export const lentAccount: RadarRule = {
  code: 'lent-account',
  severity: 'high',
  title: { vi: 'Tài khoản vừa được đặt lại', en: 'Account just handed out' },
  reason: {
    vi: 'Mở hồ sơ từ cùng máy hoặc địa chỉ mà {administrator} vừa đặt mật khẩu hoặc gắn tài khoản bệnh viện, chưa quá {minutes} phút.',
    en: 'Opened records from the same terminal or address where {administrator} set the password or linked the identity, within {minutes} minutes.',
  },
  thresholds: {
    minutes: { usual: 60, least: 5, most: 1440, about: { vi: 'Trong số phút', en: 'Within minutes' } },
  },
  sql: `SELECT opened.actor_id, NULL::uuid AS patient_id, opened.id AS event_id, opened.occurred_at,
      jsonb_build_object('administrator', given.username, 'minutes', ($2::jsonb->>'minutes')::int) AS params
    FROM opened JOIN audit.trail here ON here.id = opened.id,
      LATERAL (SELECT event.username FROM audit.trail event
        WHERE event.entity_id = ANY (opened.actor_id || ARRAY(SELECT id FROM staff_identity WHERE staff_id = opened.actor_id))
          AND event.id > audit.uuid_floor(opened.occurred_at - make_interval(mins => ($2::jsonb->>'minutes')::int))
          AND event.id < opened.id
          AND CASE event.entity WHEN 'staff_member' THEN event.changes ? 'password_hash'
                                WHEN 'staff_identity' THEN event.kind = 'create' ELSE false END
          AND event.actor_kind = 'staff' AND event.actor_id <> opened.actor_id
          AND (event.address = here.address OR event.terminal = here.terminal)
        ORDER BY event.id DESC LIMIT 1) given`,
};
