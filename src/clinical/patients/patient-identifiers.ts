import type { Database, Statement } from '../../platform/database/database.js';
import { NOBODY, withNames } from '../../kernel/scope.js';
import { summarySql } from './duplicates/alike.sql.js';
import type { Tx } from '../../platform/database/prisma.js';
import { Problem, type FieldError } from '../../kernel/problem.js';
import { keyOf, type GivenIdentifier } from './patient-input.js';
import { patientProblems } from './patients.errors.js';

/**
 * Gives a patient identifiers that are not on record for them. Whose a taken one is, is not for everybody: {@link withHolders}.
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
  const theirs = given.filter((one) => !free.has(keyOf(one)));
  if (theirs.length > 0) throw takenProblem(theirs);
}

/** The constraint that lets an identifier in use be one patient's only. */
export const IN_USE = 'patient_identifier_in_use';

/**
 * Says which of these identifiers are another patient's: all of them where none is any more, since one was when they were refused.
 * Whoever reads must be let to see who everyone is.
 */
export async function takenAmong(
  query: <Row extends object>(statement: Statement, values: readonly unknown[]) => Promise<Row[]>,
  given: readonly GivenIdentifier[],
): Promise<Problem> {
  const values = [given.map(({ system }) => system), given.map(({ value }) => value)];
  const held = new Set((await query<{ system: string; value: string }>(HELD, values)).map(keyOf));
  const theirs = given.filter((one) => held.has(keyOf(one)));
  return takenProblem(theirs.length > 0 ? theirs : given);
}

/** That these are another patient's: whose, is said to the trail, and to who may know. */
const takenProblem = (given: readonly GivenIdentifier[]): Problem =>
  new Problem(patientProblems.identifierTaken, {
    errors: given.map(taken),
    tellsOf: { text: HOLDERS, values: [given.map(({ system }) => system), given.map(({ value }) => value)] },
  });

/**
 * Of the problem that numbers are taken, the same with whose they are: for who may search for names. Anything else stays as it is. The
 * trail has it, since the problem names to it whom it tells about.
 */
export async function withHolders(database: Database, error: unknown): Promise<unknown> {
  if (!(error instanceof Problem) || error.kind !== patientProblems.identifierTaken) return error;
  const { tellsOf } = error.options;
  const holders = await database.query<object>(NAMED_HOLDERS, tellsOf?.values ?? [], withNames(NOBODY));
  return new Problem(error.kind, { ...error.options, extra: { holders } });
}

const NAMED_HOLDERS = {
  name: 'patients.identifier-holders',
  text: `SELECT system, value, jsonb_build_object(${summarySql('p')}) AS patient
    FROM unnest($1::text[], $2::text[]) AS given (system, value) JOIN patient_identifier held USING (system, value)
    JOIN patient p ON p.id = held.patient_id WHERE held.retired_at IS NULL`,
};
const HOLDERS = `SELECT held.patient_id FROM unnest($1::text[], $2::text[]) AS given (system, value)
  JOIN patient_identifier held USING (system, value) WHERE held.retired_at IS NULL`;
const HELD = {
  name: 'patients.identifiers-held',
  text: `SELECT system, value FROM unnest($1::text[], $2::text[]) AS given (system, value)
         JOIN patient_identifier held USING (system, value) WHERE held.retired_at IS NULL`,
};

const taken = ({ place }: GivenIdentifier): FieldError => ({
  pointer: `/identifiers/${place}/value`,
  rule: patientProblems.identifierTaken.code,
  message: patientProblems.identifierTaken.title,
});
