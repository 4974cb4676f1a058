import { SEVERAL_WORDS } from '../supply/form.words.js';
import { indivisible } from '../supply/supply.rules.js';
import type { CheckedOrder } from './facts.js';
import type { Finding } from './finding.js';
import { formsOf } from './substance.rules.js';

/** A dose that the product cannot be cut into: two thirds of a tablet, half a capsule. */
export function pieceFindings(order: CheckedOrder): Omit<Finding, 'order'>[] {
  const { code, dose, loadingDose, route } = order;
  const found = indivisible({ display: code.display, dose, loadingDose, route, forms: formsOf(code) });
  if (!found) return [];
  const { count, unit, below, above } = found;
  const piece = SEVERAL_WORDS[unit];
  const params = { drug: code.display, count, piece, below, above };
  return [{ rule: 'indivisible', severity: 'serious', params, source: 'strength of the product' }];
}
