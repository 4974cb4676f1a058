import { Injectable } from '@nestjs/common';
import { StayRights } from '../../platform/care/stay-rights.js';
import { WardEntries } from '../../platform/care/ward-entries.js';
import type { Tx } from '../../platform/database/prisma.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { stateAfter, type Refusals } from '../../kernel/lifecycle.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { requireNotBeforeBirth } from '../patients/born.rules.js';
import { PatientsService } from '../patients/patients.service.js';
import type { WardKind } from '../../hospital/wards/dto/ward.dto.js';
import { WardsService } from '../../hospital/wards/wards.service.js';
import { storeAdmission } from './admission.js';
import type {
  AdmitDto,
  CancelEncounterDto,
  DischargeDto,
  EncounterClass,
  TransferDto,
  UpdateEncounterDto,
} from './dto/encounter.dto.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import {
  OPEN,
  transition,
  type EncounterAction,
  type EncounterRefusal,
  type EncounterState,
} from './encounter-state.rules.js';
import { beforeCharted, encounterProblems, placeUnfit } from './encounters.errors.js';
import { EncountersQueries } from './encounters.queries.js';
import type { NewImportedEncounter, OpenEncounter } from './new-encounter.js';
import { placeRefusal } from './place.rules.js';
import { encounterWords } from './encounters.words.js';

interface HeldEncounter extends VersionedRow {
  readonly patientId: string;
  readonly wardId: string | null;
  readonly class: EncounterClass;
  readonly status: EncounterState;
  readonly startedAt: Date;
  readonly admittedBy: string | null;
}

const ENCOUNTER: Holdable = {
  table: 'encounter',
  columns: `r.patient_id AS "patientId", r.ward_id AS "wardId", r.class, r.status, r.started_at AS "startedAt",
    r.admitted_by AS "admittedBy"`,
  notFound: encounterProblems.encounterNotFound,
  withReferences: true,
};

export const REFUSALS: Refusals<EncounterRefusal> = {
  'encounter-not-started': encounterProblems.encounterClosed,
  'encounter-already-started': encounterProblems.encounterClosed,
  'encounter-finished': encounterProblems.encounterClosed,
  'encounter-cancelled': encounterProblems.encounterClosed,
  'encounter-not-finished': encounterProblems.encounterNotFinished,
};

interface CurrentStay {
  readonly id: string;
  readonly wardId: string;
  readonly bedId: string | null;
  readonly startedAt: Date;
}

