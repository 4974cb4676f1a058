import { isAbove } from '../datatypes/nearly.js';
import { whenNeeded } from '../medications/dose-times.rules.js';
import { courseOfSteps, type CourseStepRow, type StepRow } from '../infusions/infusion-steps.columns.js';
import { SETS_RATE } from '../infusions/infusion-course.rules.js';
import { doseByScale, type GlucoseUnit } from '../orders/glucose-scale.rules.js';
import type { MedicineRow, RecordedRow } from './dose.mapper.js';
import { timingOf } from './dose.rules.js';
import { fastestAgainst, type OrderedFlow } from './flow.rules.js';

/** What was done to a patient although the order does not allow it. */
export const AGAINST_ORDER = [
  'dose',
  'rate',
  'volume',
  'too-soon',
  'day-maximum',
  'order-ended',
  'order-on-hold',
] as const;
export type AgainstOrder = (typeof AGAINST_ORDER)[number];

/** In the order of the list, each once. */
const listed = (found: readonly string[]): AgainstOrder[] => AGAINST_ORDER.filter((what) => found.includes(what));

/** That an order was on hold as something was done of it: nothing else says so later. */
export const onHoldThen = ({ against }: { readonly against?: readonly string[] | null }): AgainstOrder[] =>
  listed(against ?? []).filter((what) => what === 'order-on-hold');

/** mL of all bags that were hung; null where nobody said how much one holds. */
export function hung(steps: readonly CourseStepRow[]): number | null {
  const bags = courseOfSteps(steps).filter(({ kind }) => kind === 'begin' || kind === 'bag');
  return bags.reduce<number | null>((sum, { volume }) => (sum === null || volume === null ? null : sum + volume), 0);
}

/** What of an order its infusions are judged by. */
export type OrderOfInfusion = OrderedFlow & Pick<MedicineRow, 'endedAt'>;
/** What of a step it is judged by. */
export type JudgedStep = CourseStepRow & Pick<StepRow, 'rateValue' | 'against'>;

const isAfterEnd = ({ endedAt }: Pick<MedicineRow, 'endedAt'>, at: string): boolean =>
  endedAt !== null && Date.parse(at) > new Date(endedAt).getTime();

/** What of a step of an infusion goes against its order; nothing of one that did not happen so. @param steps all of the infusion */
export function stepAgainst(order: OrderOfInfusion, step: JudgedStep, steps: readonly CourseStepRow[]): AgainstOrder[] {
  if (step.status !== 'final') return [];
  const most = step.kind === 'stop' || step.kind === 'end' ? hung(steps) : null;
  const found: readonly (readonly [AgainstOrder, boolean])[] = [
    ['rate', step.rateValue !== null && fastestAgainst(order, [Number(step.rateValue)]) !== undefined],
    ['volume', most !== null && step.volume !== null && isAbove(step.volume, most)],
    ['order-ended', (SETS_RATE.includes(step.kind) || step.kind === 'bag') && isAfterEnd(order, step.at)],
  ];
  return listed([...(step.against ?? []), ...found.flatMap(([what, isSo]) => (isSo ? [what] : []))]);
}

interface Amount {
  readonly value: number;
  readonly unit: string;
}

/** What was asked for of a dose that was recorded: of a sliding scale what it says of what was measured. @param planned the most that it may be */
export function askedThen({ detail }: MedicineRow, row: RecordedRow, planned: Amount): Amount {
  if (!detail.slidingScale || !row.measuredValue || !row.measuredUnit) return planned;
  const measured = { value: Number(row.measuredValue), unit: row.measuredUnit as GlucoseUnit };
  return { value: doseByScale(detail.slidingScale, measured) ?? planned.value, unit: planned.unit };
}

/**
 * What of a dose that was given at once goes against its order: more than was asked for, sooner after the one before or more often than it may be, or
 * after its end; and what was kept of that as it was recorded. @param planned what the order asks for at its time
 * @param given all that was given of the order; asked for only of what is given when needed
 */
export function doseAgainst(
  order: MedicineRow,
  row: RecordedRow,
  { planned, given }: { readonly planned: Amount; readonly given: () => readonly RecordedRow[] },
): AgainstOrder[] {
  const { timing, dose } = order.detail;
  const asked = askedThen(order, row, planned);
  const found: string[] = [...(row.against ?? [])];
  if (row.doseUnit === asked.unit && isAbove(Number(row.doseValue), asked.value)) found.push('dose');
  const when = timingOf(timing, dose.unit);
  if (when.kind === 'as-needed') {
    const before = given().filter((one) => one.id !== row.id && one.effectiveAt <= row.effectiveAt);
    const notYet = whenNeeded(
      when,
      before.map(({ effectiveAt }) => new Date(effectiveAt)),
      new Date(row.effectiveAt),
    );
    if (notYet) found.push(notYet.because === 'gap' ? 'too-soon' : 'day-maximum');
  }
  if (isAfterEnd(order, row.effectiveAt)) found.push('order-ended');
  return listed(found);
}
