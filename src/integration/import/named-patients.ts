import { IDENTIFIER_SYSTEMS } from '../../clinical/patients/identifier.rules.js';

/**
 * SQL of the patients whom something that is nobody's yet names or may mean, also those whom the reader may not see: for the trail alone. An answer
 * that shows the message as it came shows their number.
 */
export const namedSql = (text: string, suggestions: string): string =>
  `(SELECT coalesce(array_agg(DISTINCT id), '{}') FROM (
      SELECT unnest(public.patients_named_in(${text}, ARRAY[${SYSTEMS}])) AS id
      UNION SELECT (suggested->>'patientId')::uuid FROM jsonb_array_elements(${suggestions}) suggested) named)`;

const SYSTEMS = Object.values(IDENTIFIER_SYSTEMS)
  .map((system) => `'${system}'`)
  .join(', ');

const named = new WeakMap<object, readonly string[]>();

/** Notes whom an answer names beyond what it says of patients; it is not part of the answer. */
export function naming<Answer extends object>(answer: Answer, patientIds: readonly string[]): Answer {
  named.set(answer, patientIds);
  return answer;
}

/** Whom {@link naming} noted. */
export const namedIn = (answer: object): readonly string[] => named.get(answer) ?? [];
