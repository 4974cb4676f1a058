import { onTheWard } from '../../kernel/hospital-time.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import { isAbove, isBelow } from '../datatypes/nearly.js';
import { leastGap, punctuality, whenNeeded, type Course, type NotYet } from '../medications/dose-times.rules.js';
import { courseOfOrder, wasGiven } from './dose.mapper.js';
import { doseProblems } from './doses.errors.js';
import { doseWords } from './doses.words.js';
import type { OneDoseRow } from './doses.queries.js';
import type { GiveDoseDto } from './dto/dose.dto.js';
import type { Happened } from './happened.js';

const MINUTE_MS = 60_000;

/** What is given, checked against the order: right patient, medicine, dose, route and time. */
export interface Giving {
  readonly id: string;
  readonly order: OneDoseRow;
  readonly plannedAt: Date | null;
  readonly givenAt: Date;
  readonly input: Pick<GiveDoseDto, 'dose' | 'route' | 'scan' | 'reason'>;
  /** What the order asks for at this time. */
  readonly asked: { readonly value: number; readonly unit: string };
  /** Whether it is said to have happened so already. */
  readonly happened: Happened;
}

/**
 * The five rights. Source: Institute for Healthcare Improvement, The Five Rights of Medication Administration (2007).
 * @throws Problem of the first that is wrong; doseReasonNeeded when it is early, late, or less than ordered, and nobody says why
 */
export function requireRight(giving: Giving): void {
  requirePatientAndDrug(giving);
  const course = courseOfOrder(giving.order);
  requireNotTooSoon(giving, course);
  const reasons = [...wrongTime(giving, course), ...requireDose(giving), ...questioned(giving)];
  if (reasons.length > 0 && !giving.input.reason) throw new Problem(doseProblems.doseReasonNeeded, { errors: reasons });
}

/** @throws Problem doseOtherPatient, doseOtherDrug, doseOtherRoute */
export function requirePatientAndDrug({
  order,
  input: { scan, route },
}: {
  readonly order: OneDoseRow;
  readonly input: Pick<GiveDoseDto, 'route' | 'scan'>;
}): void {
  if (scan?.patient !== undefined && !isSame(scan.patient, order.mrn)) throw new Problem(doseProblems.doseOtherPatient);
  const { product } = order.pharmacy ?? {};
  // What the pharmacy put in the place of the ordered product is the right one, too.
  const right = [order.code, product?.medication.code].filter((code) => typeof code === 'string');
  if (scan?.medication !== undefined && !right.some((code) => isSame(scan.medication!, code))) {
    throw new Problem(doseProblems.doseOtherDrug);
  }
  if (route !== undefined && !isSame(route, order.detail.route)) throw new Problem(doseProblems.doseOtherRoute);
}

const isSame = (read: string, known: string): boolean => read.trim().toUpperCase() === known.toUpperCase();

function requireNotTooSoon({ id, order, givenAt, happened }: Giving, { timing }: Course): void {
  if (timing.kind !== 'as-needed') return;
  const others = order.doses.filter((dose) => wasGiven(dose) && dose.id !== id);
  const notYet = whenNeeded(
    timing,
    others.map(({ effectiveAt }) => new Date(effectiveAt)),
    givenAt,
  );
  if (!notYet) return;
  const { code, problem } = tooSoon(notYet);
  happened.orElse(code, problem);
}

/** Why one more dose may not be given yet. */
export function tooSoon({ because, earliestAt }: NotYet) {
  const kind = because === 'gap' ? doseProblems.doseTooSoon : doseProblems.doseDayMaximum;
  const problem = new Problem(kind, {
    params: { at: onTheWard(earliestAt) },
    extra: { earliestAt: earliestAt.toISOString() },
  });
  return { code: because === 'gap' ? ('too-soon' as const) : ('day-maximum' as const), problem };
}

/** Early, late, or sooner after another than half of what lies between two. */
function wrongTime({ id, order, plannedAt, givenAt }: Giving, { timing }: Course): FieldError[] {
  if (!plannedAt) return [];
  const half = ((leastGap(timing) ?? 0) / 2) * MINUTE_MS;
  const isNear = order.doses.some(
    (dose) => wasGiven(dose) && dose.id !== id && Math.abs(Date.parse(dose.effectiveAt) - givenAt.getTime()) < half,
  );
  if (!isNear && punctuality(timing, plannedAt, givenAt) === 'in-time') return [];
  return [{ pointer: '/reason', rule: 'required', message: doseWords.reasonOutsideTime }];
}

/** A pharmacist waits for the doctor's answer: who gives it all the same says why, unless it is urgent. */
function questioned({ order: { pharmacy, priority } }: Giving): FieldError[] {
  if (pharmacy?.status !== 'questioned' || priority !== 'routine') return [];
  return [{ pointer: '/reason', rule: 'required', message: doseWords.reasonQuestioned }];
}

function requireDose({ asked, input: { dose }, happened }: Giving): FieldError[] {
  if (!dose) return [];
  requireWithinOrder(asked, dose, happened);
  if (!isBelow(dose.value, asked.value)) return [];
  return [{ pointer: '/reason', rule: 'required', message: doseWords.reasonOtherDose }];
}

/** @throws Problem validation for another unit, doseAboveOrder */
function requireWithinOrder(asked: Giving['asked'], dose: { value: number; unit: string }, happened: Happened): void {
  if (dose.unit !== asked.unit) {
    const error = { pointer: '/dose/unit', rule: 'unit', message: doseWords.unitOfOrder };
    throw new Problem(httpProblems.validation, { errors: [error] });
  }
  if (isAbove(dose.value, asked.value)) happened.orElse('dose', new Problem(doseProblems.doseAboveOrder));
}