/** Admits, moves and discharges patients. Where a patient lies is kept as stays, one after the other. */
@Injectable()
export class EncountersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly wards: WardsService,
    private readonly queries: EncountersQueries,
    private readonly entries: WardEntries,
    private readonly rights: StayRights,
  ) {}

  /**
   * Begins an encounter, in a bed when one is named.
   * @throws Problem patientNotFound, patientDeceased, patientAdmitted, patientInBed, bedOccupied, placeClosed; validation,
   *   also for a place that does not fit the class
   */
  admit(input: AdmitDto): Promise<EncounterResponse> {
    return this.unitOfWork.write(async (tx) => {
      const id = await this.admitWithin(tx, input);
      return this.queries.getWithin(tx, id);
    });
  }

  /** The same inside a transaction that is already open. @returns the encounter's id */
  async admitWithin(tx: Tx, input: AdmitDto, admittedBy = requestContext().actor.id): Promise<string> {
    const { patientId, wardId, bedId, reason } = input;
    const patient = await this.patients.holdLivingWithin(tx, patientId);
    const { kind } = await this.wards.holdPlaceWithin(tx, { wardId, bedId });
    requireFitting(input.class, kind, bedId);
    const startedAt = momentOf(input.startedAt);
    requireNotBeforeBirth(patient, startedAt, '/startedAt');
    const admission = { patientId, class: input.class, reason, wardId, bedId, startedAt, admittedBy };
    const encounterId = await storeAdmission(tx, admission);
    await this.entries.noteWithin(tx, { kind: 'admission', patientId, encounterId, wardId, reason });
    return encounterId;
  }

  /**
   * Takes in an encounter of a history from elsewhere; it gets no visit number of ours. Whoever calls has checked that
   * the patient exists.
   */
  async importWithin(tx: Tx, given: NewImportedEncounter): Promise<{ id: string }> {
    return tx.encounter.create({ data: { ...given, endedAt: endOf(given) }, select: { id: true } });
  }

  /** Takes over what another system now says of an encounter it sent before. */
  async reviseImportWithin(tx: Tx, id: string, given: NewImportedEncounter): Promise<{ id: string }> {
    return tx.encounter.update({ where: { id }, data: { ...given, endedAt: endOf(given) }, select: { id: true } });
  }

  /** Corrects the reason for admission. @throws Problem encounterNotFound, encounterClosed; StaleVersion */
  update(id: string, version: number, { reason }: UpdateEncounterDto): Promise<EncounterResponse> {
    return this.change(id, version, 'correct', async (tx, encounter) => {
      await this.rights.requireWithin(tx, { ...encounter, begunBy: encounter.admittedBy });
      await tx.encounter.update({ where: { id }, data: { reason }, select: { id: true } });
    });
  }

  /**
   * Moves the patient to another ward or bed.
   * @throws Problem stayOfAnotherWard, encounterNotFound, encounterClosed, encounterElsewhere, alreadyThere, bedOccupied, placeClosed,
   *   validation; StaleVersion
   */
  transfer(id: string, version: number, input: TransferDto): Promise<EncounterResponse> {
    return this.change(id, version, 'transfer', async (tx, encounter) => {
      const { wardId, bedId } = input;
      if (encounter.wardId === null) throw new Problem(encounterProblems.encounterElsewhere);
      const fetched = await this.rights.requireWithin(tx, { ...encounter, receivingWardId: wardId });
      const { kind } = await this.wards.holdPlaceWithin(tx, { wardId, bedId });
      requireFitting(encounter.class, kind, bedId);
      const stay = await currentStay(tx, id);
      if (stay?.wardId === wardId && stay.bedId === (bedId ?? null)) throw new Problem(encounterProblems.alreadyThere);
      const at = momentOf(input.at, stay?.startedAt ?? encounter.startedAt, '/at');
      if (wardId !== encounter.wardId) {
        const reason = requestContext().reason ?? '';
        const { patientId } = encounter;
        await this.entries.noteWithin(tx, { kind: 'transfer', patientId, encounterId: id, wardId, reason, fetched });
      }
      await endStay(tx, stay, at);
      const data = { encounterId: id, patientId: encounter.patientId, wardId, bedId, startedAt: at };
      await tx.stay.create({ data, select: { id: true } });
      await tx.encounter.update({ where: { id }, data: { wardId }, select: { id: true } });
    });
  }

  /**
   * Ends the encounter and frees the bed; a death is noted with the patient. Who charts at the same moment either came
   * before, and is seen here, or waits and finds it closed.
   * @throws Problem encounterNotFound, encounterClosed, validation; StaleVersion
   */
  discharge(id: string, version: number, input: DischargeDto): Promise<EncounterResponse> {
    return this.change(id, version, 'discharge', async (tx, encounter) => {
      await this.rights.requireWithin(tx, encounter);
      const { startedAt, patientId } = encounter;
      const stay = await currentStay(tx, id);
      const endedAt = momentOf(input.at, stay?.startedAt ?? startedAt, '/at');
      requireAfterCharting(endedAt, input.at, await this.queries.lastCharted(tx, id));
      await endStay(tx, stay, endedAt);
      const { disposition: dischargeDisposition, note: dischargeNote } = input;
      const dischargedBy = requestContext().actor.id;
      const data = { status: 'finished', endedAt, dischargeDisposition, dischargeNote, dischargedBy };
      await tx.encounter.update({ where: { id }, data, select: { id: true } });
      if (dischargeDisposition === 'exp') await this.patients.recordDeathWithin(tx, patientId, endedAt);
    });
  }

  /**
   * Takes back an encounter begun by mistake, as long as nothing is charted in it.
   * @throws Problem encounterNotFound, encounterClosed, encounterCharted; StaleVersion
   */
  cancel(id: string, version: number, { reason }: CancelEncounterDto): Promise<EncounterResponse> {
    return this.change(id, version, 'cancel', async (tx, encounter) => {
      await this.rights.requireWithin(tx, { ...encounter, begunBy: encounter.admittedBy });
      const { startedAt } = encounter;
      if (await this.queries.isCharted(tx, id)) throw new Problem(encounterProblems.encounterCharted);
      const endedAt = new Date(Math.max(Date.now(), startedAt.getTime()));
      await endStay(tx, await currentStay(tx, id), endedAt);
      const data = { status: 'cancelled', endedAt, dischargeNote: reason };
      await tx.encounter.update({ where: { id }, data, select: { id: true } });
    });
  }

  /**
   * The encounter, held open until the transaction ends: a discharge at the same moment waits.
   * @throws Problem encounterNotFound, encounterClosed
   */
  async requireOpen(tx: Tx, id: string): Promise<OpenEncounter> {
    const [row] = await tx.$queryRaw<(OpenEncounter & { status: string })[]>`
      SELECT id, patient_id AS "patientId", ward_id AS "wardId", status FROM encounter WHERE id = ${id}::uuid FOR SHARE`;
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    if (row.status !== OPEN) throw new Problem(encounterProblems.encounterClosed);
    return { id: row.id, patientId: row.patientId, wardId: row.wardId };
  }

  /** The state of an encounter, or undefined when there is none. */
  stateOf(id: string): Promise<EncounterState | undefined> {
    return this.queries.stateOf(id);
  }

  /** Whose encounter it is, whatever its state. @throws Problem encounterNotFound */
  patientOf(id: string): Promise<string> {
    return this.queries.patientOf(id);
  }

  /** One change of one encounter: held, of the version the caller read, and allowed in its state. */
  private change(
    id: string,
    version: number,
    action: EncounterAction,
    work: (tx: Tx, encounter: HeldEncounter) => Promise<void>,
  ): Promise<EncounterResponse> {
    return this.unitOfWork.change<HeldEncounter, EncounterResponse>(
      ENCOUNTER,
      { id, version },
      async (tx, encounter) => {
        stateAfter(transition(encounter.status, action), REFUSALS, encounter.status);
        await work(tx, encounter);
        return this.queries.getWithin(tx, id);
      },
    );
  }
}

