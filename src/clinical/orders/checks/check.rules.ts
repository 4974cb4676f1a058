import { allergyFindings } from './allergy.rules.js';
import { doseFindings } from './dose-limit.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import type { Finding } from './finding.js';
import { drugOf } from './formulary.js';
import { patientFindings } from './patient.rules.js';
import { togetherFindings } from './together.rules.js';

/**
 * Everything the checks find of orders that are about to be signed together. What cannot be judged is found too: silence means judged and
 * in order. An order is compared with those before it in the request, so that a pair is told once; with what is open always.
 */
export function findingsOf(orders: readonly CheckedOrder[], facts: Facts): Finding[] {
  return orders.flatMap((order, at) => {
    const beside = [...facts.open, ...orders.slice(0, at)];
    return ofOrder(order, facts, beside).map((found) => ({ ...found, order: at }));
  });
}

function ofOrder(order: CheckedOrder, facts: Facts, beside: readonly CheckedOrder[]): Omit<Finding, 'order'>[] {
  if (order.kind !== 'medication') return togetherFindings(order, undefined, beside);
  const drug = drugOf(order.code);
  const found = [...allergyFindings(order, drug, facts), ...togetherFindings(order, drug, beside)];
  if (!drug) {
    return [
      ...found,
      { rule: 'formulary', severity: 'not-judged', params: { drug: order.code.display }, source: 'formulary' },
    ];
  }
  return [...found, ...doseFindings(order, drug, facts, beside), ...patientFindings(order, drug, facts)];
}
