import { fill, fillBoth, type Language, type Localised } from '../../kernel/language.js';
import { doseUnitNames } from '../orders/dose.words.js';
import type { CourseStepRow } from '../infusions/infusion-steps.columns.js';
import {
  askedThen,
  stepAgainst,
  type AgainstOrder,
  type JudgedStep,
  type OrderOfInfusion,
} from './against-order.rules.js';
import { againstOf, plannedDose, wasGiven, type MedicineRow, type RecordedRow } from './dose.mapper.js';
import { plannedSlotOf } from './dose.rules.js';
import { againstWords, doseWords } from './doses.words.js';
import { fastestAgainst, rateLimits, flowingOf, runsIn, type OrderedFlow } from './flow.rules.js';

/** A dose that was recorded with what it is judged by, as {@link TOLD_OF_DOSE} reads it. */
export interface ToldDose {
  readonly order: Pick<MedicineRow, 'display' | 'detail' | 'signedAt' | 'endedAt'>;
  readonly row: RecordedRow;
  /** What was given of the order in the week before it, of what is given when needed. */
  readonly before: readonly RecordedRow[];
}

/** What of a dose went against its order, each in words with what was ordered and what was done; nothing of one that was not given. */
export function toldAgainst({ order, row, before }: ToldDose): readonly Localised[] {
  if (!wasGiven(row)) return [];
  const whole = { ...OF_NO_MATTER, ...order, doses: before };
  const plannedAt = plannedSlotOf(row.id);
  return againstOf(whole, row, plannedAt).map((what) => {
    const compared = comparedOf(what, whole, row, plannedAt);
    return compared ? withAmounts(againstWords[what], compared) : againstWords[what];
  });
}

/** What of a step of an infusion went against its order, each in words; of a rate with what was ordered and what was set. */
export const toldOfStep = (
  order: OrderOfInfusion,
  step: JudgedStep,
  steps: readonly CourseStepRow[],
): readonly Localised[] =>
  stepAgainst(order, step, steps).map((what) => {
    const compared = what === 'rate' ? rateCompared(order, [Number(step.rateValue)]) : undefined;
    return compared ? withAmounts(againstWords[what], compared) : againstWords[what];
  });

/** What was asked for of a dose that was given at once. */
export const askedOfDose = ({ order, row, before }: ToldDose): Amount | null =>
  runsIn(order.detail)
    ? null
    : askedThen(
        { ...OF_NO_MATTER, ...order, doses: before },
        row,
        plannedDose({ ...OF_NO_MATTER, ...order, doses: before }, plannedSlotOf(row.id)),
      );

/** What of an order says nothing of whether something goes against it. */
const OF_NO_MATTER = {
  ...{ id: '', number: '', patientId: '', encounterId: '', system: '', code: '', priority: '', status: '' },
  ...{ requestedBy: null, instructions: null, pharmacy: null, lastId: null },
} satisfies Partial<MedicineRow>;

interface Amount {
  readonly value: number;
  readonly unit: string;
}
interface Compared {
  readonly ordered: Amount;
  readonly done: Amount;
}

/** What was ordered and what was done, where the two are amounts. */
function comparedOf(
  what: AgainstOrder,
  order: MedicineRow,
  row: RecordedRow,
  plannedAt: Date | null,
): Compared | undefined {
  if (what === 'dose' && row.doseUnit !== null) {
    const ordered = askedThen(order, row, plannedDose(order, plannedAt));
    return { ordered, done: { value: Number(row.doseValue), unit: row.doseUnit } };
  }
  if (what !== 'rate') return undefined;
  const rates = (row.steps ?? []).flatMap(({ status, rateValue }) =>
    status === 'final' && rateValue !== null ? [Number(rateValue)] : [],
  );
  return rateCompared(order, rates);
}

/** The fastest of the rates beside the highest that was ordered, where it is faster. */
function rateCompared(order: OrderedFlow, rates: readonly number[]): Compared | undefined {
  const done = fastestAgainst(order, rates);
  return done && { ordered: { value: rateLimits(flowingOf(order)).high, unit: done.unit }, done };
}

function withAmounts(words: Localised, { ordered, done }: Compared): Localised {
  const said = (language: Language, { value, unit }: Amount) =>
    fill('{value} {unit}', { value, unit: doseUnitNames(language)[unit] ?? unit }, language);
  const filled = (language: Language) =>
    fillBoth(doseWords.orderedAndDone, {
      what: words[language],
      ordered: said(language, ordered),
      done: said(language, done),
    })[language];
  return { vi: filled('vi'), en: filled('en') };
}
