import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { RejectionReason } from '../specimens/rejection.rules.js';

/** A specimen that the laboratory rejected. */
export class RejectedSpecimenResponse {
  /** @example haemolysed */
  reason!: RejectionReason;
  /** In words of the reader. @example "Mẫu tan máu" */
  reasonText!: string;
  /** @example "Ống citrat chỉ có 1 mL" */
  note!: string | null;
  /** When it had been taken; null where nobody said so. @example 2026-11-23T08:05:00.000Z */
  collectedAt!: string | null;
  collectedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:40:00.000Z */
  rejectedAt!: string;
  rejectedBy!: PersonRefResponse | null;
}
