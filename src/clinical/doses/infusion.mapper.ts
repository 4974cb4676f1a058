import { personRef } from '../../kernel/person-ref.response.js';
import { courseNow, type CourseNow } from '../infusions/infusion-course.rules.js';
import { courseOfSteps, type StepRow } from '../infusions/infusion-steps.columns.js';
import type { Amount } from '../orders/infusion-rate.rules.js';
import type { MedicineRow, RecordedRow } from './dose.mapper.js';
import { stepAgainst } from './against-order.rules.js';
import type { InfusionStepResponse, RunningInfusionResponse } from './dto/infusion.response.js';
import { doseRates, flowingOf, mlAnHour, rateLimits, runUnitOf } from './flow.rules.js';

/** What was done to an infusion; of one that was begun before steps were kept its beginning, as it is recorded. */
export function stepsOf(order: MedicineRow, row: RecordedRow | undefined): readonly StepRow[] {
  const steps = row?.steps ?? [];
  if (!row || steps.some(({ status }) => status === 'final') || row.status !== 'in-progress') return steps;
  const flowing = flowingOf(order);
  const rate = { value: Number(row.doseValue), unit: row.doseUnit ?? '' };
  const isRate = rate.unit === runUnitOf(flowing);
  const begun: StepRow = {
    kind: 'begin',
    status: 'final',
    ...{ id: row.id, number: 0, at: row.effectiveAt },
    ...{ rateValue: isRate ? rate.value : null, rateUnit: isRate ? rate.unit : null },
    mlPerHour: (isRate && mlAnHour(flowing, rate, order.weightKg ?? undefined)) || null,
    ...{ weightKg: order.weightKg ?? null, volume: order.detail.infusion?.volume ?? null, reason: row.reason },
    ...{ witnessId: row.witnessId, witnessName: row.witnessName, witnessConfirmed: row.witnessConfirmed ?? false },
    ...{ statusReason: null, replacesId: null },
    ...{ recordedBy: row.recordedBy, recorderName: row.recorderName, recordedAt: row.recordedAt },
  };
  return [...steps, begun];
}

/** How an infusion of which something is recorded stands now; null of what is none, or of which no step is known. */
export function runningOf(order: MedicineRow, row: RecordedRow | undefined, now: Date): RunningInfusionResponse | null {
  const steps = stepsOf(order, row);
  const counted = steps.filter(({ status }) => status === 'final');
  if (steps.length === 0 || !row) return null;
  const course = courseNow(courseOfSteps(steps), now.getTime());
  if (course.state === 'none' && row.status !== 'entered-in-error') return null;
  return { ...standsNow(order, counted, course, now), steps: steps.map((step) => toStep(step, order, steps)) };
}

function standsNow(
  order: MedicineRow,
  steps: readonly StepRow[],
  course: CourseNow,
  now: Date,
): Omit<RunningInfusionResponse, 'steps'> {
  const last = steps.findLast(({ rateValue }) => rateValue !== null);
  const begun = steps.find(({ kind }) => kind === 'begin');
  const rate = last && { value: Number(last.rateValue), unit: last.rateUnit ?? '' };
  const weightKg = last?.weightKg ?? null;
  const { low, high } = rateLimits(flowingOf(order));
  const { bag } = course;
  return {
    state: course.state,
    since: new Date(course.since).toISOString(),
    begunAt: begun ? new Date(begun.at).toISOString() : null,
    rate: rate ?? null,
    mlPerHour: tenth(course.mlPerHour),
    ...(rate ? ratesIn(order, rate, weightKg) : { doseRate: null, doseRatePerKg: null, doseRateUnknown: null }),
    weightKg,
    limits: { low, high: Number.isFinite(high) ? high : null, unit: runUnitOf(flowingOf(order)) },
    infused: tenth(course.infused),
    bag: bag && {
      volume: bag.volume,
      infused: tenth(bag.infused),
      emptyAt: bag.emptyAt === null ? null : new Date(bag.emptyAt).toISOString(),
      isEmpty: bag.emptyAt !== null && bag.emptyAt <= now.getTime(),
    },
    toBeStopped: isOver(course) ? null : askedToStop(order),
  };
}

const isOver = ({ state }: CourseNow): boolean => state === 'stopped' || state === 'given' || state === 'none';

/** What runs although its order does not: somebody has to stop it. */
function askedToStop({ status }: MedicineRow): 'order-ended' | 'order-on-hold' | null {
  if (status === 'active') return null;
  return status === 'on-hold' ? 'order-on-hold' : 'order-ended';
}

function ratesIn(order: MedicineRow, rate: Amount, weightKg: number | null) {
  const { anHour, perKg, unknown } = doseRates(flowingOf(order), rate, weightKg ?? undefined);
  return { doseRate: shown(anHour), doseRatePerKg: shown(perKg), doseRateUnknown: unknown ?? null };
}

const SHOWN_DIGITS = 3;
const shown = (amount: Amount | undefined): Amount | null =>
  amount ? { value: Number(amount.value.toPrecision(SHOWN_DIGITS)), unit: amount.unit } : null;

/** mL by tenths. */
const tenth = (volume: number | null): number | null => (volume === null ? null : Math.round(volume * 10) / 10);

const toStep = (step: StepRow, order: MedicineRow, steps: readonly StepRow[]): InfusionStepResponse => ({
  id: step.id,
  kind: step.kind,
  at: new Date(step.at).toISOString(),
  rate: step.rateValue === null ? null : { value: Number(step.rateValue), unit: step.rateUnit ?? '' },
  mlPerHour: tenth(step.mlPerHour),
  volume: step.volume,
  reason: step.reason,
  against: stepAgainst(order, step, steps),
  witness: personRef(step.witnessId, step.witnessName),
  witnessConfirmed: step.witnessConfirmed,
  by: personRef(step.recordedBy, step.recorderName),
  recordedAt: new Date(step.recordedAt).toISOString(),
  isInError: step.status === 'entered-in-error',
  inErrorReason: step.statusReason,
  replacesId: step.replacesId,
});
