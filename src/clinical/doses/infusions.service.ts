import { Injectable } from '@nestjs/common';
import { notAhead } from '../../kernel/hospital-time.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { requireVersion } from '../../kernel/stale-version.js';
import type { Tx } from '../../platform/database/prisma.js';
import { WitnessPins } from '../../platform/security/witness-pins.service.js';
import type { StepKind } from '../infusions/infusion-course.rules.js';
import { TasksService } from '../tasks/tasks.service.js';
import { onHoldThen, stepAgainst } from './against-order.rules.js';
import { corrected, requireHappened, type Others } from './corrected-step.js';
import { DoseRecorder, type Changed } from './dose-recorder.service.js';
import { doseProblems } from './doses.errors.js';
import { doseWords } from './doses.words.js';
import type { DoseAction } from './dose.rules.js';
import type { DoseResponse } from './dto/dose.response.js';
import type {
  ChangeBagDto,
  ChangeRateDto,
  CorrectStepDto,
  FinishDoseDto,
  InfusionStepDto,
  ResumeDto,
  StopDoseDto,
} from './dto/infusion.dto.js';
import type { NotGivenDto } from './dto/dose.dto.js';
import { requirePatientAndDrug } from './give.rules.js';
import { Happened, tellAgainst } from './happened.js';
import { requireInForce, requireWitness, stateAfter, type HeldDose } from './held-dose.js';
import { columnsOf, countedRow, countedStep, stateOfSteps, type NewStep } from './infusion-columns.js';
import { stepsOf } from './infusion.mapper.js';
import { rateSet, type RateSet } from './rate-set.js';
import { bagHung, requireVolume } from './went-in.rules.js';

/** What a step asks of the moment at which it is done. */
interface Doing {
  readonly action: DoseAction;
  readonly kind: StepKind;
  /** Only while the order is in force: nothing more is to run in of one that ended. */
  readonly inForce?: true;
}

/** What a request says of a step beside what its kind asks for. */
type SaidOfStep = Pick<InfusionStepDto, 'at' | 'lateReason' | 'witnessId'> & {
  readonly reason?: string;
  readonly happened?: boolean;
  readonly pointer?: string;
};

/** The moment of a step, and whether it is said to have happened so already. */
interface Now {
  readonly at: Date;
  readonly happened: Happened;
}

/** Records what is done to infusions that run. */
@Injectable()
export class InfusionsService {
  constructor(
    private readonly recorder: DoseRecorder,
    private readonly witness: WitnessPins,
    private readonly tasks: TasksService,
  ) {}

  /** @throws Problem doseNotRunning, dosePaused, doseAboveOrder, doseRateLow, doseReasonNeeded, doseWitnessNeeded; StaleVersion */
  async changeRate(id: string, version: number, input: ChangeRateDto): Promise<DoseResponse> {
    const witnessConfirmed = await this.witness.confirms(input);
    requestContext().reason = input.reason.normalize();
    return this.step(
      id,
      version,
      { action: 'set-rate', kind: 'rate', inForce: true },
      input,
      async (tx, held, { happened }) => {
        await requireWitness(tx, held.order, input.witnessId);
        const { value, unit, reason, confirmed } = input;
        const said = { value, ...(unit !== undefined && { unit }) };
        const rate = rateSet(held.order, said, { pointer: '', reason, confirmed, happened });
        return { rate, reason, ...seenBy(input, witnessConfirmed) };
      },
    );
  }

  /** @throws Problem doseNotRunning, dosePaused; StaleVersion */
  pause(id: string, version: number, input: NotGivenDto): Promise<DoseResponse> {
    const { reason } = input;
    return this.step(id, version, { action: 'pause', kind: 'pause' }, input, () => ({ reason }));
  }

  /** @throws Problem doseRunning, doseNotRunning, doseWitnessNeeded, and those of a rate; StaleVersion */
  async resume(id: string, version: number, input: ResumeDto): Promise<DoseResponse> {
    const { reason } = input;
    const witnessConfirmed = await this.witness.confirms(input);
    return this.step(
      id,
      version,
      { action: 'resume', kind: 'resume', inForce: true },
      input,
      async (tx, held, { happened }) => {
        await requireWitness(tx, held.order, input.witnessId);
        const rate = resumedAt(held, input, happened);
        return { rate, ...(reason !== undefined && { reason }), ...seenBy(input, witnessConfirmed) };
      },
    );
  }

