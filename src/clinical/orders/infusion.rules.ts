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
