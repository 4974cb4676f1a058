import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { postgresError } from '../../platform/database/postgres-error.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { runWithin } from '../../platform/database/writing-statement.js';
import { may } from '../../platform/routes/policy.js';
import { Problem } from '../../kernel/problem.js';
import { requireVersion } from '../../kernel/stale-version.js';
import { requestContext, tellAlso } from '../../kernel/request-context.js';
import { NOBODY, withNames } from '../../kernel/scope.js';
import { requireMayChange, requireNotLowered } from './confidentiality.service.js';
import {
  alikeToManyWithin,
  findManyWithin,
  registerManyWithin,
  tryManyWithin,
  type OnRecord,
  type RegisteredAmongMany,
} from './bulk-registration.js';
import type { Born } from './born.rules.js';
import type { CreatePatientDto, IdentifierDto, RetireIdentifierDto, UpdatePatientDto } from './dto/patient.dto.js';
import type { RegisteredPatientResponse } from './dto/registered-patient.response.js';
import type { CorrectedPatientResponse, PatientResponse } from './dto/patient.response.js';
import { IN_USE, takenAmong, withHolders } from './patient-identifiers.js';
import { columnsOf } from './patient-input.js';
import { toPatientResponse, type PatientRow } from './patient.mapper.js';
import { patientProblems } from './patients.errors.js';
import { requireFreeOrder } from './newborn.rules.js';
import {
  followBirths,
  requireConfirmed,
  siblingOfOrder,
  takenThough,
  takePlace,
  type ToldOfField,
} from './person-doubts.js';
import { PersonFollowers } from './person-followers.service.js';
import { named, PatientNaming } from './patient-naming.js';
import { addedTo, change, countVersion, deathOf, one, WITH_IDENTIFIERS } from './patient-writing.js';
import { requireNaming, requireSoundPerson } from './birth-input.js';
import { doubtsOf, followFamily, judgedCorrection } from './patient-correction.js';
import type { PatientWarning } from './warning.words.js';
import { answerOf, registrationOf, type ImportedPatient, type RegisteredRow } from './registration.js';

export type { ImportedPatient } from './registration.js';