  /** @throws Problem doseNotRunning, doseWitnessNeeded, doseOtherPatient, doseOtherDrug, doseReasonNeeded; StaleVersion */
  async changeBag(id: string, version: number, input: ChangeBagDto): Promise<DoseResponse> {
    const { reason } = input;
    const witnessConfirmed = await this.witness.confirms(input);
    return this.step(id, version, { action: 'change-bag', kind: 'bag', inForce: true }, input, async (tx, held) => {
      requirePatientAndDrug({ order: held.order, input });
      await requireWitness(tx, held.order, input.witnessId);
      const volume = bagHung(held.order.detail.infusion?.volume, input.volume, reason);
      return { volume, ...(reason !== undefined && { reason }), ...seenBy(input, witnessConfirmed) };
    });
  }

  /** Ends an infusion that ran to its end. @throws Problem doseNotRunning, doseVolumeNeeded, doseVolumeAbove; StaleVersion */
  async finish(id: string, version: number, input: FinishDoseDto): Promise<DoseResponse> {
    const { endedAt: at, volume, reason } = input;
    const witnessConfirmed = await this.witness.confirms(input);
    const said = { ...input, at, pointer: '/endedAt' };
    return this.step(id, version, { action: 'finish', kind: 'end' }, said, async (tx, held, now) => {
      if (input.witnessId) await requireWitness(tx, held.order, input.witnessId);
      const went = requireVolume(stepsOf(held.order, held.row), { ...now, said: volume, isWhole: true });
      return { volume: went, ...(reason !== undefined && { reason }), ...seenBy(input, witnessConfirmed) };
    });
  }

  /** Ends an infusion before its end. @throws Problem doseNotRunning, doseVolumeAbove, validation; StaleVersion */
  async stop(id: string, version: number, input: StopDoseDto): Promise<DoseResponse> {
    const { reason, volume } = input;
    const witnessConfirmed = await this.witness.confirms(input);
    return this.step(id, version, { action: 'stop', kind: 'stop' }, input, async (tx, held, now) => {
      if (input.witnessId) await requireWitness(tx, held.order, input.witnessId);
      const went = requireVolume(stepsOf(held.order, held.row), { ...now, said: volume, isWhole: false });
      return { volume: went, reason, ...seenBy(input, witnessConfirmed) };
    });
  }

  /**
   * Puts right what was recorded as done to an infusion; both stay readable.
   * @throws Problem infusionStepNotFound, infusionStepInError, and those of what it is put right to; validation when the steps contradict it; StaleVersion
   */
  async correctStep(id: string, stepId: string, version: number, input: CorrectStepDto): Promise<DoseResponse> {
    const { reason } = input;
    const witnessConfirmed = await this.witness.confirms(input);
    requestContext().reason = reason.normalize();
    const change = async (tx: Tx, held: HeldDose): Promise<Changed> => {
      stateAfter(held, 'take-back');
      requireVersion('dose', held.row!, version);
      const steps = stepsOf(held.order, held.row);
      const wrong = steps.find((step) => step.id === stepId.toLowerCase());
      if (!wrong) throw new Problem(doseProblems.infusionStepNotFound);
      if (wrong.status !== 'final') throw new Problem(doseProblems.infusionStepInError);
      if (input.outcome === 'not-happened' && wrong.kind === 'begin') {
        throw invalidField('/outcome', 'beginning', doseWords.beginsNoLater);
      }
      const others = steps.filter(({ status, id: one }) => status === 'final' && one !== wrong.id);
      const happened = new Happened(input);
      const seen = seenBy(input, witnessConfirmed);
      const step = input.outcome === 'otherwise' ? corrected(held, wrong, { ...input, happened, seen }) : undefined;
      if (step) requireHappened(held, step, { others, happened });
      const columns = columnsAfter(held, [...others.map(countedRow), ...(step ? [countedStep(step, 0)] : [])]);
      const stays = [...(input.rate ? [] : stepAgainst(held.order, wrong, steps)), ...onHoldThen(wrong)];
      const isSoStill = step !== undefined && stays.some((what) => what === 'rate' || what === 'order-on-hold');
      await this.tellCorrected(tx, held, { others, happened, input, isSoStill });
      return { columns, ...(step && { step }), inError: { ids: [wrong.id], reason } };
    };
    return this.recorder.act(id, change, { afterDischarge: true, because: reason });
  }

