import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { postgresError } from '../../platform/database/postgres-error.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { runWithin } from '../../platform/database/writing-statement.js';
import { may } from '../../platform/routes/policy.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { requireVersion } from '../../kernel/stale-version.js';
import { requestContext } from '../../kernel/request-context.js';
import { requireMayChange, requireNotLowered } from './confidentiality.service.js';
import { alikeToManyWithin, findManyWithin, registerManyWithin, type OnRecord } from './bulk-registration.js';
import { isBeforeBirth, type Born } from './born.rules.js';
import type { CreatePatientDto, IdentifierDto, RetireIdentifierDto, UpdatePatientDto } from './dto/patient.dto.js';
import type { RegisteredPatientResponse } from './dto/registered-patient.response.js';
import type { PatientResponse } from './dto/patient.response.js';
import { checkIdentifier, IDENTIFIER_SYSTEMS } from './identifier.rules.js';
import { addIdentifiers, IN_USE, takenAmong, withHolders } from './patient-identifiers.js';
import { columnsOf, identifiersOf, keyOf, type GivenIdentifier } from './patient-input.js';
import { toPatientResponse, type PatientRow } from './patient.mapper.js';
import { patientProblems } from './patients.errors.js';
import { PatientNaming } from './patient-naming.js';
import { requireDayOfBirth, requireNaming, requireSoundPerson } from './birth-input.js';
import { answerOf, registrationOf, type ImportedPatient, type RegisteredRow } from './registration.js';
import { patientWords } from './patients.words.js';

export type { ImportedPatient } from './registration.js';

const WITH_IDENTIFIERS = { identifiers: { orderBy: { id: 'asc' } } } as const;

/** Registers patients and keeps what identifies them right. */
@Injectable()
export class PatientsService {
  private readonly naming: PatientNaming;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {
    this.naming = new PatientNaming(database);
  }

  /** Registers a patient under the hospital's next MRN. @throws Problem validation, identifierTaken, confidentialityReserved */
  async register(input: CreatePatientDto): Promise<RegisteredPatientResponse> {
    if (input.confidentiality) requireMayChange('N', input.confidentiality);
    requireNaming(input);
    // Without a pause where there is none: requests of one moment go together.
    const named = input.newborn?.motherId ? await this.naming.ofMother(input) : this.naming.named(input);
    const { statement, identifiers } = registrationOf(this.settings.hospitalCode, named);
    try {
      const row = await this.unitOfWork.statement<RegisteredRow>(statement);
      if (row) return answerOf(row);
    } catch (error) {
      // Somebody was given one of them at this very moment.
      if (postgresError(error)?.constraint !== IN_USE) throw error;
    }
    throw await this.whose(await takenAmong((text, values) => this.database.query(text, values), identifiers));
  }

  /** The same inside a transaction that is already open, for imports. */
  async registerWithin(tx: Tx, input: ImportedPatient): Promise<RegisteredPatientResponse> {
    const { statement, identifiers } = registrationOf(this.settings.hospitalCode, input);
    const row = await runWithin<RegisteredRow>(tx, statement);
    if (row) return answerOf(row);
    throw await takenAmong(({ text }, values) => tx.$queryRawUnsafe(text, ...values), identifiers);
  }

  /** {@link findWithin} for many lines of an import at once, whose rows are held only where it is said whom each is about. */
  findManyWithin(tx: Tx, lines: readonly (readonly IdentifierDto[])[], ids?: readonly string[]): Promise<OnRecord[][]> {
    return findManyWithin(tx, lines, ids);
  }

  /** {@link registerWithin} for many at once, all or none. @returns their ids and MRNs, in their order */
  registerManyWithin(
    tx: Tx,
    inputs: readonly ImportedPatient[],
  ): Promise<{ readonly id: string; readonly mrn: string }[]> {
    const { hospitalCode } = this.settings;
    const registrations = inputs.map((input) => registrationOf(hospitalCode, input));
    return registerManyWithin(tx, hospitalCode, registrations);
  }

  /** Who may be the same person as each of those who were registered at once. @returns MRNs of each, in their order */
  alikeToManyWithin(tx: Tx, mrns: readonly string[]): Promise<string[][]> {
    return alikeToManyWithin(tx, mrns);
  }

  /** @throws Problem validation for who cannot be registered */
  requireSound(input: ImportedPatient): void {
    registrationOf(this.settings.hospitalCode, input);
  }

