import { Problem, type FieldError } from '../../kernel/problem.js';
import type { Localised } from '../../kernel/language.js';
import { tellAlso } from '../../kernel/request-context.js';
import { follow } from '../../platform/database/advisory-locks.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { birthDateText } from '../datatypes/partial-date.js';
import { birthWords } from './birth.words.js';
import type { PersonDoubt } from './dto/patient.dto.js';
import type { PatientRow } from './patient.mapper.js';
import { requireFreeOrder } from './newborn.rules.js';
import { change } from './patient-writing.js';
import { patientProblems } from './patients.errors.js';
import { patientWords } from './patients.words.js';
import type { PersonChange } from './person-followers.service.js';

type Columns = Prisma.PatientUncheckedUpdateInput;

/** What a correction makes of sex and birth date; undefined when both stay. */
export function personChange(held: PatientRow, columns: Columns): PersonChange | undefined {
  const was = personOf(held);
  const becomes = personOf({ ...held, ...definedOf(columns) });
  return was.sex === becomes.sex && was.birthDate === becomes.birthDate ? undefined : { was, becomes };
}

type Kept = Pick<PatientRow, 'sex' | 'birthDate' | 'birthDatePrecision' | 'birthDateEstimated'>;
const personOf = ({ sex, birthDate, birthDatePrecision, birthDateEstimated }: Kept) => ({
  sex,
  birthDate: birthDateEstimated ? null : birthDateText(birthDate, birthDatePrecision),
});
const definedOf = (columns: Columns) =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Partial<PatientRow>;

const DOUBTS: Readonly<Record<PersonDoubt, FieldError>> = {
  sex: { pointer: '/sex', rule: 'sex-hardly-fits', message: patientWords.sexHardlyFits },
  birthDate: { pointer: '/birthDate', rule: 'birth-date-hardly-fits', message: patientWords.birthDateHardlyFits },
  birthOrder: { pointer: '/newborn/birthOrder', rule: 'birth-order-changes-places', message: birthWords.changesPlaces },
};

/** The same as an import is told of what was taken, since nobody is there to be asked. A place among twins it takes from nobody. */
const TAKEN_DOUBTS: Readonly<Record<keyof Kept & PersonDoubt, Localised>> = {
  sex: patientWords.sexTakenHardlyFits,
  birthDate: patientWords.birthDateTakenHardlyFits,
};
export const takenThough = (doubts: readonly (keyof typeof TAKEN_DOUBTS)[]): ToldOfField[] =>
  doubts.map((doubt) => ({ pointer: `/${doubt}`, words: TAKEN_DOUBTS[doubt] }));

/** What an import has to know of a field that was taken. */
export interface ToldOfField {
  readonly pointer: string;
  readonly words: Localised;
}

/**
 * Asks about what is doubtful of a correction, once.
 * @param sibling whose place it takes
 * @throws Problem confirmationOfPerson
 */
export function requireConfirmed(
  doubts: readonly PersonDoubt[],
  confirmed: readonly string[] = [],
  sibling?: string,
): void {
  const errors = doubts.filter((doubt) => !confirmed.includes(doubt)).map((doubt) => DOUBTS[doubt]);
  if (errors.length === 0) return;
  if (sibling) tellAlso(sibling);
  throw new Problem(patientProblems.confirmationOfPerson, { errors });
}

/**
 * Who decides about the children of these mothers, or what they are called by: one after another, before any of them is held, so that no two are
 * the first of the same birth, and nobody who holds one child waits for who holds the other.
 */
export async function followBirths(tx: Tx, ...motherIds: readonly string[]): Promise<void> {
  for (const id of [...new Set(motherIds)].sort()) await follow(tx, `births of ${id}`);
}

interface OfBirth {
  readonly motherId: string;
  readonly birthOrder: number;
  readonly birthDate: Date | string;
}

/** Another child of the same birth that has this order: twins may be born days apart, and no other child within months. */
export async function siblingOfOrder(tx: Tx, id: string | null, birth: OfBirth): Promise<string | undefined> {
  const day = new Date(birth.birthDate).toISOString().slice(0, 10);
  const [sibling] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM patient WHERE mother_id = ${birth.motherId}::uuid AND birth_order = ${birth.birthOrder}::int AND merged_into IS NULL
      AND id IS DISTINCT FROM ${id}::uuid AND birth_date BETWEEN ${day}::date - 100 AND ${day}::date + 100
    ORDER BY id LIMIT 1`;
  return sibling?.id;
}

/**
 * The sibling whose place among those who were born together a correction takes. Only who had a place beside the same mother has one to give for it.
 * @throws Problem validation, when nothing can be exchanged
 */
export async function siblingDisplaced(tx: Tx, held: PatientRow, columns: Columns): Promise<string | undefined> {
  const { motherId, birthOrder, birthDate } = { ...held, ...definedOf(columns) };
  const isSame = motherId === held.motherId && birthOrder === held.birthOrder;
  if (isSame || motherId === null || birthOrder === null || birthDate === null) return undefined;
  const sibling = await siblingOfOrder(tx, held.id, { motherId, birthOrder, birthDate });
  if (motherId !== held.motherId || held.birthOrder === null) requireFreeOrder(sibling);
  return sibling;
}

/** Two change places: the other is now as which this one was recorded before. */
export async function takePlace(
  tx: Tx,
  siblingId: string,
  { birthOrder }: Pick<PatientRow, 'birthOrder'>,
): Promise<void> {
  const { birthCount } = await tx.patient.findUniqueOrThrow({ where: { id: siblingId }, select: { birthCount: true } });
  // As many were born as the place says at least, whatever was said before the others were known.
  const isMore = birthCount !== null && birthOrder !== null && birthOrder > birthCount;
  await change(tx, siblingId, { birthOrder, ...(isMore && { birthCount: birthOrder }) }, []);
}
