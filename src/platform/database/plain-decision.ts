import { onlyPatientSql } from '../../kernel/sight.js';

/** Who asks to see whom, as `care_decision` of prisma/guards/75-care-decision.sql wants to know it. */
export interface AskedDecision {
  readonly person: string;
  readonly role: string;
  /** A table whose row is about one patient. */
  readonly kind: string;
  readonly id: string;
  /** Whether the request brought a reason of its own. */
  readonly told: boolean;
  /** Days after the end of a stay or an order in which it still counts. */
  readonly tieDays: number;
}

/** That a person may see a patient, and why. */
export interface PlainDecision {
  readonly patientId: string;
  readonly because: string;
  /** When the reason ends; ISO 8601. */
  readonly until: string | null;
}

/**
 * What a statement may go by that decides in passing. What an emergency opens is recorded as such and with its reason, so that is decided by
 * itself first.
 */
export const IS_PLAIN = `decision.because <> 'break-glass'`;

/** Sets what a statement may see by the decision about it, nobody without a plain one; the first column tells it. */
export const DECIDED_STANDING = {
  name: 'emr.decided-standing',
  text: `SELECT CASE WHEN ${IS_PLAIN} THEN json_build_object('patientId', patient_id, 'because', because, 'until', until) END,
      set_config('emr.sight', CASE WHEN ${IS_PLAIN} THEN ${onlyPatientSql('patient_id')} ELSE '' END, true), set_config('emr.context', $1, true)
    FROM care_decision($2::uuid, $3::text, $4::text, $5::uuid, NULL, $6::boolean, $7::int) decision`,
};

export const valuesOf = (context: string, { person, role, kind, id, told, tieDays }: AskedDecision): string[] => [
  context,
  person,
  role,
  kind,
  id,
  String(told),
  String(tieDays),
];

/** The first column of {@link DECIDED_STANDING}; null when there is no plain decision. */
export function decisionIn(column: string | null): PlainDecision | null {
  const decision = JSON.parse(column ?? 'null') as PlainDecision | null;
  // PostgreSQL writes moments in JSON with an offset instead of a Z.
  return decision && { ...decision, until: decision.until && new Date(decision.until).toISOString() };
}
