import type { OxygenDevice } from '../oxygen.js';
import type { Consciousness, RespiratoryEffort } from '../vital-signs.rules.js';
import { News2Response, NotScoredResponse, PewsResponse } from './early-warning.response.js';

/** The vital signs that are followed from round to round; null for what was not taken. */
export class FollowedSignsResponse {
  /** When they were taken, the newest of them where each was looked for by itself. @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** Beats per minute. @example 96 */
  heartRate!: number | null;
  /** Breaths per minute. @example 20 */
  respiratoryRate!: number | null;
  /** mmHg. @example 124 */
  systolic!: number | null;
  /** mmHg. @example 78 */
  diastolic!: number | null;
  /** °C. @example 38.4 */
  temperature!: number | null;
  /** SpO₂ in %. @example 96 */
  oxygenSaturation!: number | null;
  /** @example false */
  supplementalOxygen!: boolean | null;
  /** A, C, V, P or U (ACVPU). @example A */
  consciousness!: Consciousness | null;
}

/** What was measured in one round, with its early warning score. */
export class VitalSignsResponse extends FollowedSignsResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000050 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** How oxygen is given. @example nasal-cannula */
  oxygenDevice!: OxygenDevice | null;
  /** L/min. @example 2 */
  oxygenFlow!: number | null;
  /** %. @example 28 */
  fio2!: number | null;
  /** 0 to 10. @example 3 */
  pain!: number | null;
  /** Seconds. @example 2 */
  capillaryRefill!: number | null;
  /** normal, mild, moderate or severe increase. @example normal */
  respiratoryEffort!: RespiratoryEffort | null;
  /** kg. @example 52.5 */
  weight!: number | null;
  /** cm. @example 158 */
  height!: number | null;
  /** Capillary blood glucose in mmol/L. @example 6.1 */
  glucose!: number | null;
  /** Null under 16, in pregnancy, and for what was entered in error. */
  news2!: News2Response | null;
  /** Null from 16 on, and for what was entered in error. */
  pews!: PewsResponse | null;
  /** Why there is neither. */
  notScored!: NotScoredResponse | null;
}
