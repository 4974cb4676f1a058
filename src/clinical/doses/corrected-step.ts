import { notAhead } from '../../kernel/hospital-time.js';
import { invalidField } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import { SAYS_VOLUME, SETS_RATE, type StepKind } from '../infusions/infusion-course.rules.js';
import type { StepRow } from '../infusions/infusion-steps.columns.js';
import { onHoldThen } from './against-order.rules.js';
import { doseWords } from './doses.words.js';
import type { CorrectStepDto } from './dto/infusion.dto.js';
import type { Happened } from './happened.js';
import { requireInForce, type HeldDose } from './held-dose.js';
import type { NewStep } from './infusion-columns.js';
import { rateSet, type RateSet } from './rate-set.js';
import { requireHung } from './went-in.rules.js';

/** Steps that say that something runs in from then on. */
const RUNS_ON: readonly StepKind[] = [...SETS_RATE, 'bag'];

/** What stands beside a step that is put right. */
export interface Others {
  /** The steps that count beside the one that is put right. */
  readonly others: readonly StepRow[];
  readonly happened: Happened;
}

/** @throws Problem for what the order does not allow, unless it is said to have happened so */
export function requireHappened(held: HeldDose, step: NewStep, { others, happened }: Others): void {
  if (RUNS_ON.includes(step.kind)) {
    requireInForce(held, step.at, { pointer: '/at', happened, isCorrection: true });
  }
  if (step.volume && (step.kind === 'stop' || step.kind === 'end')) requireHung(others, step.volume, happened);
}

type Corrected = Omit<CorrectStepDto, 'happened'> & {
  readonly happened: Happened;
  readonly seen: { readonly witnessId: string | null; readonly witnessConfirmed: boolean };
};

/** The step as it happened, by what is said of it. @throws Problem validation for a rate or a volume of a step that has none, and those of a rate */
export function corrected({ order }: HeldDose, wrong: StepRow, said: Corrected): NewStep {
  const { at, rate, volume, reason, happened, seen } = said;
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
  const set = rate ? rateSet(order, rate, { pointer: '/rate', reason, confirmed: true, happened }) : asWas;
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
    ...(seen.witnessId !== null && seen),
    ...{ number: wrong.number, replacesId: wrong.id, against: onHoldThen(wrong) },
  };
}
