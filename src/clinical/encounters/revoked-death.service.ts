import { Injectable } from '@nestjs/common';
import { invalidField } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeathService } from '../patients/death/death.service.js';
import { PatientsService } from '../patients/patients.service.js';
import { DischargeService } from './discharge.service.js';
import type { LeavingDto } from './dto/discharge.dto.js';
import type {
  DischargedDeadResponse,
  PutRightResponse,
  RevokeDeathDto,
  RevokedDeathResponse,
  StillDeadResponse,
} from './dto/revoked-death.dto.js';
import { EncounterChanges, type HeldEncounter } from './encounter-changes.service.js';
import { requireDetailsAt } from './encounters.errors.js';
import { encounterWords, STILL_DEAD_WORDS, type StillDead } from './encounters.words.js';
import { isAdmittedWithin, ReopenService } from './reopen.service.js';

/** At most so many stays say that somebody died. */
const MOST_STAYS = 20;

/** Takes back a death that was recorded by mistake, and what stays say of it, as one act: everything is as it was before. */
@Injectable()
export class RevokedDeathService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly death: DeathService,
    private readonly changes: EncounterChanges,
    private readonly discharges: DischargeService,
    private readonly reopening: ReopenService,
  ) {}

  /**
   * @throws Problem patientNotFound, patientAlive, reopenTooLate, stayOfAnotherWard, validation; StaleVersion
   */
  revoke(id: string, version: number, { reason, left }: RevokeDeathDto): Promise<RevokedDeathResponse> {
    if (left?.disposition === 'exp') throw invalidField('/left/disposition', 'alive', encounterWords.aliveLeftSo);
    if (left) requireDetailsAt('/left', left);
    requestContext().reason = reason.normalize();
    return this.unitOfWork.write(async (tx) => {
      // Stays are held before their patient, as by whoever charts.
      const ended = await endedDead(tx, id);
      const held: HeldEncounter[] = [];
      for (const one of ended) held.push(await this.changes.holdWithin(tx, one.id, 'correct-discharge'));
      await this.death.revokeWithin(tx, id, version);
      const putRight: PutRightResponse[] = [];
      const dischargedDead: StillDeadResponse[] = [];
      // The latest first: of several, one alone can go on.
      for (const [place, encounter] of held.entries()) {
        const { visitNumber, endedAt } = ended[place]!;
        const one = { id: encounter.id, visitNumber, endedAt: endedAt?.toISOString() ?? null };
        const because = left ? whyNotCorrected(encounter) : await whyNotReopened(tx, encounter);
        if (because) dischargedDead.push(stillDead(one, because));
        else putRight.push(await this.putRight(tx, encounter, one, left));
      }
      return { ...(await this.patients.getWithin(tx, id)), putRight, dischargedDead };
    });
  }

  private async putRight(
    tx: Tx,
    encounter: HeldEncounter,
    one: DischargedDeadResponse,
    left: LeavingDto | undefined,
  ): Promise<PutRightResponse> {
    if (!left) return { ...one, reopened: true, bedNotReturned: await this.reopening.reopenWithin(tx, encounter) };
    await this.discharges.requireMayUndo(tx, encounter);
    await this.discharges.correctWithin(tx, encounter, left);
    return { ...one, reopened: false, bedNotReturned: null };
  }
}

const whyNotCorrected = ({ closedAt, wardId }: HeldEncounter): StillDead | undefined =>
  closedAt ? 'closed' : wardId === null ? 'elsewhere' : undefined;

const whyNotReopened = async (tx: Tx, encounter: HeldEncounter): Promise<StillDead | undefined> =>
  whyNotCorrected(encounter) ??
  ((await isAdmittedWithin(tx, encounter.patientId, encounter.id)) ? 'admitted' : undefined);

const stillDead = (one: DischargedDeadResponse, because: StillDead): StillDeadResponse => ({
  ...one,
  because,
  text: STILL_DEAD_WORDS[because][requestContext().language],
});

const endedDead = (tx: Tx, patientId: string) =>
  tx.$queryRaw<{ id: string; visitNumber: string | null; endedAt: Date | null }[]>`
    SELECT id, visit_number AS "visitNumber", ended_at AS "endedAt" FROM encounter
     WHERE patient_id = ${patientId}::uuid AND discharge_disposition = 'exp' AND status = 'finished'
     ORDER BY ended_at DESC NULLS LAST, id DESC LIMIT ${MOST_STAYS}`;