/** Registers patients and keeps what identifies them right. */
@Injectable()
export class PatientsService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PersonFollowers,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Registers a patient under the hospital's next MRN. @throws Problem validation, identifierTaken, confidentialityReserved */
  async register(input: CreatePatientDto): Promise<RegisteredPatientResponse> {
    if (input.confidentiality) requireMayChange('N', input.confidentiality);
    requireNaming(input);
    if (input.newborn?.motherId) return this.registerChild(input);
    // Without a pause: requests of one moment go together.
    const { statement, identifiers } = registrationOf(this.settings.hospitalCode, named(input));
    try {
      const row = await this.unitOfWork.statement<RegisteredRow>(statement);
      if (row) return answerOf(row);
    } catch (error) {
      // Somebody was given one of them at this very moment.
      if (postgresError(error)?.constraint !== IN_USE) throw error;
    }
    throw await this.whose(await takenAmong((text, values) => this.database.query(text, values), identifiers));
  }

  /** A mother's children are registered one after another, so that of two who are said to be the first one is asked about. */
  private async registerChild(input: CreatePatientDto): Promise<RegisteredPatientResponse> {
    const registered = this.unitOfWork.write(async (tx) => {
      await followBirths(tx, input.newborn!.motherId!);
      const child = await new PatientNaming(tx).ofMother(input);
      const { motherId, birthOrder } = child.newborn ?? {};
      if (motherId && birthOrder !== undefined) {
        // Whoever was merged is her survivor.
        await followBirths(tx, motherId);
        const { birthDate } = columnsOf(child);
        const sibling = birthDate ? await siblingOfOrder(tx, null, { motherId, birthOrder, birthDate }) : undefined;
        if (sibling) tellAlso(sibling);
        requireFreeOrder(sibling);
      }
      return this.registerWithin(tx, child);
    });
    return registered.catch(async (error: unknown) => {
      throw await this.whose(error);
    });
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

  /** {@link registerWithin} for many at once, all or none. @returns in their order */
  registerManyWithin(tx: Tx, inputs: readonly ImportedPatient[]): Promise<RegisteredAmongMany[]> {
    return registerManyWithin(tx, this.settings.hospitalCode, inputs);
  }

  /** Whether {@link registerManyWithin} could register them; nothing of it stays. @returns what is doubtful of each, in their order */
  tryManyWithin(tx: Tx, inputs: readonly ImportedPatient[]): Promise<(readonly PatientWarning[])[]> {
    return tryManyWithin(tx, inputs);
  }

  /** Who may be the same person as each of those who were registered at once. @returns MRNs of each, in their order */
  alikeToManyWithin(tx: Tx, mrns: readonly string[]): Promise<string[][]> {
    return alikeToManyWithin(tx, mrns);
  }

  /** @returns what is doubtful of somebody whom an import tells of, as a person at the desk is warned @throws Problem validation for who cannot be registered */
  requireSound(input: ImportedPatient): readonly PatientWarning[] {
    return registrationOf(this.settings.hospitalCode, input).warnings;
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
    const [found = []] = await findManyWithin(tx, [given], []);
    if (found.length === 0) return [];
    const ids = found.map(({ id }) => id);
    return (await tx.patient.findMany({ where: { id: { in: ids } }, include: WITH_IDENTIFIERS })).map(
      toPatientResponse,
    );
  }

  /**
   * Changes what is given inside a transaction that is already open, for imports, which are refused what a person at the chart is. An identifier
   * retired here does not come back because its sender tells it again.
   * @returns what a person would have been asked about what was taken
   * @throws Problem patientNotFound, identifierTaken, validation
   */
  async amendWithin(tx: Tx, id: string, given: Partial<ImportedPatient>): Promise<ToldOfField[]> {
    const input = await this.inFamily(tx, id, given);
    await this.holdWithin(tx, id);
    const held = await one(tx, id);
    const columns = { ...columnsOf(input), ...deathOf(input) };
    const { corrected, sibling, unfit } = await judgedCorrection(tx, this.people, { held, input, columns });
    requireFreeOrder(sibling);
    await change(tx, id, columns, addedTo(held.identifiers, input.identifiers));
    if (corrected) await this.people.changed(tx, id);
    return takenThough(unfit);
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
   * What hardly fits what is on record, and a place among twins that is another's, is asked about.
   * @throws Problem patientNotFound, validation, identifierTaken, confidentialityLowered, confidentialityReserved, confirmationOfPerson;
   *   StaleVersion when someone was faster
   */
  async update(id: string, version: number, given: UpdatePatientDto): Promise<CorrectedPatientResponse> {
    requireSoundPerson(given);
    // What her children are called follows her, and twins change places: of them no more than who they are.
    const context = requestContext();
    context.scope = withNames(context.scope ?? NOBODY);
    const written = this.unitOfWork.write(async (tx) => {
      const input = await this.inFamily(tx, id, given);
      const held = await this.holdVersion(tx, id, version);
      if (input.confidentiality) requireNotLowered(held.confidentiality, input.confidentiality);
      const columns = columnsOf(input);
      const judged = await judgedCorrection(tx, this.people, { held, input, columns });
      const { corrected, sibling } = judged;
      requireConfirmed(doubtsOf(judged), input.confirmed, sibling);
      const valid = held.identifiers.filter(({ retiredAt }) => retiredAt === null);
      if (sibling) await takePlace(tx, sibling, held);
      await change(tx, id, columns, addedTo(valid, input.identifiers));
      const notice = corrected ? await this.people.changed(tx, id) : null;
      return { ...toPatientResponse(await one(tx, id)), notice: mayReadCharts() ? notice : null };
    });
    return written.catch(async (error: unknown) => {
      throw await this.whose(error);
    });
  }

  /** A correction, with the mother as she is on record, after whoever else changes something of the family. @throws Problem validation */
  private async inFamily<Given extends Partial<UpdatePatientDto>>(tx: Tx, id: string, given: Given): Promise<Given> {
    await followFamily(tx, id, given);
    const input = await new PatientNaming(tx).withMother(id, given);
    if (input.newborn?.motherId) await followBirths(tx, input.newborn.motherId);
    return input;
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

/** What follows of a correction tells of what is charted. */
function mayReadCharts(): boolean {
  const { actor } = requestContext();
  return actor.kind === 'staff' && may(actor.role, 'chart.read');
}
