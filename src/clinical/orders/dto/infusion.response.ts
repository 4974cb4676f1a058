import type { DoseUnit } from '../dose.rules.js';
import type { RunUnit } from '../infusion-rate.rules.js';

export class OrderedDoseResponse {
  /** @example 500 */
  value!: number;
  /** @example mg */
  unit!: DoseUnit;
}

export class InfusionRateResponse {
  /** @example 60 */
  value!: number;
  /** @example mL/h */
  unit!: RunUnit;
}

/** What an infusion is diluted in, and how it runs. */
export class InfusionResponse {
  /** @example "Natri clorid 0,9 %" */
  fluid!: string;
  /** mL. @example 500 */
  volume!: number;
  /** How much of the medicine is in it, where the dose is a rate. */
  amount?: OrderedDoseResponse;
  /** How fast it runs, where the dose is an amount. */
  rate?: InfusionRateResponse;
}

/** Between which rates whoever stands at the bedside may set it, in the unit in which it runs. */
export class TitrationResponse {
  /** @example 2 */
  low!: number;
  /** @example 20 */
  high!: number;
  /** What it is set for. @example "Huyết áp trung bình từ 65 mmHg" */
  target?: string;
}