  /**
   * Makes sure the patient exists and lets one transaction at a time decide about what must be true of the whole
   * patient (no second active allergy of a kind). Charting, which only refers to the patient, does not wait.
   * @throws Problem patientNotFound
   */
  async holdWithin(tx: Tx, id: string): Promise<void> {
    const held = await tx.$queryRaw<object[]>`SELECT FROM patient WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
    if (held.length === 0) throw new Problem(patientProblems.patientNotFound);
  }

  /** As {@link holdWithin}, for what only the living can begin. @returns when they were born. @throws Problem patientNotFound, patientDeceased */
  async holdLivingWithin(tx: Tx, id: string): Promise<Born> {
    await this.holdWithin(tx, id);
    const select = { deceasedAt: true, deceasedUndated: true, birthDate: true, bornAt: true } as const;
    const row = await tx.patient.findUniqueOrThrow({ where: { id }, select });
    if (row.deceasedAt ?? row.deceasedUndated) throw new Problem(patientProblems.patientDeceased);
    return row;
  }

  /** When these patients were born, as far as it is known and not judged by looks. */
  async bornWithin(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Born>> {
    const rows = await tx.$queryRaw<({ id: string } & Born)[]>`
      SELECT id, CASE WHEN NOT birth_date_estimated THEN birth_date::text END AS "birthDate" FROM patient WHERE id = ANY (${ids}::uuid[])`;
    return new Map(rows.map((row) => [row.id, row]));
  }

  /**
   * Notes when a patient died, inside a transaction that is already open. A death that is on record stands, and is only said more of.
   * @returns whether it was not on record before
   */
  async recordDeathWithin(
    tx: Tx,
    id: string,
    deceasedAt: Date,
    told: { deathCause?: string; deathPlace?: string } = {},
  ): Promise<boolean> {
    const { deathCause, deathPlace } = told;
    await this.holdWithin(tx, id);
    const select = { deceasedAt: true, deceasedUndated: true } as const;
    const before = await tx.patient.findUniqueOrThrow({ where: { id }, select });
    const isNew = before.deceasedAt === null && !before.deceasedUndated;
    const data = { ...(isNew && { deceasedAt, deceasedUndated: false }), deathCause, deathPlace };
    await tx.patient.update({ where: { id }, data, select: { id: true } });
    return isNew;
  }

  /** Who is on record under any of these identifiers, for imports; an MRN is one, a retired one is not. Their rows are held. */
  async findWithin(tx: Tx, given: readonly IdentifierDto[]): Promise<PatientResponse[]> {
    const named = given.map(({ system, value }) => checkIdentifier(system, value)).filter((checked) => checked.ok);
    const mrns = named.filter(({ system }) => system === IDENTIFIER_SYSTEMS.mrn).map(({ value }) => value);
    const others = named.map(({ system, value }) => ({ system, value }));
    const rows = await tx.patient.findMany({
      where: { OR: [{ mrn: { in: mrns } }, { identifiers: { some: { retiredAt: null, OR: others } } }] },
      include: WITH_IDENTIFIERS,
    });
    for (const { id } of rows) await this.holdWithin(tx, id);
    return rows.map(toPatientResponse);
  }

  /**
   * Changes what is given inside a transaction that is already open, for imports. An identifier retired here does not
   * come back because its sender tells it again.
   * @throws Problem patientNotFound, identifierTaken
   */
  async amendWithin(tx: Tx, id: string, input: Partial<ImportedPatient>): Promise<void> {
    await this.holdWithin(tx, id);
    const { identifiers } = await one(tx, id);
    await requireBornBeforeCharting(tx, id, columnsOf(input));
    await change(tx, id, { ...columnsOf(input), ...deathOf(input) }, addedTo(identifiers, input.identifiers));
  }

  /** @throws Problem patientNotFound */
  async requireKnown(id: string): Promise<void> {
    const known = await this.database.query({ name: 'patients.known', text: 'SELECT FROM patient WHERE id = $1' }, [
      id,
    ]);
    if (known.length === 0) throw new Problem(patientProblems.patientNotFound);
  }

  /** One patient inside a transaction that is already open, for imports. */
  async getWithin(tx: Tx, id: string): Promise<PatientResponse> {
    return toPatientResponse(await one(tx, id));
  }

  /**
   * @throws Problem patientNotFound, identifierTaken, confidentialityLowered, confidentialityReserved; StaleVersion when someone
   *   was faster
   */
  async update(id: string, version: number, given: UpdatePatientDto): Promise<PatientResponse> {
    requireSoundPerson(given);
    const input = await this.naming.withMother(id, given);
    const written = this.unitOfWork.write(async (tx) => {
      const held = await this.holdVersion(tx, id, version);
      if (input.confidentiality) requireNotLowered(held.confidentiality, input.confidentiality);
      requireDayOfBirth(held, input);
      await requireBornBeforeCharting(tx, id, columnsOf(input));
      const valid = held.identifiers.filter(({ retiredAt }) => retiredAt === null);
      await change(tx, id, columnsOf(input), addedTo(valid, input.identifiers));
      return toPatientResponse(await one(tx, id));
    });
    return written.catch(async (error: unknown) => {
      throw await this.whose(error);
    });
  }

  /** The error; of a number that is taken, with whose it is when the person who asks may search for names. */
  private whose(error: unknown): Promise<unknown> {
    const { actor } = requestContext();
    const isTold = actor.kind === 'staff' && may(actor.role, 'patient.search');
    return isTold ? withHolders(this.database, error) : Promise.resolve(error);
  }

  /**
   * Takes an identifier back that is not the patient's: it stays readable and frees its number. The MRN stays.
   * @throws Problem patientNotFound, identifierNotFound, identifierRetired; StaleVersion when someone was faster
   */
  retireIdentifier(
    id: string,
    identifierId: string,
    version: number,
    { reason }: RetireIdentifierDto,
  ): Promise<PatientResponse> {
    return this.unitOfWork.write(async (tx) => {
      const { identifiers } = await this.holdVersion(tx, id, version);
      const identifier = identifiers.find((held) => held.id === identifierId);
      if (!identifier) throw new Problem(patientProblems.identifierNotFound);
      if (identifier.retiredAt) throw new Problem(patientProblems.identifierRetired);
      const data = { retiredAt: new Date(), retiredBy: requestContext().actor.id, retiredReason: reason };
      await tx.patientIdentifier.update({ where: { id: identifierId }, data, select: { id: true } });
      await countVersion(tx, id);
      return toPatientResponse(await one(tx, id));
    });
  }

  /** The patient, held until the transaction ends, in the version the caller read. */
  private async holdVersion(tx: Tx, id: string, version: number): Promise<PatientRow> {
    await this.holdWithin(tx, id);
    const row = await one(tx, id);
    requireVersion('patient', row, version);
    return row;
  }
}

/** What an import says of the death: a moment, that there was one, or that there was none after all. */
function deathOf({ deceased, deceasedAt }: Partial<ImportedPatient>): Prisma.PatientUncheckedUpdateInput {
  if (deceasedAt) return { deceasedAt, deceasedUndated: false };
  if (deceased === undefined) return {};
  return deceased
    ? { deceasedUndated: true }
    : { deceasedAt: null, deceasedUndated: false, deathCause: null, deathPlace: null };
}

/** A birth date, or the moment of birth, does not pass what is charted. @throws Problem validation */
async function requireBornBeforeCharting(
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

/** As it is now; who retired an identifier is looked up where one was, which is rare. */
async function one(tx: Tx, id: string): Promise<PatientRow> {
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

/** Writes what is new of a held patient, as one new version; nothing when nothing is. */
async function change(
  tx: Tx,
  id: string,
  columns: Prisma.PatientUncheckedUpdateInput,
  added: readonly GivenIdentifier[],
): Promise<void> {
  await addIdentifiers(tx, id, added);
  const says = Object.values(columns).some((value) => value !== undefined);
  if (says) await tx.patient.update({ where: { id }, data: columns, select: { id: true } });
  else if (added.length > 0) await countVersion(tx, id);
}

/** Identifiers are part of what a patient's ETag stands for. */
async function countVersion(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE patient SET updated_at = now() WHERE id = ${id}::uuid`;
}

/** The identifiers given that are not on record yet. */
function addedTo(before: readonly IdentifierDto[], given: readonly IdentifierDto[] | undefined): GivenIdentifier[] {
  const known = new Set(before.map(keyOf));
  return identifiersOf(given).filter((identifier) => !known.has(keyOf(identifier)));
}
