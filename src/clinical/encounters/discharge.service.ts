import { Inject, Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { StayRights } from '../../platform/care/stay-rights.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { WardsService } from '../../hospital/wards/wards.service.js';
import { DeathService } from '../patients/death/death.service.js';
import { PatientsService } from '../patients/patients.service.js';
import { endStay, hereSince, momentOf, presentOf } from './present.queries.js';
import type { CorrectDischargeDto, DischargeDto, LeavingDto } from './dto/discharge.dto.js';
import type { OpenItemsResponse } from './dto/discharge.response.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import { beforeCharted, encounterProblems, requireDetails } from './encounters.errors.js';
import { EncountersQueries } from './encounters.queries.js';
import { EncounterChanges, type HeldEncounter } from './encounter-changes.service.js';
import { askedAt, passedOver } from './open-items.js';

/** Ends encounters, and corrects how they ended. */
@Injectable()
export class DischargeService {
  constructor(
    private readonly changes: EncounterChanges,
    private readonly patients: PatientsService,
    private readonly death: DeathService,
    private readonly queries: EncountersQueries,
    private readonly rights: StayRights,
    private readonly wards: WardsService,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** What a discharge would ask about now. @throws Problem encounterNotFound */
  async openItems(id: string): Promise<OpenItemsResponse> {
    const patientId = await this.queries.patientOf(id);
    return { encounterId: id, patientId, items: await this.queries.openItems(id) };
  }

  /**
   * Ends the encounter and frees the bed; a death is noted with the patient. What is unfinished is settled before, or passed over with a
   * reason, which stays with the discharge. Who charts at the same moment either came before, and is seen here, or waits and finds it closed.
   * @throws Problem encounterNotFound, encounterClosed, dischargeOpenItems, validation; StaleVersion
   */
  discharge(id: string, version: number, input: DischargeDto): Promise<EncounterResponse> {
    requireDetails(input);
    return this.changes.change(id, version, 'discharge', async (tx, encounter) => {
      await this.rights.requireWithin(tx, encounter);
      const { now, stay } = await presentOf(tx, id);
      const endedAt = momentOf(input.at, now, hereSince(stay, encounter));
      requireAfterCharting(endedAt, input.at, await this.queries.lastCharted(tx, id));
      const items = askedAt(await this.queries.openItemsWithin(tx, id), input.disposition);
      const left = passedOver(items, input.passedOver);
      await endStay(tx, stay, endedAt);
      await this.wards.leaveBedWithin(tx, stay?.bedId);
      // A leave stays with the stay as it was: who is discharged by mistake is on leave again.
      const ending = { status: 'finished', endedAt, dischargedBy: requestContext().actor.id };
      const toldDeath = await this.tellDeath(tx, encounter.patientId, endedAt, input);
      const data = { ...ending, ...leavingOf(input), toldDeath, ...(left.length > 0 && { passedOver: asJson(left) }) };
      await tx.encounter.update({ where: { id }, data, select: { id: true } });
    });
  }

  /**
   * Corrects how a patient left; what was said before stays on the trail. A death that only this discharge told is taken back with it.
   * @throws Problem encounterNotFound, encounterNotFinished, reopenTooLate, encounterElsewhere, stayOfAnotherWard, validation; StaleVersion
   */
  correct(id: string, version: number, input: CorrectDischargeDto): Promise<EncounterResponse> {
    requireDetails(input);
    requestContext().reason = input.reason.normalize();
    return this.changes.change(id, version, 'correct-discharge', async (tx, encounter) => {
      await this.requireMayUndo(tx, encounter);
      await this.correctWithin(tx, encounter, input);
    });
  }

  /** The same inside a change of the encounter, by who may. */
  async correctWithin(tx: Tx, encounter: HeldEncounter, input: LeavingDto): Promise<void> {
    const { id, patientId, endedAt, dischargeDisposition: before } = encounter;
    await this.patients.holdWithin(tx, patientId);
    if (before === 'exp' && input.disposition !== 'exp') await this.takeDeathBack(tx, encounter);
    const told = await this.tellDeath(tx, patientId, endedAt!, input);
    const toldDeath = before === 'exp' && input.disposition === 'exp' ? encounter.toldDeath : told;
    await tx.encounter.update({ where: { id }, data: { ...leavingOf(input), toldDeath }, select: { id: true } });
  }

  /** @returns whether the death was put on record by that; null when nobody died */
  private async tellDeath(tx: Tx, patientId: string, at: Date, input: LeavingDto): Promise<boolean | null> {
    return input.disposition === 'exp' ? this.patients.recordDeathWithin(tx, patientId, at, input) : null;
  }

  /**
   * Whether this person may undo what the discharge said: the ward's doctors for some time, a records officer later too.
   * @throws Problem recordClosed, encounterElsewhere, stayOfAnotherWard, reopenTooLate
   */
  async requireMayUndo(tx: Tx, { patientId, wardId, hoursSince, closedAt }: HeldEncounter): Promise<void> {
    if (closedAt) throw new Problem(encounterProblems.recordClosed);
    if (wardId === null) throw new Problem(encounterProblems.encounterElsewhere);
    await this.rights.requireWithin(tx, { patientId, wardId });
    const isLate = hoursSince > this.settings.reopenHours;
    if (isLate && requestContext().actor.role !== 'records-officer') throw new Problem(encounterProblems.reopenTooLate);
  }

  /** A death that this discharge alone tells of is taken back; any other stands, also one that it found on record. The patient is held. */
  async takeDeathBack(tx: Tx, { id, patientId, toldDeath }: HeldEncounter): Promise<void> {
    if (toldDeath === false) return;
    const toldElsewhere = { patientId, id: { not: id }, dischargeDisposition: 'exp', status: 'finished' };
    if (await tx.encounter.findFirst({ where: toldElsewhere, select: { id: true } })) return;
    await this.death.takeBackWithin(tx, patientId);
  }
}

const leavingOf = ({ disposition, note, destination, destinationCode }: LeavingDto) => ({
  dischargeDisposition: disposition,
  dischargeNote: note,
  destination: destination ?? null,
  destinationCode: destinationCode ?? null,
});

const asJson = (left: ReturnType<typeof passedOver>): Prisma.InputJsonArray => left.map((item) => ({ ...item }));

/**
 * Nobody leaves before what was done with them. A discharge at this moment is never too early: what lies ahead of it was
 * provided by a clock that runs ahead.
 * @throws Problem validation naming the last moment charted
 */
function requireAfterCharting(endedAt: Date, provided: string | undefined, charted: Date | undefined): void {
  const now = !provided || new Date(provided) > endedAt;
  if (charted && !now && endedAt < charted) throw beforeCharted(charted);
}
