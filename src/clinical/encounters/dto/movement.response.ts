import { PlaceResponse } from './encounter.response.js';
import { QueuePatientResponse } from './queue.response.js';

export const MOVEMENT_KINDS = [
  'admission',
  'transfer-in',
  'transfer-out',
  'leave',
  'return',
  'discharge',
  'cancelled',
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** A patient who came to the ward or left it. */
export class MovementResponse {
  /** `leave` and `return` are of one leave; `cancelled` when the encounter was begun by mistake. @example transfer-out */
  kind!: MovementKind;
  /** The same for people. @example "Chuyển đi khoa khác" */
  text!: string;
  /** When it happened, not when it was written down. @example 2026-11-23T08:00:00.000Z */
  at!: string;
  /** Where the patient came from, or went to; null from home and to home. */
  otherWard!: PlaceResponse | null;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example 26-000001 */
  visitNumber!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  patient!: QueuePatientResponse;
}

export class MovementPage {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  wardId!: string;
  /** From when on. @example 2026-11-16T08:00:00.000Z */
  since!: string;
  items!: MovementResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
