import type { News2Risk } from '../news2.rules.js';
import type { PewsAge, PewsRisk } from '../pews.rules.js';
import type { Trend } from '../trend.rules.js';
import { NotScoredResponse } from './early-warning.response.js';
import { FollowedSignsResponse } from './vital-signs.response.js';

/** When each vital sign was last taken; null for what never was. */
export class VitalsTakenAtResponse {
  /** @example 2026-11-23T08:00:00.000Z */
  heartRate!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  respiratoryRate!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  systolic!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  diastolic!: string | null;
  /** @example 2026-11-23T06:00:00.000Z */
  temperature!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  oxygenSaturation!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  supplementalOxygen!: string | null;
  /** @example 2026-11-23T08:00:00.000Z */
  consciousness!: string | null;
}

/** How many whole minutes ago that was, by the service's clock. */
export class VitalsAgeResponse {
  /** @example 12 */
  heartRate!: number | null;
  /** @example 12 */
  respiratoryRate!: number | null;
  /** @example 12 */
  systolic!: number | null;
  /** @example 12 */
  diastolic!: number | null;
  /** @example 132 */
  temperature!: number | null;
  /** @example 12 */
  oxygenSaturation!: number | null;
  /** @example 12 */
  supplementalOxygen!: number | null;
  /** @example 12 */
  consciousness!: number | null;
}

/** NEWS2 of the last set in which nothing was missing. */
export class LastNews2Response {
  /** When that set was taken. @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** 0 to 20. @example 5 */
  total!: number | null;
  /** low, low-medium, medium or high. @example medium */
  risk!: News2Risk | null;
  /** One vital sign alone scores 3. @example false */
  redParameter!: boolean;
  /** Longest time to the next set; 0 is continuous monitoring. @example 60 */
  recheckMinutes!: number | null;
  /** Scale of the oxygen saturation. @example 1 */
  scale!: number;
  /** What has to be known beside the score. @example "Chưa rõ có thai hay không: NEWS2 không dùng cho người mang thai." */
  caution!: string | null;
  /** Against the complete set before: rising, falling or steady; null when there is none. @example rising */
  trend!: Trend | null;
  /** When the next set is due by this one. @example 2026-11-23T09:00:00.000Z */
  dueAt!: string | null;
}

/** Bedside PEWS of the last set in which nothing was missing. */
export class LastPewsResponse {
  /** When that set was taken. @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** The age that it was scored for. @example 1-4-years */
  age!: PewsAge;
  /** 0 to 26. @example 5 */
  total!: number | null;
  /** low, medium or high. @example medium */
  risk!: PewsRisk | null;
  /** Longest time to the next set; 0 is continuous monitoring. @example 60 */
  recheckMinutes!: number | null;
  /** Against the complete set before: rising, falling or steady; null when there is none. @example rising */
  trend!: Trend | null;
  /** When the next set is due by this one. @example 2026-11-23T09:00:00.000Z */
  dueAt!: string | null;
}

/** At least this risk, from the latest values of the last 12 hours, when some are newer than the last complete set. */
export class RiskSinceResponse {
  /** When the newest value was taken. @example 2026-11-23T08:30:00.000Z */
  effectiveAt!: string;
  /** Points of the values that are there. @example 7 */
  partial!: number;
  /** low-medium, medium or high. @example high */
  risk!: News2Risk;
  /** One vital sign alone scores 3. @example true */
  redParameter!: boolean;
  /** Longest time to the next set; 0 is continuous monitoring. @example 0 */
  recheckMinutes!: number | null;
  /** @example 2026-11-23T08:30:00.000Z */
  dueAt!: string | null;
}

/** The last call to a patient because of a set of vital signs. */
export class LatestEscalationResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000050 */
  vitalsId!: string;
  /** raised or acknowledged. @example raised */
  status!: string;
  /** @example 2026-11-23T08:02:00.000Z */
  raisedAt!: string;
}

/** The latest value of each vital sign by itself, among the last 288 sets of the encounter that were no error. */
export class LatestVitalsResponse extends FollowedSignsResponse {
  takenAt!: VitalsTakenAtResponse;
  ageMinutes!: VitalsAgeResponse;
  /** Total of `news2`. @example 5 */
  news2Total!: number | null;
  /** Null while no set was complete, in pregnancy, and for children under 16. */
  news2!: LastNews2Response | null;
  /** Total of `pews`. @example 3 */
  pewsTotal!: number | null;
  /** Null while no set was complete, and from 16 years on. */
  pews!: LastPewsResponse | null;
  /** Why there is neither. */
  notScored!: NotScoredResponse | null;
  /** Null when nothing newer shows more than a low risk. */
  shownSince!: RiskSinceResponse | null;
  /** Level of nursing care: I, II or III; null when nobody set one. @example II */
  careLevel!: string | null;
  /** The last call to the patient; null when nobody was called. */
  escalation!: LatestEscalationResponse | null;
  /** The earliest of the times due, by score and level of care. @example 2026-11-23T09:00:00.000Z */
  dueAt!: string | null;
}
