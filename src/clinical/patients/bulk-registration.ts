import { reserveNumbers } from '../../platform/database/counters.js';
import { postgresError } from '../../platform/database/postgres-error.js';
import type { Tx } from '../../platform/database/prisma.js';
import { elementAt, valueOf } from '../../kernel/list.js';
import { partialDateSql } from '../datatypes/partial-date.js';
import type { IdentifierDto, Sex } from './dto/patient.dto.js';
import { checkIdentifier, IDENTIFIER_SYSTEMS } from './identifier.rules.js';
import { formatMrn } from './mrn.rules.js';
import type { PatientWarning } from './warning.words.js';
import {
  ALIKE_TO_MANY,
  REGISTER_MANY,
  registrationOf,
  TRY_MANY,
  type ImportedPatient,
  type Registration,
} from './registration.js';

/** Somebody on record under a number that a line of an import has. */
export interface OnRecord {
  readonly id: string;
  readonly mrn: string;
  readonly sex: Sex;
  readonly fullName: string;
  readonly birthDate: string | null;
  /** Who it is nobody knows, or when they were born is judged by looks: then name or birth date say nothing. */
  readonly unknown: boolean;
  readonly birthDateEstimated: boolean;
}

/**
 * Who is on record under any of each line's identifiers, an insurance card in whichever form; an MRN is one, a retired one is not.
 * @param ids whom each line is about, where that is known: they are found too, and all who are found are held
 * @returns in the order of the lines
 */
export async function findManyWithin(
  tx: Tx,
  lines: readonly (readonly IdentifierDto[])[],
  ids?: readonly string[],
): Promise<OnRecord[][]> {
  const named = lines.flatMap((given, at) =>
    given.flatMap(({ system, value }) => {
      const checked = checkIdentifier(system, value);
      return checked.ok ? [{ at, system: checked.system, value: checked.value }] : [];
    }),
  );
  const rows = await tx.$queryRawUnsafe<({ at: number } & OnRecord)[]>(
    ids ? `${FIND_MANY} FOR NO KEY UPDATE OF p` : FIND_MANY,
    named.map(({ at }) => at),
    named.map(({ system }) => system),
    named.map(({ value }) => value),
    IDENTIFIER_SYSTEMS.mrn,
    ids ?? [],
    IDENTIFIER_SYSTEMS.bhyt,
  );
  const found: OnRecord[][] = lines.map(() => []);
  for (const { at, ...person } of rows) found[at]?.push(person);
  return found;
}

const FIND_MANY = `
  WITH given AS MATERIALIZED (SELECT * FROM unnest($1::int[], $2::text[], $3::text[]) AS given (at, system, value)),
    held AS (
      SELECT given.at, held.patient_id FROM given JOIN patient_identifier held USING (system, value) WHERE held.retired_at IS NULL
      UNION SELECT given.at, holder FROM given CROSS JOIN LATERAL unnest(patients_with_number('card', ARRAY[given.value])) holder WHERE given.system = $6
      UNION SELECT given.at, p.id FROM given JOIN patient p ON p.mrn = given.value WHERE given.system = $4
      UNION SELECT at::int - 1, id FROM unnest($5::uuid[]) WITH ORDINALITY AS asked (id, at))
  SELECT held.at, p.id, p.mrn, p.sex, p.full_name AS "fullName", p.identity_unknown AS unknown, p.birth_date_estimated AS "birthDateEstimated",
      ${partialDateSql('p.birth_date', 'p.birth_date_precision')} AS "birthDate"
    FROM held JOIN patient p ON p.id = held.patient_id ORDER BY held.at, p.mrn`;

/** Somebody who was registered among many, and what is doubtful of what was given. */
export interface RegisteredAmongMany extends Pick<Registration, 'warnings'> {
  readonly id: string;
  readonly mrn: string;
}

/**
 * Registers many at once, inside a transaction that is already open, for imports. None is written when one cannot be. Whoever registers somebody
 * elsewhere waits for their numbers until the transaction ends: nothing that takes long belongs into it.
 * @returns in their order
 */
export async function registerManyWithin(
  tx: Tx,
  facilityCode: string,
  inputs: readonly ImportedPatient[],
): Promise<RegisteredAmongMany[]> {
  if (inputs.length === 0) return [];
  const registrations = inputs.map((input) => registrationOf(facilityCode, input));
  const query = <Row extends object>(text: string, given: readonly unknown[]) =>
    tx.$queryRawUnsafe<Row[]>(text, ...given);
  const before = await reserveNumbers(query, `mrn-${facilityCode}`, registrations.length);
  const mrns = registrations.map((_, at) => formatMrn(facilityCode, before + at + 1));
  const values = JSON.stringify(registrations.map(({ statement }) => statement.values));
  const rows = await query<{ id: string; mrn: string }>(REGISTER_MANY, [mrns, values]);
  const idOf = Object.fromEntries(rows.map(({ id, mrn }) => [mrn, id]));
  return mrns.map((mrn, at) => ({ id: valueOf(idOf, mrn), mrn, warnings: elementAt(registrations, at).warnings }));
}

const DIVISION_BY_ZERO = '22012';
/** Of no facility: who is only tried has nobody's number, and nobody waits for it. */
const TRIED = '0';

/**
 * Whether the database takes them all, as {@link registerManyWithin} would give them: nothing stays of it, and it costs a part.
 * @returns what is doubtful of each, in their order
 * @throws what that throws
 */
export async function tryManyWithin(
  tx: Tx,
  inputs: readonly ImportedPatient[],
): Promise<(readonly PatientWarning[])[]> {
  if (inputs.length === 0) return [];
  const registrations = inputs.map((input) => registrationOf(TRIED, input));
  const mrns = registrations.map((_, at) => `${TRIED}-${at}`);
  const values = JSON.stringify(registrations.map(({ statement }) => statement.values));
  await tx.$executeRawUnsafe('SAVEPOINT tried');
  await tx.$queryRawUnsafe(TRY_MANY, mrns, values).catch((error: unknown) => {
    if (postgresError(error)?.code !== DIVISION_BY_ZERO) throw error;
  });
  await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT tried');
  return registrations.map(({ warnings }) => warnings);
}

/** Looking for who is alike costs more than registering; a statement must end in seconds on a busy machine too. */
const LOOKED_FOR_TOGETHER = 50;

/**
 * Who may be the same person as each of those who were registered together.
 * @returns in their order the MRNs of others who were registered before them
 */
export async function alikeToManyWithin(tx: Tx, mrns: readonly string[]): Promise<string[][]> {
  const found = new Map<string, string[]>();
  for (let at = 0; at < mrns.length; at += LOOKED_FOR_TOGETHER) {
    const some = mrns.slice(at, at + LOOKED_FOR_TOGETHER);
    const rows = await tx.$queryRawUnsafe<{ mrn: string; mrns: string[] }[]>(ALIKE_TO_MANY, some);
    for (const one of rows) found.set(one.mrn, one.mrns);
  }
  return mrns.map((mrn) => found.get(mrn) ?? []);
}
