import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { fill } from '../../kernel/language.js';
import { requestContext } from '../../kernel/request-context.js';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { WardsService } from '../../hospital/wards/wards.service.js';
import { PatientsService } from '../patients/patients.service.js';
import { DischargeService } from './discharge.service.js';
import type { ReopenDto } from './dto/discharge.dto.js';
import type { BedNotReturnedResponse, ReopenedResponse } from './dto/encounter.response.js';
import { encounterProblems } from './encounters.errors.js';
import { BED_NOT_RETURNED_WORDS, type BedNotReturned } from './encounters.words.js';
import { EncounterChanges, type HeldEncounter } from './encounter-changes.service.js';

const NOT_DISCHARGED = {
  status: 'in-progress',
  endedAt: null,
  dischargeDisposition: null,
  toldDeath: null,
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
  async reopen(id: string, version: number, { reason }: ReopenDto): Promise<ReopenedResponse> {
    requestContext().reason = reason.normalize();
    let bedNotReturned: BedNotReturnedResponse | null = null;
    const reopened = await this.changes.change(id, version, 'reopen', async (tx, encounter) => {
      bedNotReturned = await this.reopenWithin(tx, encounter);
    });
    return { ...reopened, bedNotReturned };
  }

  /**
   * The same inside a change of the encounter. @returns the bed that is not given back
   * @throws Problem reopenTooLate, encounterElsewhere, stayOfAnotherWard, patientAdmitted, patientDeceased
   */
  async reopenWithin(tx: Tx, encounter: HeldEncounter): Promise<BedNotReturnedResponse | null> {
    const { id } = encounter;
    await this.discharges.requireMayUndo(tx, encounter);
    await this.requireAlive(tx, encounter);
    await tx.encounter.update({ where: { id }, data: NOT_DISCHARGED, select: { id: true } });
    const { bedId, bedNotReturned } = await giveBackPlace(tx, id);
    await this.wards.returnToBedWithin(tx, bedId);
    return bedNotReturned;
  }

  /** Another death than the one told by this discharge stands, and so does another admission. */
  private async requireAlive(tx: Tx, encounter: HeldEncounter): Promise<void> {
    const { id, patientId, dischargeDisposition, toldDeath } = encounter;
    await this.patients.holdWithin(tx, patientId);
    if (dischargeDisposition === 'exp') await this.discharges.takeDeathBack(tx, encounter);
    // A death that was on record before the discharge leaves the stay as it was then: open, of a patient who died.
    const diedBefore = dischargeDisposition === 'exp' && toldDeath === false;
    if (!diedBefore) await this.patients.holdLivingWithin(tx, patientId);
    if (await isAdmittedWithin(tx, patientId, id)) throw new Problem(encounterProblems.patientAdmitted);
  }
}

/** Whether a patient lies in another stay. */
export async function isAdmittedWithin(tx: Tx, patientId: string, exceptId: string): Promise<boolean> {
  const lying = {
    patientId,
    id: { not: exceptId },
    status: 'in-progress',
    wardId: { not: null },
    class: { not: 'outpatient' },
  };
  return (await tx.encounter.findFirst({ where: lying, select: { id: true } })) !== null;
}

interface GivenBack {
  /** The bed, if it goes on. */
  readonly bedId: string | null;
  readonly bedNotReturned: BedNotReturnedResponse | null;
}

/** The last place goes on; where the bed is not free, a stay in its ward without a bed follows. */
async function giveBackPlace(tx: Tx, encounterId: string): Promise<GivenBack> {
  const stays = await tx.stay.findMany({ where: { encounterId }, orderBy: [{ startedAt: 'desc' }, { id: 'desc' }] });
  // A transfer that was taken back left a place that took no time.
  const last = stays.find(({ startedAt, endedAt }) => endedAt?.getTime() !== startedAt.getTime()) ?? stays[0];
  if (!last) return { bedId: null, bedNotReturned: null };
  const { id, patientId, wardId, bedId, endedAt } = last;
  const bedNotReturned = bedId === null ? null : await whyNotReturned(tx, bedId, id, endedAt!);
  if (bedNotReturned === null) {
    await tx.stay.update({ where: { id }, data: { endedAt: null }, select: { id: true } });
    return { bedId, bedNotReturned };
  }
  await tx.stay.create({ data: { encounterId, patientId, wardId, startedAt: endedAt! }, select: { id: true } });
  return { bedId: null, bedNotReturned };
}

async function whyNotReturned(
  tx: Tx,
  bedId: string,
  stayId: string,
  since: Date,
): Promise<BedNotReturnedResponse | null> {
  const [row] = await tx.$queryRaw<{ code: string; because: BedNotReturned | null }[]>`
    SELECT code, CASE WHEN NOT active THEN 'closed'
        WHEN EXISTS (SELECT FROM place_taken t WHERE t.bed_id = bed.id)
          OR EXISTS (SELECT FROM stay s WHERE s.bed_id = bed.id AND s.id <> ${stayId}::uuid
            AND tstzrange(s.started_at, s.ended_at) && tstzrange(${since}::timestamptz, NULL)) THEN 'occupied' END AS because
      FROM bed WHERE id = ${bedId}::uuid`;
  if (!row?.because) return null;
  const { code, because } = row;
  const text = fill(BED_NOT_RETURNED_WORDS[because][requestContext().language], { bed: code });
  return { id: bedId, code, because, text };
}
