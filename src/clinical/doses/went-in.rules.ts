import { Problem, type FieldError } from '../../kernel/problem.js';
import { isAbove } from '../datatypes/nearly.js';
import { infusedBy } from '../infusions/infusion-course.rules.js';
import { courseOfSteps, type StepRow } from '../infusions/infusion-steps.columns.js';
import { hung } from './against-order.rules.js';
import { doseProblems } from './doses.errors.js';
import { doseWords } from './doses.words.js';
import type { Happened } from './happened.js';

/** Of what was hung so much at least has run out, as it ran, of an infusion that is said to have run to its end. Ours: drops are counted by eye. */
const RAN_OUT = 0.8;

/** A bag of another size than was ordered is asked about from so many times on, either way: a slip by ten is among them, another size of bag is not. Ours. */
const OTHER_BAG = 2.5;

/**
 * The mL of a bag that is hung: as said, or as ordered; null where neither says it.
 * @throws Problem doseReasonNeeded for one far larger or smaller than ordered, when nobody says why: what it holds tells when it is empty
 */
export function bagHung(
  ordered: number | undefined,
  said: number | undefined,
  reason: string | undefined,
): number | null {
  if (said === undefined || ordered === undefined) return said ?? ordered ?? null;
  const isUsual = said < ordered * OTHER_BAG && said > ordered / OTHER_BAG;
  if (isUsual || reason !== undefined) return said;
  const error: FieldError = { pointer: '/reason', rule: 'required', message: doseWords.reasonOtherBag };
  throw new Problem(doseProblems.doseReasonNeeded, { errors: [error] });
}

/** @throws Problem doseVolumeAbove when more is said to have gone in than was hung, and not that it did so all the same */
export function requireHung(steps: readonly StepRow[], volume: number, happened: Happened): void {
  const most = hung(steps);
  if (most === null || !isAbove(volume, most)) return;
  const above = { params: { volume: most }, extra: { volume: most } };
  happened.orElse('volume', new Problem(doseProblems.doseVolumeAbove, above));
}

interface Ending {
  readonly at: Date;
  /** mL, as somebody says. */
  readonly said: number | undefined;
  /** It ran to its end: all that was hung went in, unless it ran for too short a while. */
  readonly isWhole: boolean;
  readonly happened: Happened;
}

/**
 * How much went in of an infusion that ends: as was said, or all of it. Null where nobody can tell, as of oxygen.
 * @throws Problem doseVolumeNeeded, doseVolumeAbove
 */
export function requireVolume(steps: readonly StepRow[], { at, said, isWhole, happened }: Ending): number | null {
  if (said !== undefined) {
    requireHung(steps, said, happened);
    return said;
  }
  const most = hung(steps);
  const ran = infusedBy(courseOfSteps(steps), at.getTime());
  const estimate = ran === null ? null : Math.round(ran * 10) / 10;
  if (isWhole && (most === null || estimate === null || estimate >= most * RAN_OUT)) return most ?? estimate;
  if (most === null && estimate === null) return null;
  const params = { infused: estimate ?? '?', volume: most ?? '?' };
  throw new Problem(doseProblems.doseVolumeNeeded, { params, extra: { infused: estimate, volume: most } });
}
