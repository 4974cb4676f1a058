import { DOSE_UNIT_WORDS } from '../dose.words.js';
import type { CheckedOrder, Facts } from './facts.js';
import type { Finding } from './finding.js';
import type { Drug } from './formulary.js';
import { type FactName, factSource } from './knowledge/fact-source.js';
import { isAdult } from './patient-limits.rules.js';

export type Found = Omit<Finding, 'order'>;

/** A figure as it is told. */
export const rounded = (mg: number): number => Number(mg.toPrecision(6));

/** Of whom a limit is, as the facts of a drug are named: a child without limits of its own is held against an adult's. */
export const ofWhom = (
  drug: Drug,
  fact: 'single' | 'singleIv' | 'singleIm' | 'daily' | 'hourly',
  facts: Facts,
): FactName => {
  const isOwn = facts.age !== undefined && !isAdult(facts) && facts.weightKg !== undefined && drug.child !== undefined;
  if (isOwn && (fact !== 'hourly' || drug.child?.hourly !== undefined)) return `child.${fact}`;
  if (fact === 'daily' && drug.adult?.daily === undefined) return 'adult.dailyPerKg';
  if (fact !== 'hourly') return `adult.${fact}`;
  if (facts.pregnancy === 'pregnant' && drug.adult?.hourlyPregnant !== undefined) return 'adult.hourlyPregnant';
  return drug.adult?.hourly === undefined ? 'adult.hourlyPerKg' : 'adult.hourly';
};

/** What is found of an order, before its figures. */
export function baseOf(
  order: CheckedOrder,
  drug: Drug,
  rule: Found['rule'],
  severity: Found['severity'],
  fact: FactName,
): Found {
  const unit = drug.unit ? DOSE_UNIT_WORDS[drug.unit] : 'mg';
  return { rule, severity, params: { drug: order.code.display, unit }, source: factSource(drug, fact) };
}
