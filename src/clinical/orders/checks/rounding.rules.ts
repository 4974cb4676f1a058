import { NEARLY } from '../../datatypes/nearly.js';
import { perDose } from '../supply/supply.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import { isAdult } from './patient-limits.rules.js';
import { formsOf } from './substance.rules.js';

/** Ours: a sachet of 250 mg for a child of 16 kg is 16 mg/kg where 15 are told. More than a tenth above is asked about. */
const WHOLE_PIECES = 1.1;
const PIECES: readonly string[] = ['{tablet}', '{capsule}', '{sachet}', '{suppository}'];

/** How many times a limit may be met: of a child by one or two whole pieces, which nobody weighs out, a tenth more. */
export function margin(order: CheckedOrder, facts: Pick<Facts, 'age'>): number {
  if (!facts.age || isAdult(facts)) return NEARLY;
  const { code, dose, route } = order;
  const each = perDose({ display: code.display, dose, route, forms: formsOf(code) });
  return each && PIECES.includes(each.unit) && [1, 2].includes(each.value) ? WHOLE_PIECES : NEARLY;
}
