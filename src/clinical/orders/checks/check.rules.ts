import { elementAt } from '../../../kernel/list.js';
import { allergyFindings } from './allergy.rules.js';
import { doseFindings } from './dose-limit.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import { bySeverity, type Finding } from './finding.js';
import { substancesOf } from './formulary.js';
import { manyPieces } from './many-pieces.rules.js';
import { patientFindings } from './patient.rules.js';
import { pieceFindings } from './piece.rules.js';
import { renalDoseFindings } from './renal-dose.rules.js';
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
  if (order.kind !== 'medication') return togetherFindings(order, [], beside);
  const substances = substancesOf(order.code);
  const [drug] = substances;
  const found = [
    ...allergyFindings(order, substances, facts),
    ...togetherFindings(order, substances, beside, facts.age),
  ];
  if (!drug) {
    return [
      ...found,
      { rule: 'formulary', severity: 'not-judged', params: { drug: order.code.display }, source: 'formulary' },
      ...manyPieces(order),
      ...pieceFindings(order),
    ];
  }
  const ofPatient = substances.flatMap((one) => patientFindings(order, one, facts));
  const ofKidneys = substances.flatMap((one) => renalDoseFindings(order, one, facts, beside));
  return [
    ...found,
    ...doseFindings(order, drug, facts, beside),
    ...pieceFindings(order),
    ...oncePerRule([...ofPatient, ...ofKidneys]),
  ];
}

/** Of several substances that meet with the same the gravest is told. */
function oncePerRule(found: readonly Omit<Finding, 'order'>[]): Omit<Finding, 'order'>[] {
  const byRule = Map.groupBy(found, ({ rule, params }) => `${rule} ${JSON.stringify(params.analyte ?? null)}`);
  return [...byRule.values()].map((same) => elementAt(bySeverity(same), 0));
}
