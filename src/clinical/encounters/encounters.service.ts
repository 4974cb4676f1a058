import { Injectable } from '@nestjs/common';
import { v7 as newId } from 'uuid';
import { StayRights } from '../../platform/care/stay-rights.js';
import { WardEntries } from '../../platform/care/ward-entries.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { requireNotBeforeBirth } from '../patients/born.rules.js';
import { PatientsService } from '../patients/patients.service.js';
import { WardsService } from '../../hospital/wards/wards.service.js';
import { storeAdmission } from './admission.js';
import { classAfterMove } from './class.rules.js';
import { endStay, hereSince, momentOf, presentOf } from './present.queries.js';
import type { AdmitDto, CancelEncounterDto, TransferDto, UpdateEncounterDto } from './dto/encounter.dto.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import { OPEN } from './encounter-state.rules.js';
import {
  beforeEncounter,
  encounterProblems,
  requireAlive,
  requireAliveFor,
  requireFitting,
} from './encounters.errors.js';
import { EncountersQueries } from './encounters.queries.js';
import { chartableSql, requireLateAllowed, type ChartableRow, type Lateness } from './late-entry.rules.js';
import { EncounterChanges } from './encounter-changes.service.js';
import type { NewImportedEncounter, OpenEncounter } from './new-encounter.js';
import { PRESENCE_COLUMNS, SKEW_MS, type CareStep, type Presence } from './presence.rules.js';
import { longer, retainUntil, retentionOf, type RetentionClass } from './retention.rules.js';
import { waitsToBeSeen } from './triage.rules.js';

