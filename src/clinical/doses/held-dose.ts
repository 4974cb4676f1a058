import { onTheWard } from '../../kernel/hospital-time.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';
import { isPlanned } from '../medications/dose-times.rules.js';
import { courseOfOrder, nextWhenNeeded, type RecordedRow } from './dose.mapper.js';
import { doseAfter, slotOf, type DoseAction, type DoseRefusal, type DoseState } from './dose.rules.js';
import { doseProblems, REFUSALS } from './doses.errors.js';
import type { OneDoseRow } from './doses.queries.js';
import { doseWords } from './doses.words.js';
import type { Happened } from './happened.js';
import { isHighAlert } from './high-alert.js';

/** A device's clock may differ a little from the server's. */
const SKEW_MS = 60_000;

interface PersonName {
  readonly id: string;
  readonly fullName: string;
}

/** A dose whose order is held, so that all that is recorded of its doses comes one after the other. */
export interface HeldDose {
  readonly id: string;
  readonly order: OneDoseRow;
  readonly row: RecordedRow | undefined;
  readonly plannedAt: Date | null;
}

/**
 * When the dose is planned; null for one that is given when needed, which must be the next or one that is recorded.
 * @throws Problem doseNotFound when the order plans no such dose
 */
export function plannedAtOf(id: string, order: OneDoseRow): Date | null {
  const slot = slotOf(id);
  const course = courseOfOrder({ ...order, endedAt: null });
  if ('plannedAt' in slot) {
    if (!isPlanned(course, slot.plannedAt)) throw new Problem(doseProblems.doseNotFound);
    return slot.plannedAt;
  }
  const isKnown = order.doses.some((dose) => dose.id === id);
  if (!isKnown && nextWhenNeeded(order, course) !== id) throw new Problem(doseProblems.doseNotFound);
  return null;
}

/** @throws Problem of the rules, which tells who recorded what is there, and when */
export function stateAfter(held: HeldDose, action: DoseAction): DoseState {
  const step = doseAfter(held.row?.status ?? 'planned', action);
  if (!step.ok) throw refusal(held, step.code);
  return step.state;
}

export function refusal({ row }: HeldDose, code: keyof typeof REFUSALS): Problem {
  const currentStatus = row?.status ?? 'planned';
  if (!row) return new Problem(REFUSALS[code], { extra: { currentStatus } });
  const { at, by } = whoDid(row, code);
  return new Problem(REFUSALS[code], {
    params: { by: by.fullName, at: onTheWard(at) },
    extra: { currentStatus, by, at: at.toISOString(), currentVersion: row.version },
  });
}

/** Who did what stands in the way, and when: the pause or the stop of an infusion, else what the dose says. */
function whoDid(row: RecordedRow, code: DoseRefusal): { readonly at: Date; readonly by: PersonName } {
  const kind = code === 'dose-paused' ? 'pause' : code === 'dose-stopped' ? 'stop' : undefined;
  const step = kind && row.steps?.findLast((one) => one.status === 'final' && one.kind === kind);
  const { recordedBy, recorderName } = step ?? row;
  return { at: new Date(step?.at ?? row.effectiveAt), by: { id: recordedBy, fullName: recorderName ?? '' } };
}

interface InForce {
  /** Where the moment stands in the body. */
  readonly pointer?: string;
  /** Whether it is said to have happened so already. */
  readonly happened: Happened;
  /** What is recorded is put right: that its order is on hold by now says nothing of what happened. */
  readonly isCorrection?: true;
}

/**
 * Whether the order asks for a dose at a moment.
 * @throws Problem doseOfDraft, doseOrderOnHold, doseOrderEnded; validation when it is before the order
 */
export function requireInForce(
  { order, plannedAt }: HeldDose,
  at: Date,
  { pointer = '/givenAt', happened, isCorrection }: InForce,
): void {
  const { status, signedAt, endedAt, encounterStartedAt } = order;
  if (status === 'draft' || signedAt === null) throw new Problem(doseProblems.doseOfDraft);
  if (status === 'on-hold' && !isCorrection) {
    happened.orElseKept('order-on-hold', new Problem(doseProblems.doseOrderOnHold));
  }
  const end = endedAt && new Date(endedAt);
  if (end && (status === 'entered-in-error' || at > end || (plannedAt && plannedAt >= end))) {
    const ended = new Problem(doseProblems.doseOrderEnded, {
      params: { at: onTheWard(end) },
      extra: { endedAt: end.toISOString() },
    });
    if (status === 'entered-in-error') throw ended;
    // What was planned for later, and given before the end, does not tell it by its time.
    if (at > end) happened.orElse('order-ended', ended);
    else happened.orElseKept('order-ended', ended);
  }
  const earliest = Math.max(new Date(signedAt).getTime(), encounterStartedAt.getTime()) - SKEW_MS;
  if (at.getTime() < earliest) throw invalidField(pointer, 'before-start', doseWords.beforeStart);
}

/** @throws Problem doseWitnessNeeded when a high-alert medicine has none, or who is named is no other doctor, nurse or pharmacist */
export async function requireWitness(tx: Tx, { code }: OneDoseRow, witnessId: string | undefined): Promise<void> {
  if (!witnessId && !isHighAlert(code)) return;
  const known =
    witnessId &&
    witnessId.toLowerCase() !== actingPerson() &&
    (await tx.$queryRaw<
      object[]
    >`SELECT 1 FROM staff_member s WHERE s.id = ${witnessId}::uuid AND s.status = 'active' AND EXISTS (
      SELECT FROM staff_role r WHERE r.staff_id = s.id AND r.revoked_at IS NULL
        AND r.role IN ('doctor', 'department-head', 'nurse', 'head-nurse', 'pharmacist'))`);
  if (known && known.length === 1) return;
  const error = { pointer: '/witnessId', rule: 'second-person', message: doseWords.witness };
  throw new Problem(doseProblems.doseWitnessNeeded, { errors: [error] });
}
