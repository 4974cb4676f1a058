import type { Localised } from '../../../kernel/language.js';
import { thresholdWords } from './rules.words.js';

export type Severity = 'low' | 'medium' | 'high';

/** A number that decides when a rule strikes. */
export interface Threshold {
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  readonly about: Localised;
}

/**
 * One rule of the radar. Its SQL answers hits `(actor_id, patient_id, event_id, occurred_at, params)` among the rows of
 * `opened`: records that members of staff opened (id, actor_id, role, patient_id, occurred_at, purpose, own_patient_id, and the record's
 * confidentiality then as `flag`, null where the event does not tell), and of `told`, which
 * has the same columns: answers that did not do what they asked and told something about a patient all the same, by a number that was asked
 * for too; and `missed`: searches by a number that nobody has. Both say at which terminal, and are of machines as well: then `machine_minutes`
 * are the ten minutes in which it came, which nobody else's have.
 * `$2` are its thresholds as JSON; `patient_id` null makes one case for a person's day whatever the patient.
 */
export interface RadarRule {
  readonly code: string;
  readonly severity: Severity;
  readonly title: Localised;
  /** Why it is a case; `{name}` places are filled from the hit's params. */
  readonly reason: Localised;
  readonly thresholds: Readonly<Record<string, Threshold>>;
  readonly sql: string;
  /**
   * Leaves out hits whose person had to do with the patient. Asked last, of hits alone: it costs up to milliseconds, and PostgreSQL would ask
   * it of everything that was opened before it looks at cheaper conditions.
   */
  readonly unlessTied?: true;
}

/** How long after a stay people of its ward still have to do with the patient: letters, late results, billing. */
export const TIE_DAYS: Threshold = {
  usual: 30,
  least: 1,
  most: 365,
  about: thresholdWords.tieDays,
};

/** Whether the person of a `hit` had to do with the patient. */
export const TIED = `public.care_tie(hit.actor_id, hit.patient_id, hit.occurred_at, ($2::jsonb->>'tieDays')::int)`;

/** Whether an emergency access opened it: that is a case of its own, whoever the patient is, and is reviewed besides. */
export const IN_EMERGENCY = `(opened.purpose IS NOT DISTINCT FROM 'BTG' AND EXISTS (SELECT FROM access_grant taken WHERE taken.kind = 'break-glass'
  AND taken.staff_id = opened.actor_id AND taken.patient_id = opened.patient_id AND taken.granted_at <= opened.occurred_at + interval '1 second'))`;

/** Whether an event is a search by a number, or most of one, that found nobody whom its reader may see. */
export const MISSED = (event: string): string => `(${event}.kind IN ('search', 'list') AND ${event}.patient_id IS NULL
  AND coalesce(cardinality(${event}.patient_ids), 0) = 0 AND jsonb_typeof(${event}.detail->'query') = 'object'
  AND EXISTS (SELECT FROM jsonb_each_text(${event}.detail->'query') asked
    WHERE asked.key ~* '(identifier|phone|telecom|mrn)' OR asked.key ~* 'number' AND asked.value ~ '([0-9][ .-]*){8}'
      OR asked.key = 'q' AND asked.value ~ '([0-9][ .-]*){9}'))`;
