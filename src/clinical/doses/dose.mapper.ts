import { personRef } from '../../kernel/person-ref.response.js';
import {
  plannedTimes,
  toleratedMinutes,
  wholeMinute,
  whenNeeded,
  type Course,
  type Window,
} from '../medications/dose-times.rules.js';
import type { DoseResponse, DoseStatus, RecordedDoseResponse, WhenNeededResponse } from './dto/dose.response.js';
import { doseAgainst, stepAgainst, type AgainstOrder } from './against-order.rules.js';
import {
  courseOf,
  doseId,
  goesOn,
  plannedSlotOf,
  slotAt,
  slotOf,
  type DoseState,
  type OrderedTiming,
} from './dose.rules.js';
import { runsIn } from './flow.rules.js';
import { isHighAlert } from './high-alert.js';
import { runningOf, stepsOf } from './infusion.mapper.js';
import type { StepRow } from '../infusions/infusion-steps.columns.js';
import type { InfusionResponse, TitrationResponse } from '../orders/dto/infusion.response.js';
import type { SlidingScaleResponse } from '../orders/dto/order.response.js';
import { toProduct, type ReviewRow } from '../pharmacy/pharmacy.mapper.js';

/** What was recorded of a dose, as dose.sql builds it: moments are texts. */
export interface RecordedRow {
  readonly id: string;
  readonly plannedAt: string | null;
  readonly status: Exclude<DoseState, 'planned'>;
  readonly effectiveAt: string;
  readonly endedAt: string | null;
  readonly doseValue: number | null;
  readonly doseUnit: string | null;
  /** Absent from versions of before it was kept. */
  readonly measuredValue?: number | null;
  readonly measuredUnit?: string | null;
  readonly reason: string | null;
  readonly comment: string | null;
  readonly patientScanned: boolean;
  readonly drugScanned: boolean;
  readonly witnessId: string | null;
  readonly witnessName: string | null;
  /** Absent in versions of before it was kept. */
  readonly witnessConfirmed?: boolean;
  readonly wastedValue: number | null;
  readonly wastedUnit: string | null;
  readonly wastedReason: string | null;
  readonly wastedWitnessId: string | null;
  readonly wastedWitnessName: string | null;
  readonly wastedWitnessConfirmed?: boolean;
  readonly recordedBy: string;
  readonly recorderName: string | null;
  readonly recordedAt: string;
  /** Absent from versions that were kept before late doses were recorded. */
  readonly lateEntry?: boolean;
  readonly lateReason?: string | null;
  /** What its order and the doses of that do not tell of what went against it; absent from versions of before it was kept. */
  readonly against?: readonly string[] | null;
  readonly version: number;
  /** Of what runs in; absent from versions and from all else. */
  readonly steps?: readonly StepRow[] | null;
}

/** An order of a medicine; its moments are Dates from a row and texts from JSON. */
export interface MedicineRow {
  readonly id: string;
  readonly number: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly system: string;
  readonly code: string;
  readonly display: string;
  readonly detail: {
    readonly dose: { value: number; unit: string };
    readonly route: string;
    readonly timing: OrderedTiming;
    readonly loadingDose?: { value: number; unit: string };
    readonly slidingScale?: SlidingScaleResponse;
    readonly infusion?: InfusionResponse;
    readonly titration?: TitrationResponse;
  };
  readonly requestedBy: string | null;
  readonly priority: string;
  readonly status: string;
  readonly instructions: string | null;
  /** What the pharmacy says of it; null while no pharmacist has looked at it. */
  readonly pharmacy: Pick<ReviewRow, 'status' | 'product'> | null;
  readonly signedAt: Date | string;
  readonly endedAt: Date | string | null;
  readonly doses: readonly RecordedRow[];
  /** The weight last measured, of what runs in. */
  readonly weightKg?: number | null;
  readonly lastId: string | null;
}

export const courseOfOrder = ({ detail, signedAt, endedAt }: MedicineRow): Course =>
  courseOf(detail.timing, detail.dose.unit, {
    signedAt: new Date(signedAt),
    endedAt: endedAt ? new Date(endedAt) : null,
    loads: detail.loadingDose !== undefined,
  });

/** Whether it is the first dose of a course that begins with a loading dose. */
const isLoading = (order: MedicineRow, plannedAt: Date | null): boolean =>
  order.detail.loadingDose !== undefined &&
  plannedAt?.getTime() === wholeMinute(courseOfOrder(order).startsAt.getTime());

/** What the order asks for at a time: the loading dose first, then its maintenance; of a sliding scale the most that it may be. */
export const plannedDose = (order: MedicineRow, plannedAt: Date | null): { value: number; unit: string } =>
  isLoading(order, plannedAt) ? order.detail.loadingDose! : order.detail.dose;

/** Whether it stands in for something given. */
export const wasGiven = ({ status }: Pick<RecordedRow, 'status'>): boolean =>
  status === 'given' || status === 'stopped' || goesOn(status);

/** The doses of an order in a window: planned ones, those recorded there, and the next that may be given when needed. */
export function dosesOf(order: MedicineRow, window: Window, now: Date): DoseResponse[] {
  const course = courseOfOrder(order);
  const known = new Map(order.doses.map((dose) => [dose.id, dose]));
  const isIn = (at: string) => Date.parse(at) >= window.from.getTime() && Date.parse(at) < window.to.getTime();
  // What runs is shown until it ends, since whenever it runs.
  const recorded = order.doses.filter(
    (d) => (isIn(d.plannedAt ?? d.effectiveAt) || goesOn(d.status)) && d.status !== 'entered-in-error',
  );
  const planned = order.status === 'entered-in-error' ? [] : plannedTimes(course, window);
  const ids = new Set([...planned.map((at) => doseId(order.id, slotAt(at))), ...recorded.map(({ id }) => id)]);
  const next = nextWhenNeeded(order, course);
  if (next && now < window.to) ids.add(next);
  return [...ids].map((id) => toDose(order, id, known.get(id), now));
}

