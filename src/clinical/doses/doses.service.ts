import { Injectable } from '@nestjs/common';
import { notAhead } from '../../kernel/hospital-time.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { requireVersion } from '../../kernel/stale-version.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { WitnessPins } from '../../platform/security/witness-pins.service.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { TasksService } from '../tasks/tasks.service.js';
import { lateColumns } from '../encounters/late-entry.rules.js';
import { courseOfOrder, plannedDose, wasGiven } from './dose.mapper.js';
import { KEEP_VERSION } from './dose.sql.js';
import { doseProblems } from './doses.errors.js';
import { DosesQueries } from './doses.queries.js';
import { doseWords } from './doses.words.js';
import type { DoseResponse } from './dto/dose.response.js';
import type {
  ChangeRateDto,
  CorrectDoseDto,
  FinishDoseDto,
  GiveDoseDto,
  NotGivenDto,
  WasteDoseDto,
} from './dto/dose.dto.js';
import { requireRight, requireWithinOrder } from './give.rules.js';
import { plannedAtOf, refusal, requireInForce, requireWitness, stateAfter, type HeldDose } from './held-dose.js';
import { requireRoom } from './all-orders.js';
import { askedBy } from './scale.js';

type Columns = Omit<Prisma.DoseUncheckedUpdateInput, 'id' | 'versions'>;

