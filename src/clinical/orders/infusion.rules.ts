import type { FieldError } from '../../kernel/problem.js';
import { isOfRate } from './dose.rules.js';
import type { Amount, Infusion } from './infusion-rate.rules.js';
import { orderWords } from './orders.words.js';

const RUNS_INTO: readonly string[] = ['intravenous', 'intraosseous', 'subcutaneous', 'epidural'];
const isRate = (unit = ''): boolean => isOfRate(unit);

interface Diluted {
  readonly infusion?: Infusion;
  readonly dose?: Amount;
  readonly route?: string;
  readonly slidingScale?: unknown;
  readonly loadingDose?: unknown;
}

/**
 * What contradicts itself in an infusion of sound fields: it runs into the body, its dose is either what goes into the fluid or how fast it
 * runs, and neither is told twice. @param at pointer of the order
 */
export function infusionErrors(
  { infusion, dose, route, slidingScale, loadingDose }: Diluted,
  at: string,
): FieldError[] {
  if (!infusion) return [];
  const { amount, rate } = infusion;
  const found: (readonly [boolean, string, string, FieldError['message']])[] = [
    [route !== undefined && !RUNS_INTO.includes(route), '', 'runs-in', orderWords.infusionRoute],
    [dose?.unit === 'mL/h' && !amount, '/amount', 'amount-of-rate', orderWords.infusionAmount],
    [
      dose !== undefined && !isRate(dose.unit) && amount !== undefined,
      '/amount',
      'once',
      orderWords.infusionAmountTwice,
    ],
    [isRate(amount?.unit), '/amount/unit', 'amount', orderWords.infusionAmountUnit],
    [isRate(dose?.unit) && rate !== undefined, '/rate', 'once', orderWords.infusionRateTwice],
    [slidingScale !== undefined || loadingDose !== undefined, '', 'alone', orderWords.infusionAlone],
  ];
  return found
    .filter(([isWrong]) => isWrong)
    .map(([, field, rule, message]) => ({ pointer: `${at}/infusion${field}`, rule, message }));
}

interface Titrated extends Diluted {
  readonly titration?: { readonly low: number; readonly high: number };
}

/** What contradicts itself in the rates between which an infusion may be set. @param at pointer of the order */
export function titrationErrors({ titration, dose, infusion }: Titrated, at: string): FieldError[] {
  if (!titration) return [];
  const rate = dose && isRate(dose.unit) ? dose : infusion?.rate;
  if (!rate) return [{ pointer: `${at}/titration`, rule: 'runs', message: orderWords.titrationOfRate }];
  const { low, high } = titration;
  if (low >= high) return [{ pointer: `${at}/titration/low`, rule: 'below-high', message: orderWords.titrationOrder }];
  if (rate.value >= low && rate.value <= high) return [];
  return [{ pointer: `${at}/titration`, rule: 'holds-rate', message: orderWords.titrationHoldsRate }];
}
