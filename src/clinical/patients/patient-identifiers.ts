import type { Tx } from '../../platform/database/prisma.js';
import { Problem, type FieldError } from '../../kernel/problem.js';
import { keyOf, type GivenIdentifier } from './patient-input.js';
import { patientProblems } from './patients.errors.js';

/**
 * Gives a patient identifiers that are not on record for them. Whose a taken one is, stays unsaid: who corrects a
 * patient may not see the other.
 * @throws Problem identifierTaken naming each that is another patient's
 */
export async function addIdentifiers(tx: Tx, patientId: string, given: readonly GivenIdentifier[]): Promise<void> {
  if (given.length === 0) return;
  const systems = given.map(({ system }) => system);
  const values = given.map(({ value }) => value);
  const added = await tx.$queryRaw<{ system: string; value: string }[]>`
    INSERT INTO patient_identifier (patient_id, system, value)
    SELECT ${patientId}::uuid, system, value
      FROM unnest(${systems}::text[], ${values}::text[]) WITH ORDINALITY AS one (system, value, place) ORDER BY place
    ON CONFLICT (system, value) WHERE retired_at IS NULL DO NOTHING RETURNING system, value`;
  const free = new Set(added.map(keyOf));
  const errors = given.filter((one) => !free.has(keyOf(one))).map(taken);
  if (errors.length > 0) throw new Problem(patientProblems.identifierTaken, { errors });
}

const taken = ({ place }: GivenIdentifier): FieldError => ({
  pointer: `/identifiers/${place}/value`,
  rule: patientProblems.identifierTaken.code,
  message: patientProblems.identifierTaken.title,
});