/** Records what became of doses. */
@Injectable()
export class DosesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly queries: DosesQueries,
    private readonly witness: WitnessPins,
    private readonly tasks: TasksService,
  ) {}

  /**
   * Gives a dose, or begins an infusion.
   * @throws Problem doseGiven with who and when, and the others of doses.errors; encounterClosed; StaleVersion
   */
  async give(id: string, version: number, input: GiveDoseDto): Promise<DoseResponse> {
    const confirmed = await this.witness.confirms(input);
    return this.unitOfWork.write((tx) => this.giveWithin(tx, id, version, input, confirmed));
  }

  /** The same inside a transaction that is already open. @param witnessConfirmed whether the second person has shown who they are */
  giveWithin(tx: Tx, id: string, version: number, input: GiveDoseDto, witnessConfirmed = false): Promise<DoseResponse> {
    const change = async (_: Tx, held: HeldDose): Promise<Columns> => {
      const infusion = courseOfOrder(held.order).timing.kind === 'infusion';
      const status = stateAfter(held, infusion ? 'begin' : 'give');
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const givenAt = notAhead(input.givenAt);
      requireInForce(held, givenAt);
      const scaled = askedBy(held, input);
      const { measured, asked } = scaled;
      if (!asked) {
        // What was measured lies outside of the sliding scale.
        await this.tasks.openAboutOrder(tx, 'dose-out-of-scale', held.order);
        const reason = scaled.reason;
        return {
          ...NOTHING_GIVEN,
          ...measured,
          status: stateAfter(held, 'hold'),
          effectiveAt: givenAt,
          reason,
          ...byMe(),
        };
      }
      requireRight({ ...held, givenAt, input, asked });
      await requireWitness(tx, held.order, input.witnessId);
      const { value, unit } = input.dose ?? asked;
      await requireRoom(tx, held, { at: givenAt, dose: { value, unit } });
      return {
        ...measured,
        ...{ status, effectiveAt: givenAt, endedAt: null, doseValue: value, doseUnit: unit },
        ...{ reason: input.reason ?? null, comment: input.comment ?? null, witnessId: input.witnessId ?? null },
        witnessConfirmed,
        ...{ patientScanned: input.scan?.patient !== undefined, drugScanned: input.scan?.medication !== undefined },
        ...byMe(),
      };
    };
    return this.actWithin(tx, id, change, input);
  }

  /** @throws Problem as {@link give} */
  notGiven(id: string, version: number, action: 'hold' | 'refuse', input: NotGivenDto): Promise<DoseResponse> {
    return this.unitOfWork.write((tx) => this.notGivenWithin(tx, id, version, action, input));
  }

  /** The same inside a transaction that is already open. */
  notGivenWithin(
    tx: Tx,
    id: string,
    version: number,
    action: 'hold' | 'refuse',
    { reason, at, lateReason }: NotGivenDto,
  ): Promise<DoseResponse> {
    const change = (_: Tx, held: HeldDose): Columns => {
      const status = stateAfter(held, action);
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const effectiveAt = notAhead(at);
      requireInForce(held, effectiveAt);
      return { ...NOTHING_GIVEN, status, effectiveAt, reason, ...byMe() };
    };
    return this.actWithin(tx, id, change, { lateReason });
  }

  /** A medicine that was prepared and thrown away, or what was left of a dose that was given. @throws Problem as {@link give} */
  async waste(id: string, version: number, input: WasteDoseDto): Promise<DoseResponse> {
    const { amount, reason, at, witnessId, lateReason } = input;
    const wastedWitnessConfirmed = await this.witness.confirms(input);
    const change = async (tx: Tx, held: HeldDose): Promise<Columns> => {
      const status = stateAfter(held, 'waste');
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      await requireWitness(tx, held.order, witnessId);
      const wasted = { wastedValue: amount.value, wastedUnit: amount.unit, wastedReason: reason };
      const whole = { status, ...wasted, wastedWitnessId: witnessId ?? null, wastedWitnessConfirmed };
      return status === 'given' ? whole : { ...NOTHING_GIVEN, ...whole, effectiveAt: notAhead(at), reason, ...byMe() };
    };
    return this.act(id, change, { lateReason });
  }

  /** Changes the rate of a running infusion. @throws Problem doseNotRunning, doseAboveOrder, doseWitnessNeeded; StaleVersion */
  async changeRate(id: string, version: number, input: ChangeRateDto): Promise<DoseResponse> {
    const { value, reason, witnessId } = input;
    const witnessConfirmed = await this.witness.confirms(input);
    requestContext().reason = reason.normalize();
    return this.act(id, async (tx, held) => {
      if (held.row?.status !== 'in-progress') throw refusal(held, 'dose-not-running');
      requireVersion('dose', held.row, version);
      requireWithinOrder(held.order.detail.dose, { value, unit: held.order.detail.dose.unit });
      await requireWitness(tx, held.order, witnessId);
      return { doseValue: value, reason, witnessId: witnessId ?? null, witnessConfirmed };
    });
  }

  /** Ends a running infusion. @throws Problem doseNotRunning; StaleVersion */
  finish(id: string, version: number, { endedAt, lateReason }: FinishDoseDto): Promise<DoseResponse> {
    const change = (_: Tx, held: HeldDose): Columns => {
      const status = stateAfter(held, 'finish');
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const ended = notAhead(endedAt);
      if (ended.getTime() < Date.parse(held.row!.effectiveAt)) {
        throw invalidField('/endedAt', 'before-start', doseWords.beforeStart);
      }
      return { status, endedAt: ended };
    };
    return this.act(id, change, { lateReason });
  }

  /**
   * Corrects what was recorded; what stood there stays readable as a version. What never happened leaves the dose open again.
   * @throws Problem doseNotRecorded, doseNotGiven, doseAboveOrder, validation; StaleVersion
   */
  correct(id: string, version: number, { outcome, reason, givenAt, dose }: CorrectDoseDto): Promise<DoseResponse> {
    requestContext().reason = reason.normalize();
    const change = (_: Tx, held: HeldDose): Columns => {
      const retracted = stateAfter(held, 'retract');
      const row = held.row!;
      requireVersion('dose', row, version);
      if (outcome === 'not-given') return { status: retracted, reason };
      if (!wasGiven(row)) throw new Problem(doseProblems.doseNotGiven, { extra: { currentStatus: row.status } });
      const effectiveAt = givenAt ? notAhead(givenAt) : new Date(row.effectiveAt);
      requireInForce(held, effectiveAt);
      const right = dose ?? { value: row.doseValue!, unit: row.doseUnit! };
      const asked = plannedDose(held.order, held.plannedAt);
      requireRight({ ...held, givenAt: effectiveAt, input: { dose: right, reason }, asked });
      return { effectiveAt, doseValue: right.value, doseUnit: right.unit, reason };
    };
    return this.act(id, change, { afterDischarge: true, because: reason });
  }

  private act(id: string, change: Change, how: How = {}): Promise<DoseResponse> {
    return this.unitOfWork.write((tx) => this.actWithin(tx, id, change, how));
  }

  private async actWithin(
    tx: Tx,
    anyId: string,
    change: Change,
    { afterDischarge = false, because = null, lateReason }: How,
  ): Promise<DoseResponse> {
    const id = anyId.toLowerCase();
    const order = await this.queries.heldWithin(tx, id);
    const held = { id, order, row: order.doses.find((dose) => dose.id === id), plannedAt: plannedAtOf(id, order) };
    const columns = await change(tx, held);
    const late = afterDischarge ? {} : await this.requireChartable(tx, order.encounterId, columns, lateReason);
    await store(tx, held, { ...columns, ...late });
    await tx.$executeRawUnsafe(KEEP_VERSION, id, because, actingPerson());
    return this.queries.getWithin(tx, id);
  }

  /** What was done before the discharge may be recorded after it. @returns what is kept of a late entry, where a moment was said */
  private async requireChartable(tx: Tx, encounterId: string, columns: Columns, lateReason: string | undefined) {
    const isDone = columns.status === 'given' || columns.status === 'in-progress';
    const effectiveAt = [columns.endedAt, columns.effectiveAt].find((at) => at instanceof Date);
    const lateness = {
      effectiveAt,
      lateReason,
      ...(isDone && columns.effectiveAt ? ({ atBedside: true } as const) : {}),
    };
    const { lateEntry } = await this.encounters.requireChartable(tx, encounterId, lateness);
    return effectiveAt ? lateColumns(lateEntry, lateReason) : {};
  }
}

type Change = (tx: Tx, held: HeldDose) => Columns | Promise<Columns>;
interface How {
  /** It is put right, whenever. */
  readonly afterDischarge?: boolean;
  readonly because?: string | null;
  readonly lateReason?: string;
}

async function store(tx: Tx, { id, order, row, plannedAt }: HeldDose, columns: Columns): Promise<void> {
  if (row) {
    await tx.dose.update({ where: { id }, data: columns, select: { id: true } });
    return;
  }
  const { patientId, encounterId, id: orderId } = order;
  const data = { ...{ id, orderId, patientId, encounterId, plannedAt }, ...columns } as Prisma.DoseUncheckedCreateInput;
  await tx.dose.create({ data, select: { id: true } });
}

const NOTHING_GIVEN = {
  ...{ endedAt: null, doseValue: null, doseUnit: null, comment: null, witnessId: null, witnessConfirmed: false },
  ...{ patientScanned: false, drugScanned: false },
};

const byMe = () => ({ recordedBy: actingPerson(), recordedAt: new Date() });