/**
 * A moment provided, or now; a clock that runs a little ahead, as input allows, means now, so that nothing waits for it.
 * @throws Problem validation when it lies before what it follows
 */
function momentOf(provided: string | undefined, after?: Date, pointer = '/startedAt'): Date {
  const now = new Date();
  const moment = provided && new Date(provided) < now ? new Date(provided) : now;
  if (!after || moment >= after) return moment;
  // Someone else's clock may run a little ahead of ours; only a moment that was provided can be wrong.
  if (!provided) return after;
  throw invalidField(pointer, 'before-it-began', encounterWords.beforeItBegan);
}

/**
 * Nobody leaves before what was done with them. A discharge at this moment is never too early: what lies ahead of it was
 * provided by a clock that runs ahead.
 * @throws Problem validation naming the last moment charted
 */
function requireAfterCharting(endedAt: Date, provided: string | undefined, charted: Date | undefined): void {
  const now = !provided || new Date(provided) > endedAt;
  if (charted && !now && endedAt < charted) throw beforeCharted(charted);
}

/** @throws Problem validation naming wardId or bedId */
function requireFitting(ofClass: EncounterClass, ward: WardKind, bedId: string | null | undefined): void {
  const refusal = placeRefusal(ofClass, ward, Boolean(bedId));
  if (refusal) throw placeUnfit(refusal);
}

const currentStay = (tx: Tx, encounterId: string): Promise<CurrentStay | null> =>
  tx.stay.findFirst({
    where: { encounterId, endedAt: null },
    select: { id: true, wardId: true, bedId: true, startedAt: true },
  });

async function endStay(tx: Tx, stay: CurrentStay | null, endedAt: Date): Promise<void> {
  if (stay) await tx.stay.update({ where: { id: stay.id }, data: { endedAt }, select: { id: true } });
}

/** What goes on has no end; what is finished ended when it began, unless somebody said when. */
const endOf = ({ status, startedAt, endedAt }: NewImportedEncounter): Date | null =>
  status === 'in-progress' ? null : (endedAt ?? (status === 'finished' ? startedAt : null));
