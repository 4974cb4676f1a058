import type { DueBy } from '../../../clinical/observations/due.rules.js';
import type { LatestEscalationResponse } from '../../../clinical/observations/dto/latest-vitals.response.js';
import type { BoardBedResponse, BoardPatientResponse } from './ward-board.response.js';

/** A patient of the ward and when their next set of vital signs is due. */
export class DueRowResponse {
  bed!: BoardBedResponse | null;
  /** @example 019a1b2c-0000-7000-8000-000000000020 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  patient!: BoardPatientResponse;
  /** When the last set was taken; null when none was. @example 2026-11-23T08:00:00.000Z */
  lastSetAt!: string | null;
  /** NEWS2 or PEWS; null without a score. @example PEWS */
  score!: 'NEWS2' | 'PEWS' | null;
  /** @example 6 */
  total!: number | null;
  /** The highest that the last complete set, or what came after it, shows. @example medium */
  risk!: string | null;
  /** Against the complete set before: rising, falling or steady. @example rising */
  trend!: string | null;
  /** I, II or III; null when nobody set one. @example II */
  careLevel!: string | null;
  /** @example 2026-11-23T09:00:00.000Z */
  dueAt!: string;
  /** What it follows from: score, care-level, or admission when nothing was taken yet. @example score */
  because!: DueBy;
  /** Whole minutes since it was due; 0 when it is still to come. @example 25 */
  overdueMinutes!: number;
  /** The last call to the patient; null when nobody was called. */
  escalation!: LatestEscalationResponse | null;
}

/** Who of a ward is to be measured, the longest overdue first. */
export class DueResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  wardId!: string;
  /** @example NOI */
  wardCode!: string;
  /** @example "Khoa Nội tổng hợp" */
  wardName!: string;
  /** @example 2026-11-23T09:25:00.000Z */
  asOf!: string;
  /** How many are overdue. @example 3 */
  overdue!: number;
  items!: DueRowResponse[];
  /** False when the ward has more than 500 rows. @example true */
  complete!: boolean;
}
