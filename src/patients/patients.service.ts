import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { nextNumber } from '../database/counters.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/prisma.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Problem } from '../http/problem.js';
import { requireVersion } from '../http/stale-version.js';
import type { CreatePatientDto, IdentifierDto, UpdatePatientDto } from './dto/patient.dto.js';
import type { PatientResponse } from './dto/patient.response.js';
import { checkIdentifier, IDENTIFIER_SYSTEMS } from './identifier.rules.js';
import { formatMrn } from './mrn.rules.js';
import { toPatientResponse } from './patient.mapper.js';
import { columnsOf, identifiersOf } from './patient-input.js';
import { patientProblems } from './patients.errors.js';

const WITH_IDENTIFIERS = { identifiers: { orderBy: { createdAt: 'asc' } } } as const;

/** A patient as another system tells it. */
export interface ImportedPatient extends CreatePatientDto {
  readonly deceasedAt?: Date;
}

/** Registers patients and keeps what identifies them right. */
@Injectable()
export class PatientsService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Registers a patient under the hospital's next MRN. @throws Problem validation, identifierTaken */
  register(input: CreatePatientDto): Promise<PatientResponse> {
    return this.unitOfWork.write((tx) => this.registerWithin(tx, input));
  }

  /** The same inside a transaction that is already open, for imports. */
  async registerWithin(tx: Tx, input: ImportedPatient): Promise<PatientResponse> {
    const identifiers = identifiersOf(input.identifiers);
    const columns = columnsOf(input);
    const mrn = formatMrn(this.settings.hospitalCode, await nextNumber(tx, `mrn-${this.settings.hospitalCode}`));
    const row = await tx.patient.create({
      data: { ...columns, mrn, deceasedAt: input.deceasedAt, identifiers: { create: identifiers } },
      include: WITH_IDENTIFIERS,
    });
    return toPatientResponse(row);
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

  /** As {@link holdWithin}, for what only the living can begin. @throws Problem patientNotFound, patientDeceased */
  async holdLivingWithin(tx: Tx, id: string): Promise<void> {
    await this.holdWithin(tx, id);
    const row = await tx.patient.findUnique({ where: { id }, select: { deceasedAt: true } });
    if (row?.deceasedAt) throw new Problem(patientProblems.patientDeceased);
  }

  /** Notes when a patient died, inside a transaction that is already open. */
  async recordDeathWithin(tx: Tx, id: string, deceasedAt: Date): Promise<void> {
    await tx.patient.update({ where: { id }, data: { deceasedAt }, select: { id: true } });
  }

  /** Who is on record under any of these identifiers, for imports; an MRN of ours is one. Their rows are held. */
  async findWithin(tx: Tx, given: readonly IdentifierDto[]): Promise<PatientResponse[]> {
    const named = given.map(({ system, value }) => checkIdentifier(system, value)).filter((checked) => checked.ok);
    const mrns = named.filter(({ system }) => system === IDENTIFIER_SYSTEMS.mrn).map(({ value }) => value);
    const others = named.map(({ system, value }) => ({ system, value }));
    const rows = await tx.patient.findMany({
      where: { OR: [{ mrn: { in: mrns } }, { identifiers: { some: { OR: others } } }] },
      include: WITH_IDENTIFIERS,
    });
    for (const { id } of rows) await this.holdWithin(tx, id);
    return rows.map(toPatientResponse);
  }

  /** Changes what is given inside a transaction that is already open, for imports. @throws Problem patientNotFound */
  async amendWithin(tx: Tx, id: string, input: Partial<ImportedPatient>): Promise<void> {
    await this.holdWithin(tx, id);
    const before = await tx.patient.findUniqueOrThrow({ where: { id }, include: WITH_IDENTIFIERS });
    const added = addedTo(before.identifiers, input.identifiers);
    const columns = { ...columnsOf(input), deceasedAt: input.deceasedAt };
    const says = Object.values(columns).some((value) => value !== undefined);
    if (says) await tx.patient.update({ where: { id }, data: columns });
    const identifiers = added.map((identifier) => ({ ...identifier, patientId: id }));
    if (identifiers.length > 0) await tx.patientIdentifier.createMany({ data: identifiers });
  }

  /** @throws Problem patientNotFound */
  async requireKnown(id: string): Promise<void> {
    const known = await this.database.query({ name: 'patients.known', text: 'SELECT FROM patient WHERE id = $1' }, [
      id,
    ]);
    if (known.length === 0) throw new Problem(patientProblems.patientNotFound);
  }

  /** @throws Problem patientNotFound */
  async get(id: string): Promise<PatientResponse> {
    const row = await this.database.prisma.patient.findUnique({ where: { id }, include: WITH_IDENTIFIERS });
    if (!row) throw new Problem(patientProblems.patientNotFound);
    return toPatientResponse(row);
  }

  /** @throws Problem patientNotFound, identifierTaken; StaleVersion when someone was faster */
  update(id: string, version: number, input: UpdatePatientDto): Promise<PatientResponse> {
    return this.unitOfWork.write(async (tx) => {
      const before = await tx.patient.findUnique({ where: { id }, include: WITH_IDENTIFIERS });
      if (!before) throw new Problem(patientProblems.patientNotFound);
      requireVersion('patient', before, version);
      const added = addedTo(before.identifiers, input.identifiers);
      const row = await tx.patient.update({
        where: { id, version },
        data: { ...columnsOf(input), identifiers: { create: added } },
        include: WITH_IDENTIFIERS,
      });
      return toPatientResponse(row);
    });
  }
}

/** The identifiers given that are not on record yet. */
function addedTo(before: readonly IdentifierDto[], given: readonly IdentifierDto[] | undefined): IdentifierDto[] {
  const known = new Set(before.map(({ system, value }) => `${system}|${value}`));
  return identifiersOf(given).filter(({ system, value }) => !known.has(`${system}|${value}`));
}
