import { follow } from '../../platform/database/advisory-locks.js';
import type { Tx } from '../../platform/database/prisma.js';
import { isAbove } from '../datatypes/nearly.js';
import { whenNeeded, type NotYet } from '../medications/dose-times.rules.js';
import { massMg } from '../orders/checks/dosage.rules.js';
import { mostOfDayMg } from '../orders/checks/dose-limit.rules.js';
import { factsOf } from '../orders/checks/facts.queries.js';
import { isSameSubstance } from '../orders/checks/substance.rules.js';
import { courseOfOrder } from './dose.mapper.js';
import { tooSoon } from './give.rules.js';
import type { Happened } from './happened.js';
import type { HeldDose } from './held-dose.js';

const DAY_MS = 86_400_000;

interface GivenRow {
  readonly id: string;
  readonly code: string;
  readonly display: string;
  readonly at: Date;
  readonly value: number;
  readonly unit: string;
}

/** What was given to a patient ($1) in the week before a moment ($2), the longest gap there can be, and the day after it, but the dose itself ($3). */
const GIVEN = `SELECT d.id, o.code, o.display, d.effective_at AS at, d.dose_value::float AS value, d.dose_unit AS unit
  FROM dose d JOIN service_order o ON o.id = d.order_id WHERE d.patient_id = $1::uuid AND d.status IN ('given', 'in-progress', 'paused', 'stopped') AND d.id <> $3::uuid
    AND d.effective_at BETWEEN $2::timestamptz - interval '7 days' AND $2::timestamptz + interval '1 day' ORDER BY d.effective_at DESC LIMIT 500`;

interface Room {
  readonly at: Date;
  readonly dose: { readonly value: number; readonly unit: string };
  readonly happened: Happened;
}

/**
 * What is given when needed keeps its gap and its maximum over all orders of the substance, and the most within 24 hours that the formulary
 * knows for the patient. Whoever gives the same patient something else when needed at the same moment follows.
 * @throws Problem doseTooSoon, doseDayMaximum
 */
export async function requireRoom(tx: Tx, { id, order }: HeldDose, { at, dose, happened }: Room): Promise<void> {
  const { timing } = courseOfOrder(order);
  if (timing.kind !== 'as-needed') return;
  await follow(tx, `medicines given to ${order.patientId}`);
  const given = (await tx.$queryRawUnsafe<GivenRow[]>(GIVEN, order.patientId, at, id)).filter(
    (other) => other.code === order.code || isSameSubstance(order, other),
  );
  const times = given.map((other) => other.at);
  const notYet = whenNeeded(timing, times, at);
  if (notYet) orElse(happened, notYet);
  const most = mostOfDayMg(order, await factsOf(tx, order.patientId));
  const mass = massMg(dose);
  if (most === undefined || mass === undefined) return;
  const ofDay = given.filter((other) => Math.abs(at.getTime() - other.at.getTime()) < DAY_MS);
  const sum = ofDay.reduce((total, other) => total + (massMg(other) ?? 0), mass);
  if (!isAbove(sum, most)) return;
  const first = Math.min(...ofDay.map((other) => other.at.getTime()), at.getTime());
  orElse(happened, { because: 'day-maximum', earliestAt: new Date(first + DAY_MS) });
}

function orElse(happened: Happened, notYet: NotYet): void {
  const { code, problem } = tooSoon(notYet);
  happened.orElseKept(code, problem);
}
