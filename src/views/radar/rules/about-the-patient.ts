import { CARE_ROLES } from '../../../platform/routes/policy.js';
import { IN_EMERGENCY, TIE_DAYS, TIED, type RadarRule } from './radar-rule.js';

/** What is suspicious because of who the patient is to the reader. */

/**
 * People without a ward (floaters, on-call) are left out: everything they open would be a case, and nobody reads a thousand. So is what
 * was opened for an emergency, which has a rule of its own.
 */
export const noCareRelationship: RadarRule = {
  code: 'no-care-relationship',
  severity: 'medium',
  title: { vi: 'Không liên quan điều trị', en: 'No care relationship' },
  reason: {
    vi: 'Mở hồ sơ của người bệnh không nằm ở khoa mình làm việc và mình không ghi gì vào hồ sơ.',
    en: 'Opened the record of a patient who was not in a ward where they work, and wrote nothing into it.',
  },
  thresholds: { tieDays: TIE_DAYS },
  sql: `SELECT actor_id, patient_id, id AS event_id, occurred_at, '{}'::jsonb AS params FROM opened
    WHERE role IN (${CARE_ROLES.map((role) => `'${role}'`).join(', ')}) AND patient_id IS DISTINCT FROM own_patient_id
      -- What was opened for an emergency is one case, of the rule for that.
      AND purpose IS DISTINCT FROM 'ETREAT' AND purpose IS DISTINCT FROM 'BTG'
      AND EXISTS (SELECT FROM staff_ward w WHERE w.staff_id = opened.actor_id AND w.started_at <= opened.occurred_at
                    AND coalesce(w.ended_at, 'infinity') > opened.occurred_at)
      AND coalesce(purpose, '') NOT IN ('ETREAT', 'BTG') AND NOT ${TIED}`,
};

/**
 * Four in ten Vietnamese are called Nguyễn, so a family name alone says nothing; with the same telephone or address it
 * says household.
 */
export const sameHousehold: RadarRule = {
  code: 'same-household',
  severity: 'high',
  title: { vi: 'Cùng gia đình hoặc cùng nhà', en: 'Same household' },
  reason: {
    vi: 'Mở hồ sơ của người có cùng {shared} với hồ sơ người bệnh của chính mình.',
    en: 'Opened the record of someone who shares {shared} with their own patient record.',
  },
  thresholds: { tieDays: TIE_DAYS },
  sql: `SELECT actor_id, opened.patient_id, opened.id AS event_id, occurred_at, jsonb_build_object('shared',
      concat_ws(' + ', CASE WHEN p.phones && own.phones THEN 'số điện thoại / telephone' END,
        CASE WHEN home.same THEN 'địa chỉ / address' END,
        CASE WHEN split_part(p.name_search, ' ', 1) = split_part(own.name_search, ' ', 1) THEN 'họ / family name' END)) AS params
    FROM opened JOIN patient own ON own.id = opened.own_patient_id JOIN patient p ON p.id = opened.patient_id,
      LATERAL (SELECT EXISTS (SELECT FROM jsonb_array_elements(p.addresses) a JOIN jsonb_array_elements(own.addresses) b
        ON lower(a->>'text') = lower(b->>'text') AND a->>'commune' IS NOT DISTINCT FROM b->>'commune') AS same) home
    WHERE p.id <> own.id AND (p.phones && own.phones OR home.same) AND NOT ${TIED}`,
};

export const ownRecord: RadarRule = {
  code: 'own-record',
  severity: 'low',
  title: { vi: 'Tự xem hồ sơ của mình', en: 'Own record' },
  reason: {
    vi: 'Mở hồ sơ bệnh án của chính mình bằng tài khoản nhân viên.',
    en: 'Opened their own patient record with a staff account.',
  },
  thresholds: {},
  sql: `SELECT actor_id, patient_id, id AS event_id, occurred_at, '{}'::jsonb AS params FROM opened
    WHERE patient_id = own_patient_id`,
};

export const colleague: RadarRule = {
  code: 'colleague',
  severity: 'high',
  title: { vi: 'Đồng nghiệp là người bệnh', en: 'Colleague as patient' },
  reason: {
    vi: 'Mở hồ sơ của một nhân viên bệnh viện mà mình không điều trị.',
    en: 'Opened the record of a member of staff whom they do not treat.',
  },
  thresholds: { tieDays: TIE_DAYS },
  sql: `SELECT actor_id, opened.patient_id, opened.id AS event_id, occurred_at, '{}'::jsonb AS params
    FROM opened JOIN staff_member c ON c.patient_id = opened.patient_id AND c.id <> opened.actor_id
    WHERE NOT ${IN_EMERGENCY} AND NOT ${TIED}`,
};

/** By the flag as it was when the record was opened: what came later makes nobody suspicious, and lowering it hides nobody. */
export const sensitiveRecord: RadarRule = {
  code: 'sensitive-record',
  severity: 'high',
  title: { vi: 'Hồ sơ hạn chế', en: 'Restricted record' },
  reason: {
    vi: 'Mở hồ sơ có mức bảo mật {confidentiality} mà không liên quan điều trị.',
    en: 'Opened a record of confidentiality {confidentiality} without a care relationship.',
  },
  thresholds: { tieDays: TIE_DAYS },
  sql: `SELECT actor_id, opened.patient_id, opened.id AS event_id, occurred_at,
      jsonb_build_object('confidentiality', flag.then_) AS params
    FROM opened JOIN patient p ON p.id = opened.patient_id, LATERAL (SELECT coalesce((
        SELECT changed.changes->'confidentiality'->>0 FROM audit.trail changed
         WHERE changed.patient_id = p.id AND changed.id > opened.id AND changed.entity = 'patient' AND changed.kind = 'update'
           AND changed.changes ? 'confidentiality' ORDER BY changed.id LIMIT 1), p.confidentiality) AS then_) flag
    WHERE flag.then_ IN ('R', 'V') AND NOT ${IN_EMERGENCY} AND NOT ${TIED}`,
};

/** Purposes that say "an emergency, let me in": each is looked at afterwards, tie or no tie. */
export const breakGlass: RadarRule = {
  code: 'break-glass',
  severity: 'medium',
  title: { vi: 'Truy cập khẩn cấp', en: 'Emergency access' },
  reason: {
    vi: 'Mở hồ sơ với lý do cấp cứu ({purpose}).',
    en: 'Opened the record for an emergency ({purpose}).',
  },
  thresholds: {},
  sql: `SELECT actor_id, patient_id, id AS event_id, occurred_at, jsonb_build_object('purpose', purpose) AS params FROM opened
    WHERE purpose IN ('ETREAT', 'BTG')`,
};
