import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { WardsService } from '../../hospital/wards/wards.service.js';
import { PatientsService } from '../patients/patients.service.js';
import { DischargeService } from './discharge.service.js';
import type { ReopenDto } from './dto/discharge.dto.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import { encounterProblems } from './encounters.errors.js';
import { EncounterChanges, type HeldEncounter } from './encounter-changes.service.js';

const NOT_DISCHARGED = {
  status: 'in-progress',
  endedAt: null,
  dischargeDisposition: null,
  dischargeNote: null,
  dischargedBy: null,
  destination: null,
  destinationCode: null,
  passedOver: Prisma.DbNull,
};

/** Takes a discharge back: the wrong patient, the wrong disposition. What it said stays on the trail. */
@Injectable()
export class ReopenService {
  constructor(
    private readonly changes: EncounterChanges,
    private readonly patients: PatientsService,
    private readonly discharges: DischargeService,
    private readonly wards: WardsService,
  ) {}

  /**
   * The encounter goes on as if it had not ended; without a bed when somebody lies in theirs, or it is out of service.
   * @throws Problem encounterNotFound, encounterNotFinished, reopenTooLate, encounterElsewhere, stayOfAnotherWard, patientAdmitted,
   *   patientDeceased when another death is on record; StaleVersion
   */
  reopen(id: string, version: number, { reason }: ReopenDto): Promise<EncounterResponse> {
    requestContext().reason = reason.normalize();
    return this.changes.change(id, version, 'reopen', async (tx, encounter) => {
      await this.discharges.requireMayUndo(tx, encounter);
      await this.requireAlive(tx, encounter);
      await tx.encounter.update({ where: { id }, data: NOT_DISCHARGED, select: { id: true } });
      await this.wards.returnToBedWithin(tx, await giveBackPlace(tx, id));
    });
  }

  /** Another death than the one told by this discharge stands, and so does another admission. */
  private async requireAlive(tx: Tx, encounter: HeldEncounter): Promise<void> {
    const { id, patientId } = encounter;
    await this.patients.holdWithin(tx, patientId);
    if (encounter.dischargeDisposition === 'exp') await this.discharges.takeDeathBack(tx, encounter);
    await this.patients.holdLivingWithin(tx, patientId);
    const lying = {
      patientId,
      id: { not: id },
      status: 'in-progress',
      wardId: { not: null },
      class: { not: 'outpatient' },
    };
    const isIn = await tx.encounter.findFirst({ where: lying, select: { id: true } });
    if (isIn) throw new Problem(encounterProblems.patientAdmitted);
  }
}

/** The last place goes on; where the bed is not free, a stay in its ward without a bed follows. @returns the bed, if it goes on */
async function giveBackPlace(tx: Tx, encounterId: string): Promise<string | null> {
  const stays = await tx.stay.findMany({ where: { encounterId }, orderBy: [{ startedAt: 'desc' }, { id: 'desc' }] });
  // A transfer that was taken back left a place that took no time.
  const last = stays.find(({ startedAt, endedAt }) => endedAt?.getTime() !== startedAt.getTime()) ?? stays[0];
  if (!last) return null;
  const { id, patientId, wardId, bedId, endedAt } = last;
  const isFree = bedId === null || (await isBedFree(tx, bedId, id, endedAt!));
  if (isFree) {
    await tx.stay.update({ where: { id }, data: { endedAt: null }, select: { id: true } });
    return bedId;
  }
  await tx.stay.create({ data: { encounterId, patientId, wardId, startedAt: endedAt! }, select: { id: true } });
  return null;
}

async function isBedFree(tx: Tx, bedId: string, stayId: string, since: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ free: boolean }[]>`
    SELECT active AND NOT EXISTS (SELECT FROM place_taken t WHERE t.bed_id = bed.id)
        AND NOT EXISTS (SELECT FROM stay s WHERE s.bed_id = bed.id AND s.id <> ${stayId}::uuid
          AND tstzrange(s.started_at, s.ended_at) && tstzrange(${since}::timestamptz, NULL)) AS free
      FROM bed WHERE id = ${bedId}::uuid`;
  return row?.free ?? false;
}
