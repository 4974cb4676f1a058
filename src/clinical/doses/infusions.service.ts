import { Injectable } from '@nestjs/common';
import { notAhead } from '../../kernel/hospital-time.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { requireVersion } from '../../kernel/stale-version.js';
import type { Tx } from '../../platform/database/prisma.js';
import { WitnessPins } from '../../platform/security/witness-pins.service.js';
import { SAYS_VOLUME, SETS_RATE, type StepKind } from '../infusions/infusion-course.rules.js';
import { TasksService } from '../tasks/tasks.service.js';
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
import { requireInForce, requireWitness, stateAfter, type HeldDose } from './held-dose.js';
import { columnsOf, countedRow, countedStep, stateOfSteps, type NewStep } from './infusion-columns.js';
import { stepsOf } from './infusion.mapper.js';
import { rateSet, type RateSet } from './rate-set.js';
import { bagHung, requireHung, requireVolume } from './went-in.rules.js';

/** What a step asks of the moment at which it is done. */
interface Doing {
  readonly action: DoseAction;
  readonly kind: StepKind;
  /** Only while the order is in force: nothing more is to run in of one that ended. */
  readonly inForce?: true;
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
    return this.step(id, version, { action: 'set-rate', kind: 'rate', inForce: true }, input, async (tx, held) => {
      await requireWitness(tx, held.order, input.witnessId);
      const { value, unit, reason, confirmed } = input;
      const said = { value, ...(unit !== undefined && { unit }) };
      const rate = rateSet(held.order, said, { pointer: '', reason, confirmed });
      return { rate, reason, ...seenBy(input, witnessConfirmed) };
    });
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
    return this.step(id, version, { action: 'resume', kind: 'resume', inForce: true }, input, async (tx, held) => {
      await requireWitness(tx, held.order, input.witnessId);
      const rate = resumedAt(held, input);
      return { rate, ...(reason !== undefined && { reason }), ...seenBy(input, witnessConfirmed) };
    });
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
  finish(id: string, version: number, { endedAt, lateReason, volume }: FinishDoseDto): Promise<DoseResponse> {
    const input = { at: endedAt, lateReason, pointer: '/endedAt' };
    return this.step(id, version, { action: 'finish', kind: 'end' }, input, (_, held, at) => ({
      volume: requireVolume(stepsOf(held.order, held.row), { at, said: volume, isWhole: true }),
    }));
  }

  /** Ends an infusion before its end. @throws Problem doseNotRunning, doseVolumeAbove, validation; StaleVersion */
  stop(id: string, version: number, input: StopDoseDto): Promise<DoseResponse> {
    const { reason, volume } = input;
    return this.step(id, version, { action: 'stop', kind: 'stop' }, input, (_, held, at) => ({
      volume: requireVolume(stepsOf(held.order, held.row), { at, said: volume, isWhole: false }),
      reason,
    }));
  }

  /**
   * Puts right what was recorded as done to an infusion; both stay readable.
   * @throws Problem infusionStepNotFound, infusionStepInError, and those of what it is put right to; validation when the steps contradict it; StaleVersion
   */
  correctStep(id: string, stepId: string, version: number, input: CorrectStepDto): Promise<DoseResponse> {
    const { reason } = input;
    requestContext().reason = reason.normalize();
    const change = (_: Tx, held: HeldDose): Changed => {
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
      const step = input.outcome === 'otherwise' ? corrected(held, wrong, input) : undefined;
      if (step?.kind === 'begin') requireInForce(held, step.at, '/at');
      if (step?.volume && (step.kind === 'stop' || step.kind === 'end')) requireHung(others, step.volume);
      const columns = columnsAfter(held, [...others.map(countedRow), ...(step ? [countedStep(step, 0)] : [])]);
      return { columns, ...(step && { step }), inError: { ids: [wrong.id], reason } };
    };
    return this.recorder.act(id, change, { afterDischarge: true, because: reason });
  }

  /** One step, once it may be done: to an infusion that is in the state for it, at a moment that fits the steps before. */
  private step(
    id: string,
    version: number,
    { action, kind, inForce }: Doing,
    said: Pick<InfusionStepDto, 'at' | 'lateReason'> & { readonly pointer?: string },
    told: (tx: Tx, held: HeldDose, at: Date) => Partial<NewStep> | Promise<Partial<NewStep>>,
  ): Promise<DoseResponse> {
    const change = async (tx: Tx, held: HeldDose): Promise<Changed> => {
      stateAfter(held, action);
      requireVersion('dose', { id, version: held.row?.version ?? 0 }, version);
      const at = notAhead(said.at);
      if (inForce) requireInForce(held, at, '/at');
      const step: NewStep = { kind, at, ...(await told(tx, held, at)) };
      const steps = stepsOf(held.order, held.row).filter(({ status }) => status === 'final');
      const next = Math.max(0, ...steps.map((one) => one.number)) + 1;
      const columns = columnsAfter(held, [...steps.map(countedRow), countedStep(step, next)], said.pointer);
      await this.settle(tx, held.id, kind);
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
function resumedAt(held: HeldDose, { rate, reason }: ResumeDto): RateSet {
  const before = lastRate(held);
  const isAsBefore = !rate || (rate.value === before?.value && (rate.unit ?? before.unit) === before.unit);
  const pointer = '/rate';
  if (isAsBefore) return rateSet(held.order, before, { pointer, reason: 'as before', confirmed: true });
  return rateSet(held.order, rate, { pointer, reason, confirmed: reason !== undefined });
}

const seenBy = ({ witnessId }: InfusionStepDto, witnessConfirmed: boolean) => ({
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

type StepRow = ReturnType<typeof stepsOf>[number];

/** @throws Problem validation for a rate or a volume of a step that has none */
function corrected({ order }: HeldDose, wrong: StepRow, { at, rate, volume, reason }: CorrectStepDto): NewStep {
  if (rate && !SETS_RATE.includes(wrong.kind)) throw invalidField('/rate', 'no-rate', doseWords.stepWithoutRate);
  if (volume !== undefined && !SAYS_VOLUME.includes(wrong.kind)) {
    throw invalidField('/volume', 'no-volume', doseWords.stepWithoutVolume);
  }
  const asWas: RateSet | undefined =
    wrong.rateValue === null
      ? undefined
      : {
          ...{ value: Number(wrong.rateValue), unit: wrong.rateUnit ?? '' },
          ...{ mlPerHour: wrong.mlPerHour, weightKg: wrong.weightKg },
        };
  const set = rate ? rateSet(order, rate, { pointer: '/rate', reason, confirmed: true }) : asWas;
  return {
    kind: wrong.kind,
    at: at ? notAhead(at) : new Date(wrong.at),
    ...(set && { rate: set }),
    ...{ volume: volume ?? wrong.volume, reason: wrong.reason },
    // Who looked on then may be who puts it right now: the step that was wrong keeps their name.
    ...(wrong.witnessId !== actingPerson() && {
      witnessId: wrong.witnessId,
      witnessConfirmed: wrong.witnessConfirmed,
    }),
    ...{ number: wrong.number, replacesId: wrong.id },
  };
}