/** Admits and moves patients. Where a patient lies is kept as stays, one after the other. */
@Injectable()
export class EncountersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: EncounterChanges,
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
    const { kind } = await this.wards.holdPlaceWithin(tx, input);
    requireFitting(input.class, kind, bedId);
    const startedAt = input.startedAt ? new Date(input.startedAt) : null;
    if (startedAt) requireNotBeforeBirth(patient, startedAt, '/startedAt');
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

  /** Several of them in one statement. @returns their ids in the same order */
  async importManyWithin(tx: Tx, given: readonly NewImportedEncounter[]): Promise<string[]> {
    const data = given.map((one) => ({ ...one, endedAt: endOf(one), id: newId() }));
    await tx.encounter.createMany({ data });
    return data.map(({ id }) => id);
  }

  /** Takes over what another system now says of an encounter it sent before. */
  async reviseImportWithin(tx: Tx, id: string, given: NewImportedEncounter): Promise<{ id: string }> {
    return tx.encounter.update({ where: { id }, data: { ...given, endedAt: endOf(given) }, select: { id: true } });
  }

  /** Corrects the reason for admission. @throws Problem encounterNotFound, encounterClosed; StaleVersion */
  update(id: string, version: number, { reason }: UpdateEncounterDto): Promise<EncounterResponse> {
    return this.changes.change(id, version, 'correct', async (tx, encounter) => {
      await this.rights.requireWithin(tx, { ...encounter, begunBy: encounter.admittedBy });
      await tx.encounter.update({ where: { id }, data: { reason }, select: { id: true } });
    });
  }

  /**
   * Moves the patient to another ward or bed; the class of the stay may change with it (class.rules).
   * @throws Problem stayOfAnotherWard, encounterNotFound, encounterClosed, afterDeath, encounterElsewhere, classChangeRefused, onLeave, alreadyThere,
   *   bedOccupied, placeClosed, validation; StaleVersion
   */
  transfer(id: string, version: number, input: TransferDto): Promise<EncounterResponse> {
    return this.changes.change(id, version, 'transfer', async (tx, encounter) => {
      const { wardId, bedId } = input;
      if (encounter.wardId === null) throw new Problem(encounterProblems.encounterElsewhere);
      const fetched = await this.rights.requireWithin(tx, { ...encounter, receivingWardId: wardId });
      if (encounter.leaveSince !== null) throw new Problem(encounterProblems.onLeave);
      const { kind } = await this.wards.holdPlaceWithin(tx, input);
      const becomes = classAfterMove(encounter.class, kind, input.class);
      if (!becomes) throw new Problem(encounterProblems.classChangeRefused);
      requireFitting(becomes, kind, bedId);
      const { now, stay } = await presentOf(tx, id);
      const isThere = stay?.wardId === wardId && stay.bedId === (bedId ?? null);
      if (isThere && becomes === encounter.class) throw new Problem(encounterProblems.alreadyThere);
      const at = momentOf(input.at, now, hereSince(stay, encounter));
      requireAliveFor('transfer', encounter, at);
      if (wardId !== encounter.wardId) {
        const reason = requestContext().reason ?? '';
        const { patientId } = encounter;
        await this.entries.noteWithin(tx, { kind: 'transfer', patientId, encounterId: id, wardId, reason, fetched });
      }
      if (!isThere) {
        await endStay(tx, stay, at);
        await this.wards.leaveBedWithin(tx, stay?.bedId);
        const data = { encounterId: id, patientId: encounter.patientId, wardId, bedId, startedAt: at };
        await tx.stay.create({ data, select: { id: true } });
      }
      // Nobody there has seen them yet: in another clinic they wait again.
      const waits = wardId !== encounter.wardId && waitsToBeSeen(becomes) && { seenAt: null, seenBy: null };
      await tx.encounter.update({ where: { id }, data: { wardId, class: becomes, ...waits }, select: { id: true } });
    });
  }

  /**
   * Takes back an encounter begun by mistake, as long as nothing is charted in it but what was entered in error.
   * @throws Problem encounterNotFound, encounterClosed, encounterCharted; StaleVersion
   */
  cancel(id: string, version: number, { reason }: CancelEncounterDto): Promise<EncounterResponse> {
    return this.changes.change(id, version, 'cancel', async (tx, encounter) => {
      await this.rights.requireWithin(tx, { ...encounter, begunBy: encounter.admittedBy });
      if (await this.queries.isCharted(tx, id)) throw new Problem(encounterProblems.encounterCharted);
      const { now, stay } = await presentOf(tx, id);
      const endedAt = momentOf(undefined, now, stay?.startedAt ?? encounter.startedAt);
      await endStay(tx, stay, endedAt);
      const data = { status: 'cancelled', endedAt, dischargeNote: reason };
      await tx.encounter.update({ where: { id }, data, select: { id: true } });
    });
  }

  /**
   * The encounter, held open until the transaction ends: a discharge at the same moment waits.
   * @param doneAt when something is done to the patient, ordered or given; absent for what is only said
   * @throws Problem encounterNotFound, encounterClosed, afterDeath
   */
  async requireOpen(tx: Tx, id: string, doneAt?: Date): Promise<OpenEncounter> {
    const [row] = await tx.$queryRawUnsafe<(OpenEncounter & Presence & { status: string })[]>(OPENED, id);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    if (row.status !== OPEN) throw new Problem(encounterProblems.encounterClosed);
    if (doneAt) requireAlive(row, doneAt);
    return { id: row.id, patientId: row.patientId, wardId: row.wardId };
  }

  /** A step, now by default, whether the encounter is still open or not. @throws Problem encounterNotFound, afterDeath */
  async requireAliveFor(tx: Tx, id: string, step: CareStep, at = new Date()): Promise<void> {
    const [row] = await tx.$queryRawUnsafe<Presence[]>(OPENED, id);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    requireAliveFor(step, row, at);
  }

  /**
   * The encounter, held as {@link requireOpen} does, for what may also be charted late.
   * @throws Problem encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed, afterDeath; validation when it is before the encounter
   */
  async requireChartable(tx: Tx, id: string, lateness: Lateness): Promise<ChartedEncounter> {
    const { atBedside, ofWholeStay, pointer } = lateness;
    const [row] = await tx.$queryRawUnsafe<ChartedEncounterRow[]>(CHARTED, id, requestContext().actor.id ?? null);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    const lateEntry = row.status !== OPEN;
    const effectiveAt = lateness.effectiveAt ?? (lateEntry && ofWholeStay ? row.endedAt : undefined);
    if (lateEntry) requireLateAllowed(row, { ...lateness, effectiveAt });
    if (atBedside) requireAlive(row, effectiveAt ? new Date(effectiveAt) : new Date());
    // Two clocks: who charts right after the admission is not before it.
    const earliest = row.startedAt.getTime() - (atBedside && !lateEntry ? SKEW_MS : 0);
    if (effectiveAt && new Date(effectiveAt).getTime() < earliest) throw beforeEncounter(pointer);
    return { id: row.id, patientId: row.patientId, wardId: row.wardId, lateEntry, effectiveAt };
  }

  /**
   * The encounter, held as {@link requireOpen} does, for what is said of it as a whole, such as a diagnosis: also after it, by those who cared,
   * and with a reason once its record is closed.
   * @throws Problem encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed
   */
  async requireTold(tx: Tx, id: string, lateReason?: string | null): Promise<OpenEncounter> {
    const [row] = await tx.$queryRawUnsafe<ChartedEncounterRow[]>(CHARTED, id, requestContext().actor.id ?? null);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    if (row.status !== OPEN) requireLateAllowed(row, { effectiveAt: row.startedAt, lateReason });
    return { id: row.id, patientId: row.patientId, wardId: row.wardId };
  }

  /** A diagnosis that was told after the record was closed may ask for a longer time than what was known then; it is never shortened. */
  async keepLonger(tx: Tx, id: string, icd10: string): Promise<void> {
    const where = { id, closedAt: { not: null } };
    const found = await tx.encounter.findFirst({ where, select: { retentionClass: true, endedAt: true } });
    if (!found?.endedAt || !found.retentionClass) return;
    const before = found.retentionClass as RetentionClass;
    const retentionClass = longer(before, retentionOf({ died: false, codes: [icd10] }));
    if (retentionClass === before) return;
    const until = new Date(retainUntil(hospitalDate(found.endedAt), retentionClass));
    await tx.encounter.update({ where: { id }, data: { retentionClass, retainUntil: until }, select: { id: true } });
  }

  /** Says why nothing was charted in an encounter that is over. @throws Problem encounterNotFound, and as {@link requireChartable} */
  async requireNotOver(id: string, lateness: Lateness): Promise<void> {
    const row = await this.queries.chartable(id);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    if (row.status !== OPEN) requireLateAllowed(row, lateness);
  }

  /** Whose encounter it is, whatever its state. @throws Problem encounterNotFound */
  patientOf(id: string): Promise<string> {
    return this.queries.patientOf(id);
  }
}

/** An encounter in which something is charted, and the moment that it is about. */
type ChartedEncounter = OpenEncounter & {
  readonly lateEntry: boolean;
  readonly effectiveAt: Date | string | null | undefined;
};

const OPENED = `SELECT e.id, e.patient_id AS "patientId", e.ward_id AS "wardId", e.status, ${PRESENCE_COLUMNS}
  FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = $1::uuid FOR SHARE OF e`;
type ChartedEncounterRow = OpenEncounter & ChartableRow & Presence & { readonly startedAt: Date };
const CHARTED = `SELECT e.id, e.patient_id AS "patientId", e.ward_id AS "wardId", e.started_at AS "startedAt", ${chartableSql('$2')},
    ${PRESENCE_COLUMNS}
  FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = $1::uuid FOR SHARE OF e`;

/** What goes on has no end; what is finished ended when it began, unless somebody said when. */
const endOf = ({ status, startedAt, endedAt }: NewImportedEncounter): Date | null =>
  status === 'in-progress' ? null : (endedAt ?? (status === 'finished' ? startedAt : null));
