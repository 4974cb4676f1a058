import { CARE_ROLES } from '../../../platform/routes/policy.js';
import { IN_EMERGENCY, TIE_DAYS, type RadarRule } from './radar-rule.js';
import { reasons, titles } from './rules.words.js';

/** What is suspicious because of who the patient is to the reader. */

/**
 * People without a ward (floaters, on-call) are left out: everything they open would be a case, and nobody reads a thousand. So is what
 * was opened for an emergency, which has a rule of its own.
 */
export const noCareRelationship: RadarRule = {
  code: 'no-care-relationship',
  severity: 'medium',
  title: titles.noCareRelationship,
  reason: reasons.noCareRelationship,
  thresholds: { tieDays: TIE_DAYS },
  sql: `SELECT actor_id, patient_id, id AS event_id, occurred_at, '{}'::jsonb AS params FROM opened
    WHERE role IN (${CARE_ROLES.map((role) => `'${role}'`).join(', ')}) AND patient_id IS DISTINCT FROM own_patient_id
      -- What was opened for an emergency is one case, of the rule for that.
      AND purpose IS DISTINCT FROM 'ETREAT' AND purpose IS DISTINCT FROM 'BTG'
      AND EXISTS (SELECT FROM staff_ward w WHERE w.staff_id = opened.actor_id AND w.started_at <= opened.occurred_at
                    AND coalesce(w.ended_at, 'infinity') > opened.occurred_at)`,
  unlessTied: true,
};

/**
 * Four in ten Vietnamese are called Nguyễn, so a family name alone says nothing; with the same telephone or address it
 * says household.
 */
export const sameHousehold: RadarRule = {
  code: 'same-household',
  severity: 'high',
  title: titles.sameHousehold,
  reason: reasons.sameHousehold,
  thresholds: { tieDays: TIE_DAYS },
  sql: `SELECT actor_id, opened.patient_id, opened.id AS event_id, occurred_at, jsonb_build_object('shared',
      to_jsonb(array_remove(ARRAY[CASE WHEN p.phones && own.phones THEN 'phone' END, CASE WHEN home.same THEN 'address' END,
        CASE WHEN split_part(p.name_search, ' ', 1) = split_part(own.name_search, ' ', 1) THEN 'family-name' END], NULL))) AS params
    FROM opened JOIN patient own ON own.id = opened.own_patient_id JOIN patient p ON p.id = opened.patient_id,
      LATERAL (SELECT EXISTS (SELECT FROM jsonb_array_elements(p.addresses) a JOIN jsonb_array_elements(own.addresses) b
        ON lower(a->>'text') = lower(b->>'text') AND a->>'commune' IS NOT DISTINCT FROM b->>'commune') AS same) home
    WHERE p.id <> own.id AND (p.phones && own.phones OR home.same)`,
  unlessTied: true,
};

export const ownRecord: RadarRule = {
  code: 'own-record',
  severity: 'low',
  title: titles.ownRecord,
  reason: reasons.ownRecord,
  thresholds: {},
  sql: `SELECT actor_id, patient_id, id AS event_id, occurred_at, '{}'::jsonb AS params FROM opened
    WHERE patient_id = own_patient_id`,
};

export const colleague: RadarRule = {
  code: 'colleague',
  severity: 'high',
  title: titles.colleague,
  reason: reasons.colleague,
  thresholds: { tieDays: TIE_DAYS },
  sql: `SELECT actor_id, opened.patient_id, opened.id AS event_id, occurred_at, '{}'::jsonb AS params
    FROM opened JOIN staff_member c ON c.patient_id = opened.patient_id AND c.id <> opened.actor_id
    WHERE NOT ${IN_EMERGENCY}`,
  unlessTied: true,
};

/**
 * By the flag as it was when the record was opened: what came later makes nobody suspicious, and lowering it hides nobody. The event tells it
 * (prisma/guards/22-circumstances.sql); one of an older version does not, and there it is what the next change of the flag changed.
 */
export const sensitiveRecord: RadarRule = {
  code: 'sensitive-record',
  severity: 'high',
  title: titles.sensitiveRecord,
  reason: reasons.sensitiveRecord,
  thresholds: { tieDays: TIE_DAYS },
  sql: `SELECT actor_id, opened.patient_id, opened.id AS event_id, occurred_at,
      jsonb_build_object('confidentiality', flag.then_) AS params
    FROM opened JOIN patient p ON p.id = opened.patient_id, LATERAL (SELECT coalesce(opened.flag, (
        SELECT changed.changes->'confidentiality'->>0 FROM audit.trail changed
         WHERE changed.patient_id = p.id AND changed.id > opened.id AND changed.entity = 'patient' AND changed.kind = 'update'
           AND changed.changes ? 'confidentiality' ORDER BY changed.id LIMIT 1), p.confidentiality) AS then_) flag
    WHERE flag.then_ IN ('R', 'V') AND NOT ${IN_EMERGENCY}`,
  unlessTied: true,
};

/** Purposes that say "an emergency, let me in": each is looked at afterwards, tie or no tie. */
export const breakGlass: RadarRule = {
  code: 'break-glass',
  severity: 'medium',
  title: titles.breakGlass,
  reason: reasons.breakGlass,
  thresholds: {},
  sql: `SELECT actor_id, patient_id, id AS event_id, occurred_at, jsonb_build_object('purpose', purpose) AS params FROM opened
    WHERE purpose IN ('ETREAT', 'BTG')`,
};