/** The id of the next dose that is given when needed, where it may be. */
export function nextWhenNeeded(order: MedicineRow, { timing, endsAt }: Course, now = new Date()): string | undefined {
  if (timing.kind !== 'as-needed' || order.status === 'entered-in-error' || (endsAt && endsAt <= now)) return undefined;
  const last = order.lastId ? slotOf(order.lastId) : { ordinal: 0 };
  return 'ordinal' in last ? doseId(order.id, last.ordinal + 1) : undefined;
}

export function toDose(order: MedicineRow, id: string, row: RecordedRow | undefined, now: Date): DoseResponse {
  const course = courseOfOrder(order);
  const plannedAt = plannedSlotOf(id);
  const recorded = row && row.status !== 'entered-in-error' ? row : undefined;
  const asNeeded = whenNeededOf(order, course, now);
  return {
    ...{ id, orderId: order.id, orderNumber: order.number, patientId: order.patientId, encounterId: order.encounterId },
    medication: { system: order.system, code: order.code, display: order.display },
    dose: plannedDose(order, plannedAt),
    loading: isLoading(order, plannedAt),
    slidingScale: order.detail.slidingScale ?? null,
    infusion: order.detail.infusion ?? null,
    titration: order.detail.titration ?? null,
    runsIn: runsIn(order.detail),
    route: order.detail.route,
    instructions: order.instructions,
    highAlert: isHighAlert(order.code),
    pharmacy: { status: order.pharmacy?.status ?? 'pending', product: toProduct(order.pharmacy?.product ?? null) },
    plannedAt: plannedAt?.toISOString() ?? null,
    asNeeded: plannedAt ? null : asNeeded,
    status: recorded ? (recorded.status as DoseStatus) : openStatus(order, course, plannedAt, asNeeded, now),
    recorded: recorded ? toRecorded(recorded) : null,
    against: recorded && wasGiven(recorded) ? againstOf(order, recorded, plannedAt) : [],
    running: runningOf(order, row, now),
    version: row?.version ?? 0,
  };
}

/** What of a dose that was given goes against its order: of what runs in, what of its steps does. */
export function againstOf(order: MedicineRow, row: RecordedRow, plannedAt: Date | null): AgainstOrder[] {
  if (!runsIn(order.detail)) {
    const given = () => order.doses.filter(wasGiven);
    return doseAgainst(order, row, { planned: plannedDose(order, plannedAt), given });
  }
  const steps = stepsOf(order, row);
  return [...new Set(steps.flatMap((step) => stepAgainst(order, step, steps)))];
}

function openStatus(
  { status }: MedicineRow,
  { timing }: Course,
  plannedAt: Date | null,
  asNeeded: WhenNeededResponse | null,
  now: Date,
): DoseStatus {
  if (status === 'on-hold') return 'on-hold';
  if (!plannedAt) return asNeeded?.earliestAt ? 'not-yet' : 'available';
  const off = (now.getTime() - plannedAt.getTime()) / 60_000;
  const tolerated = toleratedMinutes(timing);
  if (off > tolerated) return 'overdue';
  return off >= -tolerated ? 'due' : 'planned';
}

function whenNeededOf({ detail, doses }: MedicineRow, { timing }: Course, now: Date): WhenNeededResponse | null {
  const said = detail.timing.asNeeded;
  if (!said || timing.kind !== 'as-needed') return null;
  const given = doses.filter(wasGiven).map(({ effectiveAt }) => new Date(effectiveAt));
  const { minimumGapHours, maximumPerDay, reason = null } = said;
  return {
    reason,
    minimumGapHours,
    maximumPerDay,
    earliestAt: whenNeeded(timing, given, now)?.earliestAt.toISOString() ?? null,
  };
}

const instant = (text: string): string => new Date(text).toISOString();
const amount = (value: number | null, unit: string | null) =>
  value === null || unit === null ? null : { value, unit };

export function toRecorded(row: RecordedRow): RecordedDoseResponse {
  const wasted = amount(row.wastedValue, row.wastedUnit);
  return {
    at: instant(row.effectiveAt),
    endedAt: row.endedAt && instant(row.endedAt),
    by: personRef(row.recordedBy, row.recorderName),
    recordedAt: instant(row.recordedAt),
    lateEntry: row.lateEntry ?? false,
    lateReason: row.lateReason ?? null,
    dose: amount(row.doseValue, row.doseUnit),
    measured: amount(row.measuredValue ?? null, row.measuredUnit ?? null),
    ...{
      reason: row.reason,
      comment: row.comment,
      patientScanned: row.patientScanned,
      medicationScanned: row.drugScanned,
    },
    witness: personRef(row.witnessId, row.witnessName),
    witnessConfirmed: row.witnessConfirmed ?? false,
    wasted: wasted && {
      amount: wasted,
      reason: row.wastedReason ?? '',
      witness: personRef(row.wastedWitnessId, row.wastedWitnessName),
      witnessConfirmed: row.wastedWitnessConfirmed ?? false,
    },
  };
}
