import { Injectable } from '@nestjs/common';
import { onTheWard } from '../../../kernel/hospital-time.js';
import { lastHappenedSql } from '../../../kernel/patient-record.js';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { requireVersion } from '../../../kernel/stale-version.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { requireNotBeforeBirth } from '../born.rules.js';
import type { PatientResponse } from '../dto/patient.response.js';
import { toPatientResponse, type PatientRow } from '../patient.mapper.js';
import { patientProblems } from '../patients.errors.js';
import { patientWords } from '../patients.words.js';
import { PatientsService } from '../patients.service.js';
import type { DeathDto } from './dto/death.dto.js';

const ALIVE = { deceasedAt: null, deceasedUndated: false, deathCause: null, deathPlace: null };

/** Records a death, with its cause and place, and takes back one that was recorded by mistake. */
@Injectable()
export class DeathService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
  ) {}

  /**
   * Records a death, or says more of one that is recorded: what is given replaces what was told before.
   * @throws Problem patientNotFound; validation when it is before the birth, or before what is charted in an open encounter; StaleVersion
   */
  record(id: string, version: number, { at, cause, place }: DeathDto): Promise<PatientResponse> {
    return this.unitOfWork.write(async (tx) => {
      const before = await this.held(tx, id, version);
      if (at) {
        requireNotBeforeBirth(before, new Date(at), '/at');
        requireAfterCharting(new Date(at), await lastCharted(tx, id));
      }
      const deceasedAt = at ? new Date(at) : before.deceasedAt;
      const data = { deceasedAt, deceasedUndated: deceasedAt === null, deathCause: cause, deathPlace: place };
      await tx.patient.update({ where: { id }, data, select: { id: true } });
      return this.patients.getWithin(tx, id);
    });
  }

  /**
   * The patient is alive as before, inside a transaction, in the version that the caller has read.
   * @throws Problem patientNotFound, patientAlive; StaleVersion
   */
  async revokeWithin(tx: Tx, id: string, version: number): Promise<void> {
    const before = await this.held(tx, id, version);
    if (!toPatientResponse(before).deceased) throw new Problem(patientProblems.patientAlive);
    await this.takeBackWithin(tx, id);
  }

  /** The patient is alive as before, inside a transaction that holds the patient. */
  async takeBackWithin(tx: Tx, id: string): Promise<void> {
    await tx.patient.update({ where: { id }, data: ALIVE, select: { id: true } });
  }

  private async held(tx: Tx, id: string, version: number): Promise<PatientRow> {
    await this.patients.holdWithin(tx, id);
    const row = await tx.patient.findUniqueOrThrow({ where: { id }, include: { identifiers: true } });
    requireVersion('patient', row, version);
    return row;
  }
}

/** The last moment at which the patient was alive, as far as what was done at the bedside tells, in encounters that are open. */
async function lastCharted(tx: Tx, patientId: string): Promise<Date | null> {
  const open = `IN (SELECT id FROM encounter WHERE patient_id = $1::uuid AND status = 'in-progress')`;
  return firstRow(await tx.$queryRawUnsafe<{ at: Date | null }[]>(lastHappenedSql(open, true), patientId)).at;
}

/** Nobody dies before what was done with them. @throws Problem validation naming the last moment charted */
function requireAfterCharting(at: Date, charted: Date | null): void {
  if (charted === null || at >= charted) return;
  throw invalidField('/at', 'before-charted', patientWords.deathBeforeCharted, { charted: onTheWard(charted) });
}
