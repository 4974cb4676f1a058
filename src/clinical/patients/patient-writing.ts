import { hospitalClock, hospitalDate } from '../../kernel/hospital-time.js';
import { invalidField } from '../../kernel/problem.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { isBeforeBirth } from './born.rules.js';
import type { IdentifierDto } from './dto/patient.dto.js';
import { addIdentifiers } from './patient-identifiers.js';
import { identifiersOf, keyOf, type GivenIdentifier } from './patient-input.js';
import type { PatientRow } from './patient.mapper.js';
import { patientWords } from './patients.words.js';
import type { ImportedPatient } from './registration.js';
import { workingNames } from './working-names.js';

export const WITH_IDENTIFIERS = { identifiers: { orderBy: { id: 'asc' } } } as const;

/** What an import says of the death: a moment, that there was one, or that there was none after all. */
export function deathOf({ deceased, deceasedAt }: Partial<ImportedPatient>): Prisma.PatientUncheckedUpdateInput {
  if (deceasedAt) return { deceasedAt, deceasedUndated: false };
  if (deceased === undefined) return {};
  return deceased
    ? { deceasedUndated: true }
    : { deceasedAt: null, deceasedUndated: false, deathCause: null, deathPlace: null };
}

/** A birth date, or the moment of birth, does not pass what is charted. @throws Problem validation */
export async function requireBornBeforeCharting(
  tx: Tx,
  id: string,
  { birthDate, bornAt, birthDateEstimated }: Prisma.PatientUncheckedUpdateInput,
): Promise<void> {
  if (!birthDate || birthDateEstimated === true) return;
  const born = { birthDate: birthDate as Date, bornAt: bornAt as Date | null | undefined };
  const [row] = await tx.$queryRaw<{ first: Date | null }[]>`SELECT first_charted(${id}::uuid) AS first`;
  if (!row?.first || !isBeforeBirth(born, row.first)) return;
  throw invalidField(bornAt ? '/newborn/bornAt' : '/birthDate', 'after-charting', patientWords.bornAfterCharting);
}

/**
 * Nor the death that is on record, or comes with it; and no death that an import tells the birth that is on record. Of an import's year or month of
 * death the first moment is kept.
 * @throws Problem validation
 */
export function requireBornBeforeDeath(held: PatientRow, columns: Prisma.PatientUncheckedUpdateInput): void {
  const { birthDate, deceasedAt } = columns;
  if (!birthDate && !deceasedAt) return;
  const defined = Object.entries(columns).filter(([, value]) => value !== undefined);
  const becomes = { ...held, ...(Object.fromEntries(defined) as Partial<PatientRow>) };
  if (!becomes.deceasedAt || !becomes.birthDate || becomes.birthDateEstimated) return;
  const died = new Date(becomes.deceasedAt);
  const day = hospitalClock(died) === '00:00' ? hospitalDate(died).replace(/(-01){1,2}$/, '') : hospitalDate(died);
  if (new Date(becomes.birthDate).toISOString().slice(0, day.length) <= day) return;
  if (!birthDate) throw invalidField('/deceasedAt', 'before-birth', patientWords.beforeBirth);
  throw invalidField(columns.bornAt ? '/newborn/bornAt' : '/birthDate', 'after-death', patientWords.bornAfterDeath);
}

/** As it is now; who retired an identifier is looked up where one was, which is rare. */
export async function one(tx: Tx, id: string): Promise<PatientRow> {
  const row = await tx.patient.findUniqueOrThrow({ where: { id }, include: WITH_IDENTIFIERS });
  const retirers = row.identifiers.flatMap(({ retiredBy }) => retiredBy ?? []);
  if (retirers.length === 0) return row;
  const people = await tx.staffMember.findMany({
    where: { id: { in: retirers } },
    select: { id: true, fullName: true },
  });
  const names = new Map(people.map((person) => [person.id, person.fullName]));
  return {
    ...row,
    identifiers: row.identifiers.map((each) => ({ ...each, retirerName: names.get(each.retiredBy ?? '') })),
  };
}

/** Writes what is new of a held patient, as one new version; nothing when nothing is. Who has no name of their own is called by what is now so. */
export async function change(
  tx: Tx,
  id: string,
  columns: Prisma.PatientUncheckedUpdateInput,
  added: readonly GivenIdentifier[],
): Promise<void> {
  await addIdentifiers(tx, id, added);
  const says = Object.values(columns).some((value) => value !== undefined);
  const called = await workingNames(tx, id, columns);
  if (says) await tx.patient.update({ where: { id }, data: columns, select: { id: true } });
  else if (added.length > 0) await countVersion(tx, id);
  await called.follow();
}

/** Identifiers are part of what a patient's ETag stands for. */
export async function countVersion(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE patient SET updated_at = now() WHERE id = ${id}::uuid`;
}

/** The identifiers given that are not on record yet. */
export function addedTo(
  before: readonly IdentifierDto[],
  given: readonly IdentifierDto[] | undefined,
): GivenIdentifier[] {
  const known = new Set(before.map(keyOf));
  return identifiersOf(given).filter((identifier) => !known.has(keyOf(identifier)));
}
