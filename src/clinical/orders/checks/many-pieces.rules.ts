import { pieceWords } from './check.words.js';
import { amountOf, hourlyOf, isRate, PIECES, strengthOf } from './dosage.rules.js';
import type { CheckedOrder } from './facts.js';
import type { Finding } from './finding.js';
import type { Drug } from './formulary.js';

/**
 * How many pieces, and how many mL of an injection or drops of it, are asked about at one time where no limit of the dose is known. Ours: a slipped
 * point, or mg for µg, comes to hundreds of ampoules, which nobody draws up. It says nothing of smaller errors.
 */
const MOST = { piece: 30, mL: 50 } as const;
/** Forms of which many mL are taken. */
const FLUID = /infusion|syrup|suspension|solution/;

/** A dose that comes to more pieces of the largest strength, or mL, than anybody takes; nothing where that cannot be reckoned either. */
export function manyPieces(order: CheckedOrder, drug?: Drug): Omit<Finding, 'order'>[] {
  const count = order.dose && countIn(order.dose, drug);
  if (!count || count.value <= MOST[count.of]) return [];
  const params = { drug: order.code.display, given: Number(count.value.toPrecision(3)), piece: pieceWords[count.of] };
  return [{ rule: 'many-pieces', severity: 'serious', params, source: 'strengths of the formulary' }];
}

type Count = { readonly of: keyof typeof MOST; readonly value: number };

function countIn(dose: { readonly value: number; readonly unit: string }, drug: Drug | undefined): Count | undefined {
  if (PIECES.has(dose.unit) || dose.unit === '{puff}') return { of: 'piece', value: dose.value };
  const isFluid = drug?.forms.some((form) => FLUID.test(form)) ?? true;
  // What runs may be diluted, and of what is known by no mL a whole bottle may be meant, such as 100 mL of paracetamol.
  const isAmpoule = !isFluid && drug?.strengths?.some((strength) => strength.toLowerCase().includes('/ml'));
  if (dose.unit === 'mL') return isAmpoule ? { of: 'mL', value: dose.value } : undefined;
  if (dose.unit === 'mL/h') return undefined;
  if (!drug || drug.unit) return undefined;
  const amount = isRate(dose.unit) ? hourlyOf(dose, {}) : amountOf(dose, {});
  if (amount === undefined) return undefined;
  const counts = (drug.strengths ?? []).flatMap((strength): Count[] => {
    const [ofPiece, ofMl] = [strengthOf(strength, '{tablet}'), strengthOf(strength, 'mL')];
    if (ofPiece !== undefined) return [{ of: 'piece', value: amount / ofPiece }];
    return ofMl === undefined || isFluid ? [] : [{ of: 'mL', value: amount / ofMl }];
  });
  return counts.toSorted((one, other) => one.value / MOST[one.of] - other.value / MOST[other.of])[0];
}
