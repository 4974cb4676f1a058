import { measureWords } from './check.words.js';
import { dailyTotal } from './day-dose.rules.js';
import { baseOf, rounded, type Found } from './dose-finding.js';
import type { CheckedOrder, Facts } from './facts.js';
import type { Drug } from './formulary.js';
import { renalFunction } from './renal.rules.js';
import { renalThenWords } from './renal.words.js';
import { margin } from './rounding.rules.js';

/**
 * The day of a medicine whose most depends on the kidneys, such as metformin: whoever keeps to it hears nothing. Where the renal function is not
 * known that is told by the cautions; where the day cannot be told, by the dose.
 */
export function renalDoseFindings(
  order: CheckedOrder,
  drug: Drug,
  facts: Facts,
  beside: readonly CheckedOrder[],
): Found[] {
  const { daily = [], measure, avoidBelow = 0 } = drug.renal ?? {};
  const known = daily.length === 0 ? undefined : renalFunction(facts, measure);
  if (!known || known.value < avoidBelow) return [];
  const limit = daily.find(({ below }) => known.value < below);
  if (!limit) return [];
  const { below, most } = limit;
  const given = dailyTotal(order, drug, facts, beside);
  if (given === undefined || given <= most * margin(order, facts)) return [];
  const found = baseOf(order, drug, 'renal-function', 'serious', `renal.daily.${below}`);
  const params = {
    ...{ ...found.params, given: Math.round(known.value), measure: measureWords[known.measure], limit: below },
    then: renalThenWords.most(rounded(most), rounded(given)),
  };
  return [{ ...found, params }];
}
