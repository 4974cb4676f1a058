import { ActorRefResponse } from '../../../kernel/person-ref.response.js';

export class RecordChangeResponse {
  /** The version this change made. @example 2 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  at!: string;
  by!: ActorRefResponse;
  /** The fields it changed. @example ["clinicalStatus"] */
  fields!: string[];
}

export class RecordHistoryResponse {
  /** The allergy or problem. @example 019a1b2c-0000-7000-8000-000000000020 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string | null;
  /** Changes after it was recorded, oldest first, at most 20. */
  items!: RecordChangeResponse[];
}
