import { DOSE_UNIT_WORDS } from '../dose.words.js';
import { dailyOf, singleOf, type Measure } from './dosage.rules.js';
import type { CheckedOrder, Facts } from './facts.js';
import type { Finding } from './finding.js';
import { drugOf, substancesOf, type Drug } from './formulary.js';
import { SOURCES } from './formulary.data.js';

type Found = Omit<Finding, 'order'>;

const ADULT_YEARS = 18;
/** From this weight on a child's dose by weight would pass an adult's, which then is the limit. */
const rounded = (mg: number): number => Number(mg.toPrecision(6));

type Limits = { readonly single?: number; readonly daily: number } | 'no-weight' | undefined;

/** The most at one time and within 24 hours, in the unit of the drug, for this patient. */
function limitsOf(drug: Drug, { age, weightKg }: Facts): Limits {
  if (!age) return undefined;
  if (age.min >= ADULT_YEARS) return drug.adult;
  if (weightKg === undefined) return 'no-weight';
  if (!drug.child) return undefined;
  const daily = Math.min(drug.child.daily * weightKg, drug.adult?.daily ?? Infinity);
  const single = Math.min((drug.child.single ?? drug.child.daily) * weightKg, drug.adult?.single ?? daily);
  return { single, daily };
}

/** The most mg of a medicine within 24 hours for this patient; undefined where the formulary does not know. */
export function mostOfDayMg(
  code: { readonly code: string; readonly display: string },
  facts: Facts,
): number | undefined {
  const drug = drugOf(code);
  const limits = drug && limitsOf(drug, facts);
  return limits === undefined || limits === 'no-weight' || drug?.unit ? undefined : limits.daily;
}

/**
 * Dose at one time and within 24 hours over all orders of the same substance: those that are open, and those of the same request.
 * @param others what counts into the day besides
 */
export function doseFindings(order: CheckedOrder, drug: Drug, facts: Facts, others: readonly CheckedOrder[]): Found[] {
  const unit = drug.unit ? DOSE_UNIT_WORDS[drug.unit] : 'mg';
  const base = { params: { drug: order.code.display, unit }, source: SOURCES[drug.source] ?? drug.source } as const;
  const limits = limitsOf(drug, facts);
  if (limits === 'no-weight') return [{ ...base, rule: 'weight', severity: 'serious' }];
  const single = singleOf(order, measureOf(order, drug));
  if (!limits || single === undefined) return [{ ...base, rule: 'dose', severity: 'not-judged' }];
  const found: Found[] = [];
  const mostAtOnce = limits.single ?? limits.daily;
  const params = { ...base.params, given: rounded(single), most: rounded(mostAtOnce) };
  if (single >= 10 * mostAtOnce) found.push({ ...base, rule: 'ten-fold-dose', severity: 'contraindicated', params });
  else if (single > mostAtOnce * 1.001) found.push({ ...base, rule: 'single-dose', severity: 'serious', params });
  return [...found, ...dayFindings(order, drug, others, limits.daily, base)];
}

function dayFindings(
  order: CheckedOrder,
  drug: Drug,
  others: readonly CheckedOrder[],
  most: number,
  base: Pick<Found, 'params' | 'source'>,
): Found[] {
  // A combination counts too: what of the substance is in it is known, or the day is not.
  const same = others.filter(({ code, kind }) => kind === 'medication' && has(code, drug));
  const amounts = [order, ...same].map((one) => dailyOf(one, measureOf(one, drug)));
  if (amounts.includes(undefined)) return [{ ...base, rule: 'daily-dose', severity: 'not-judged' }];
  const given = amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  if (given <= most * 1.001) return [];
  const params = { ...base.params, given: rounded(given), most: rounded(most) };
  return [{ ...base, rule: 'daily-dose', severity: 'serious', params }];
}

const has = (code: CheckedOrder['code'], { name }: Drug): boolean =>
  substancesOf(code).some((one) => one.name === name);

/** How much of a drug is in an order: of a combination nobody tells. */
function measureOf({ code }: CheckedOrder, { unit, name }: Drug): Measure {
  const [only, ...more] = substancesOf(code);
  return only?.name === name && more.length === 0 ? { unit, display: code.display } : { isUnknown: true };
}
