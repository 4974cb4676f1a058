import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { COURSE_STATES, STEP_KINDS, type CourseState, type StepKind } from '../../infusions/infusion-course.rules.js';
import { AGAINST_ORDER, type AgainstOrder } from '../against-order.rules.js';
import { AmountResponse } from './amount.response.js';

/** The bag that hangs. */
export class HangingBagResponse {
  /** mL; null where nobody said. @example 500 */
  volume!: number | null;
  /** What ran out of it, mL; null where nobody can tell. @example 120 */
  infused!: number | null;
  /** When it is empty as it runs now; null while it is paused, or where nobody can tell. @example 2026-11-28T12:00:00.000Z */
  emptyAt!: string | null;
  /** Whether that is over. @example false */
  isEmpty!: boolean;
}

/** Something that was done to an infusion. */
export class InfusionStepResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000071 */
  id!: string;
  /** @example rate */
  @ApiProperty({ enum: STEP_KINDS })
  kind!: StepKind;
  /** @example 2026-11-28T07:05:00.000Z */
  at!: string;
  /** As it was set from then on. */
  rate!: AmountResponse | null;
  /** What that is in mL an hour; null where nobody can tell. @example 25 */
  mlPerHour!: number | null;
  /** mL: of the bag, of a beginning and a bag; of an end what went in in all. @example 500 */
  volume!: number | null;
  /** @example "Huyết áp trung bình 60 mmHg" */
  reason!: string | null;
  /** What of it the order does not allow: it ran faster, more went in than was hung, or it ran after its order had ended. @example ["rate"] */
  @ApiProperty({ enum: AGAINST_ORDER, isArray: true })
  against!: AgainstOrder[];
  /** The second person. */
  witness!: PersonRefResponse | null;
  /** Whether they confirmed it themselves, by their PIN. @example true */
  witnessConfirmed!: boolean;
  by!: PersonRefResponse;
  /** @example 2026-11-28T07:05:10.000Z */
  recordedAt!: string;
  /** It did not happen so, and counts no more. @example false */
  isInError!: boolean;
  /** @example "Gõ nhầm 25 thành 250" */
  inErrorReason!: string | null;
  /** The step that it puts right. @example 019a1b2c-0000-7000-8000-000000000072 */
  replacesId!: string | null;
}

/** Between which rates it may be set. */
export class RateLimitsResponse {
  /** @example 2 */
  low!: number;
  /** Null where the order says none. @example 20 */
  high!: number | null;
  /** @example mL/h */
  unit!: string;
}

/** How an infusion stands now. */
export class RunningInfusionResponse {
  /** in-progress, paused, stopped early or given to its end. @example in-progress */
  @ApiProperty({ enum: COURSE_STATES })
  state!: CourseState;
  /** Since when it is so. @example 2026-11-28T07:05:00.000Z */
  since!: string;
  /** @example 2026-11-28T07:05:00.000Z */
  begunAt!: string | null;
  /** As it is set, or was last. */
  rate!: AmountResponse | null;
  /** What runs now; null while nothing does, or where nobody can tell. @example 25 */
  mlPerHour!: number | null;
  /** How much of the medicine goes in in an hour; null where nobody knows how much is in a mL. */
  doseRate!: AmountResponse | null;
  /** The same for each kilogram, in µg a minute or units an hour. */
  doseRatePerKg!: AmountResponse | null;
  /** Why the rate for each kilogram is not known; null where it is. @example weight */
  @ApiProperty({ enum: ['concentration', 'weight'], nullable: true, type: String })
  doseRateUnknown!: 'concentration' | 'weight' | null;
  /** By which weight. @example 52 */
  weightKg!: number | null;
  limits!: RateLimitsResponse;
  /** mL in all, as it ran, or as was said at its end; null where nobody can tell. @example 120 */
  infused!: number | null;
  /** Null once it is over. */
  bag!: HangingBagResponse | null;
  /** It runs although its order has ended, or is on hold. @example order-ended */
  @ApiProperty({ enum: ['order-ended', 'order-on-hold'], nullable: true, type: String })
  toBeStopped!: 'order-ended' | 'order-on-hold' | null;
  /** What was done to it, the earliest first, with what was put right. */
  steps!: InfusionStepResponse[];
}
