import { Inject, Injectable } from '@nestjs/common';
import { stateAfter } from '../../kernel/lifecycle.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { StayRights } from '../../platform/care/stay-rights.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DeathService } from '../patients/death/death.service.js';
import { PatientsService } from '../patients/patients.service.js';
import type { ReopenDto } from './dto/encounter.dto.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import { transition, type EncounterState } from './encounter-state.rules.js';
import { encounterProblems } from './encounters.errors.js';
import { EncountersQueries } from './encounters.queries.js';
import { REFUSALS } from './encounters.service.js';

interface DischargedEncounter extends VersionedRow {
  readonly patientId: string;
  readonly wardId: string | null;
  readonly status: EncounterState;
  readonly isDead: boolean;
  /** Hours since the row was last changed, which is the discharge, whenever it says that the patient left. */
  readonly hoursSince: number;
}

const DISCHARGED: Holdable = {
  table: 'encounter',
  columns: `r.patient_id AS "patientId", r.ward_id AS "wardId", r.status, r.discharge_disposition IS NOT DISTINCT FROM 'exp' AS "isDead",
    (extract(epoch FROM now() - r.updated_at) / 3600)::float8 AS "hoursSince"`,
  notFound: encounterProblems.encounterNotFound,
  withReferences: true,
};

const NOT_DISCHARGED = {
  status: 'in-progress',
  endedAt: null,
  dischargeDisposition: null,
  dischargeNote: null,
  dischargedBy: null,
};

/** Takes a discharge back: the wrong patient, the wrong disposition. What it said stays on the trail. */
@Injectable()
export class ReopenService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly death: DeathService,
    private readonly queries: EncountersQueries,
    private readonly rights: StayRights,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /**
   * The encounter goes on as if it had not ended; without a bed when somebody lies in theirs, or it is out of service.
   * @throws Problem encounterNotFound, encounterNotFinished, reopenTooLate, encounterElsewhere, stayOfAnotherWard, patientAdmitted,
   *   patientDeceased when another death is on record; StaleVersion
   */
  reopen(id: string, version: number, { reason }: ReopenDto): Promise<EncounterResponse> {
    requestContext().reason = reason.normalize();
    return this.unitOfWork.change<DischargedEncounter, EncounterResponse>(
      DISCHARGED,
      { id, version },
      async (tx, encounter) => {
        stateAfter(transition(encounter.status, 'reopen'), REFUSALS, encounter.status);
        await this.requireMay(tx, encounter);
        await this.requireAlive(tx, id, encounter);
        await tx.encounter.update({ where: { id }, data: NOT_DISCHARGED, select: { id: true } });
        await giveBackPlace(tx, id);
        return this.queries.getWithin(tx, id);
      },
    );
  }

  private async requireMay(tx: Tx, { patientId, wardId, hoursSince }: DischargedEncounter): Promise<void> {
    if (wardId === null) throw new Problem(encounterProblems.encounterElsewhere);
    await this.rights.requireWithin(tx, { patientId, wardId });
    const isLate = hoursSince > this.settings.reopenHours;
    if (isLate && requestContext().actor.role !== 'records-officer') throw new Problem(encounterProblems.reopenTooLate);
  }

  /** A death that this discharge alone tells of is taken back; any other stands. */
  private async requireAlive(tx: Tx, id: string, { patientId, isDead }: DischargedEncounter): Promise<void> {
    await this.patients.holdWithin(tx, patientId);
    const others = { patientId, id: { not: id } };
    const toldElsewhere = { ...others, dischargeDisposition: 'exp', status: 'finished' };
    if (isDead && !(await tx.encounter.findFirst({ where: toldElsewhere, select: { id: true } }))) {
      await this.death.takeBackWithin(tx, patientId);
    }
    await this.patients.holdLivingWithin(tx, patientId);
    const lying = { ...others, status: 'in-progress', wardId: { not: null }, class: { not: 'outpatient' } };
    const isIn = await tx.encounter.findFirst({ where: lying, select: { id: true } });
    if (isIn) throw new Problem(encounterProblems.patientAdmitted);
  }
}

/** The last place goes on; where the bed is not free, a stay in its ward without a bed follows. */
async function giveBackPlace(tx: Tx, encounterId: string): Promise<void> {
  const last = await tx.stay.findFirst({ where: { encounterId }, orderBy: [{ startedAt: 'desc' }, { id: 'desc' }] });
  if (!last) return;
  const { id, patientId, wardId, bedId, endedAt } = last;
  const isFree = bedId === null || (await isBedFree(tx, bedId, id, endedAt!));
  if (isFree) {
    await tx.stay.update({ where: { id }, data: { endedAt: null }, select: { id: true } });
    return;
  }
  await tx.stay.create({ data: { encounterId, patientId, wardId, startedAt: endedAt! }, select: { id: true } });
}

async function isBedFree(tx: Tx, bedId: string, stayId: string, since: Date): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ free: boolean }[]>`
    SELECT active AND NOT EXISTS (SELECT FROM place_taken t WHERE t.bed_id = bed.id)
        AND NOT EXISTS (SELECT FROM stay s WHERE s.bed_id = bed.id AND s.id <> ${stayId}::uuid
          AND tstzrange(s.started_at, s.ended_at) && tstzrange(${since}::timestamptz, NULL)) AS free
      FROM bed WHERE id = ${bedId}::uuid`;
  return row?.free ?? false;
}
