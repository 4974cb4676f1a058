import type { AskedDecision, PlainDecision } from '../../kernel/decision.js';
import { onlyPatientSql } from '../../kernel/scope.js';

/**
 * What a statement may go by that decides inline. What an emergency opens is recorded as such and with its reason, so that is decided by
 * itself first.
 */
export const IS_PLAIN = `decision.because <> 'break-glass'`;

/**
 * Sets what a statement may see by the decision about it, nobody without a plain one; the first column tells it.
 * @param more further columns of the statement that sets
 */
export const decidedSettings = (name: string, more = ''): { name: string; text: string } => ({
  name,
  text: `SELECT CASE WHEN ${IS_PLAIN} THEN json_build_object('patientId', patient_id, 'because', because, 'until', until) END,
      set_config('emr.scope', CASE WHEN ${IS_PLAIN} THEN ${onlyPatientSql('patient_id')} ELSE '' END, true), set_config('emr.context', $1, true)${more}
    FROM care_decision($2::uuid, $3::text, $4::text, $5::uuid, NULL, $6::boolean, $7::int) decision`,
});

export const valuesOf = (
  context: string,
  { person, role, kind, id, reasonGiven, tieDays }: AskedDecision,
): string[] => [context, person, role, kind, id, String(reasonGiven), String(tieDays)];

/** The first column of {@link decidedSettings}; null when there is no plain decision. */
export function decisionIn(column: string | null): PlainDecision | null {
  const decision = JSON.parse(column ?? 'null') as PlainDecision | null;
  // PostgreSQL writes moments in JSON with an offset instead of a Z.
  return decision && { ...decision, until: decision.until && new Date(decision.until).toISOString() };
}