  /** What goes against the order by now is told; where nothing of the infusion does any more, nothing is left to be told. */
  private async tellCorrected(
    tx: Tx,
    held: HeldDose,
    { others, happened, input, isSoStill }: Others & { readonly input: CorrectStepDto; readonly isSoStill: boolean },
  ): Promise<void> {
    const isSo = isSoStill || others.some((one) => stepAgainst(held.order, one, others).length > 0);
    if (happened.against.length > 0) await tellAgainst(tx, this.tasks, held, happened, input);
    else if (!isSo) await this.tasks.settleWithin(tx, held.id, ['dose-against-order']);
    if (input.witnessId) await requireWitness(tx, held.order, input.witnessId);
  }

  /** One step, once it may be done: to an infusion that is in the state for it, at a moment that fits the steps before. */
  private step(
    id: string,
    version: number,
    { action, kind, inForce }: Doing,
    said: SaidOfStep,
    told: (tx: Tx, held: HeldDose, now: Now) => Partial<NewStep> | Promise<Partial<NewStep>>,
  ): Promise<DoseResponse> {
    const change = async (tx: Tx, held: HeldDose): Promise<Changed> => {
      stateAfter(held, action);
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const at = notAhead(said.at);
      const happened = new Happened(said);
      if (inForce) requireInForce(held, at, { pointer: '/at', happened });
      const step: NewStep = { kind, at, ...(await told(tx, held, { at, happened })), against: happened.kept };
      const steps = stepsOf(held.order, held.row).filter(({ status }) => status === 'final');
      const next = Math.max(0, ...steps.map((one) => one.number)) + 1;
      const columns = columnsAfter(held, [...steps.map(countedRow), countedStep(step, next)], said.pointer);
      await this.settle(tx, held.id, kind);
      // What went in in all is known at the end, whose moment is now unless another is said.
      const moment = inForce && { pointer: '/at', said: said.at };
      await tellAgainst(tx, this.tasks, held, happened, { ...said, ...(moment && { moment }) });
      return { columns: { ...columns, ...keptOf(step) }, step };
    };
    return this.recorder.act(id, change, { lateReason: said.lateReason });
  }

  /** What was asked of the ward has come about. */
  private async settle(tx: Tx, doseId: string, kind: StepKind): Promise<void> {
    if (kind === 'bag') await this.tasks.settleWithin(tx, doseId, ['infusion-empty']);
    if (kind === 'pause') await this.tasks.settleWithin(tx, doseId, ['infusion-to-stop']);
    if (kind === 'stop' || kind === 'end') {
      await this.tasks.settleWithin(tx, doseId, ['infusion-empty', 'infusion-to-stop']);
    }
  }
}

/**
 * How fast it goes on. Where that is as before, why it is slower than was ordered was said when it was set so; another rate is asked about as
 * one that is set while it runs.
 */
function resumedAt(held: HeldDose, { rate, reason }: ResumeDto, happened: Happened): RateSet {
  const before = lastRate(held);
  const isAsBefore = !rate || (rate.value === before?.value && (rate.unit ?? before.unit) === before.unit);
  const pointer = '/rate';
  if (isAsBefore) return rateSet(held.order, before, { pointer, reason: 'as before', confirmed: true, happened });
  return rateSet(held.order, rate, { pointer, reason, confirmed: reason !== undefined, happened });
}

const seenBy = ({ witnessId }: Pick<InfusionStepDto, 'witnessId'>, witnessConfirmed: boolean) => ({
  witnessId: witnessId ?? null,
  witnessConfirmed,
});

/** What a step says of the dose, too: why it is as it is now. One that runs again is so for a reason of its own, or none. */
function keptOf({ kind, reason, witnessId, witnessConfirmed }: NewStep) {
  if (kind === 'resume') return { reason: reason ?? null };
  if (kind !== 'rate' && kind !== 'pause' && kind !== 'stop') return {};
  const seen = { witnessId: witnessId ?? null, witnessConfirmed: witnessConfirmed ?? false };
  return { reason: reason ?? null, ...(kind === 'rate' && seen) };
}

/** @throws Problem validation when a step cannot follow the one before */
function columnsAfter(held: HeldDose, steps: Parameters<typeof columnsOf>[1], pointer = '/at') {
  const state = stateOfSteps(steps);
  if (state === undefined) throw invalidField(pointer, 'fits-steps', doseWords.stepOutOfOrder);
  return columnsOf(held, steps, state);
}

function lastRate({ order, row }: HeldDose): { value: number; unit: string } | undefined {
  const step = stepsOf(order, row).findLast(({ status, rateValue }) => status === 'final' && rateValue !== null);
  return step && { value: Number(step.rateValue), unit: step.rateUnit ?? '' };
}
