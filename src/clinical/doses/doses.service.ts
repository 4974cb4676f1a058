import { Injectable } from '@nestjs/common';
import { notAhead } from '../../kernel/hospital-time.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { requireVersion } from '../../kernel/stale-version.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { WitnessPins } from '../../platform/security/witness-pins.service.js';
import { TasksService } from '../tasks/tasks.service.js';
import { requireRoom } from './all-orders.js';
import { askedThen, onHoldThen } from './against-order.rules.js';
import { DoseRecorder, type Changed } from './dose-recorder.service.js';
import { plannedDose, wasGiven } from './dose.mapper.js';
import { doseProblems } from './doses.errors.js';
import type { DoseResponse } from './dto/dose.response.js';
import type { CorrectDoseDto, GiveDoseDto, NotGivenDto, WasteDoseDto } from './dto/dose.dto.js';
import { runsIn } from './flow.rules.js';
import { Happened, tellAgainst } from './happened.js';
import { requireRight } from './give.rules.js';
import { requireInForce, requireWitness, stateAfter, type HeldDose } from './held-dose.js';
import { beginning } from './infusion-begins.js';
import { askedBy, type Asked } from './scale.js';

/** Records what became of doses. */
@Injectable()
export class DosesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: DoseRecorder,
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
    const change = async (_: Tx, held: HeldDose): Promise<Changed> => {
      const isInfusion = runsIn(held.order.detail);
      const status = stateAfter(held, isInfusion ? 'begin' : 'give');
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const givenAt = notAhead(input.givenAt);
      const happened = new Happened(input);
      requireInForce(held, givenAt, { happened });
      const scaled = askedBy(held, input);
      const { measured, asked } = scaled;
      if (!asked) return this.outOfScale(tx, held, givenAt, scaled);
      const begins = isInfusion ? beginning(held, input, { at: givenAt, witnessConfirmed, happened }) : undefined;
      requireRight({ ...held, givenAt, input: begins?.checked ?? input, asked, happened });
      await requireWitness(tx, held.order, input.witnessId);
      const { value, unit } = begins?.dose ?? input.dose ?? asked;
      await requireRoom(tx, held, { at: givenAt, dose: { value, unit }, happened });
      const moment = { pointer: '/givenAt', said: input.givenAt };
      await tellAgainst(tx, this.tasks, held, happened, { ...input, moment });
      const columns = {
        ...measured,
        ...{ status, effectiveAt: givenAt, endedAt: null, doseValue: value, doseUnit: unit },
        ...{ reason: input.reason ?? null, comment: input.comment ?? null, witnessId: input.witnessId ?? null },
        witnessConfirmed,
        ...{ patientScanned: input.scan?.patient !== undefined, drugScanned: input.scan?.medication !== undefined },
        ...byMe(),
        against: begins ? [] : happened.kept,
      };
      return { columns, ...(begins && { step: { ...begins.step, against: happened.kept } }) };
    };
    return this.recorder.actWithin(tx, id, change, input);
  }

  /** What was measured lies outside of the sliding scale: nothing is given, and the doctor is told. */
  private async outOfScale(tx: Tx, held: HeldDose, effectiveAt: Date, { measured, reason }: Asked): Promise<Changed> {
    await this.tasks.openAboutOrder(tx, 'dose-out-of-scale', held.order);
    const status = stateAfter(held, 'hold');
    return { columns: { ...NOTHING_GIVEN, ...measured, status, effectiveAt, reason, ...byMe() } };
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
    const change = (_: Tx, held: HeldDose): Changed => {
      const status = stateAfter(held, action);
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const effectiveAt = notAhead(at);
      requireInForce(held, effectiveAt, { happened: new Happened({}) });
      return { columns: { ...NOTHING_GIVEN, status, effectiveAt, reason, ...byMe() } };
    };
    return this.recorder.actWithin(tx, id, change, { lateReason });
  }

  /** A medicine that was prepared and thrown away, or what was left of a dose that was given. @throws Problem as {@link give} */
  async waste(id: string, version: number, input: WasteDoseDto): Promise<DoseResponse> {
    const { amount, reason, at, witnessId, lateReason } = input;
    const wastedWitnessConfirmed = await this.witness.confirms(input);
    const change = async (tx: Tx, held: HeldDose): Promise<Changed> => {
      const status = stateAfter(held, 'waste');
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      await requireWitness(tx, held.order, witnessId);
      const wasted = { wastedValue: amount.value, wastedUnit: amount.unit, wastedReason: reason };
      const whole = { status, ...wasted, wastedWitnessId: witnessId ?? null, wastedWitnessConfirmed };
      if (status !== 'wasted') return { columns: whole };
      return { columns: { ...NOTHING_GIVEN, ...whole, effectiveAt: notAhead(at), reason, ...byMe() } };
    };
    return this.recorder.act(id, change, { lateReason });
  }

  /**
   * Corrects what was recorded; what stood there stays readable as a version. What never happened leaves the dose open again. What was done to an
   * infusion is put right step by step.
   * @throws Problem doseNotRecorded, doseNotGiven, doseAboveOrder, doseOfSteps, validation; StaleVersion
   */
  async correct(id: string, version: number, input: CorrectDoseDto): Promise<DoseResponse> {
    const { outcome, reason, givenAt, dose } = input;
    const witnessConfirmed = await this.witness.confirms(input);
    requestContext().reason = reason.normalize();
    const change = async (tx: Tx, held: HeldDose): Promise<Changed> => {
      const retracted = stateAfter(held, 'retract');
      const row = held.row!;
      requireVersion('dose', row, version);
      const steps = (row.steps ?? []).filter((step) => step.status === 'final').map((step) => step.id);
      if (outcome === 'not-given') {
        await this.tasks.settleWithin(tx, held.id, ['dose-against-order']);
        return { columns: { status: retracted, reason }, inError: { ids: steps, reason } };
      }
      if (steps.length > 0) throw new Problem(doseProblems.doseOfSteps);
      if (!wasGiven(row)) throw new Problem(doseProblems.doseNotGiven, { extra: { currentStatus: row.status } });
      const effectiveAt = givenAt ? notAhead(givenAt) : new Date(row.effectiveAt);
      const happened = new Happened(input);
      requireInForce(held, effectiveAt, { happened, isCorrection: true });
      const right = dose ?? { value: Number(row.doseValue), unit: row.doseUnit! };
      const asked = askedThen(held.order, row, plannedDose(held.order, held.plannedAt));
      requireRight({ ...held, givenAt: effectiveAt, input: { dose: right, reason }, asked, happened });
      await requireRoom(tx, held, { at: effectiveAt, dose: right, happened });
      const onHold = onHoldThen(row);
      const told = { against: [...happened.against, ...onHold] };
      if (happened.against.length > 0) await tellAgainst(tx, this.tasks, held, told, input);
      else if (onHold.length === 0) await this.tasks.settleWithin(tx, held.id, ['dose-against-order']);
      const against = [...happened.kept, ...onHold];
      const seen = await this.seenAgain(tx, held, input, witnessConfirmed);
      return { columns: { effectiveAt, doseValue: right.value, doseUnit: right.unit, reason, against, ...seen } };
    };
    return this.recorder.act(id, change, { afterDischarge: true, because: reason });
  }

  /** Who looked on as it was put right; where it is who gave it, that is on the dose already. */
  private async seenAgain(tx: Tx, { order, row }: HeldDose, { witnessId }: CorrectDoseDto, witnessConfirmed: boolean) {
    if (!witnessId) return {};
    await requireWitness(tx, order, witnessId);
    return witnessId.toLowerCase() === row?.recordedBy ? {} : { witnessId, witnessConfirmed };
  }
}

const NOTHING_GIVEN = {
  ...{ endedAt: null, doseValue: null, doseUnit: null, comment: null, witnessId: null, witnessConfirmed: false },
  ...{ patientScanned: false, drugScanned: false },
};

const byMe = () => ({ recordedBy: actingPerson(), recordedAt: new Date() });
