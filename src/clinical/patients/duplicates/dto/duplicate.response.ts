import { PersonRefResponse } from '../../../../kernel/person-ref.response.js';
import { PatientSummaryResponse } from '../../dto/patient.response.js';

/** Why two records may be of one person. */
export class DuplicateReasonResponse {
  /** @example same-name-and-birth-date */
  code!: string;
  /** In the reader's language. @example "Cùng họ tên và ngày sinh" */
  text!: string;
}

/** Somebody who may be the same person. */
export class DuplicateResponse extends PatientSummaryResponse {
  reasons!: DuplicateReasonResponse[];
}

/** That two alike records are of two people. */
export class DismissalResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000081 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  otherId!: string;
  /** @example "Hai chị em sinh đôi" */
  reason!: string;
}

/** Somebody alike who was found to be another person. */
export class DismissedDuplicateResponse extends PatientSummaryResponse {
  /** @example "Hai chị em sinh đôi" */
  reason!: string;
  dismissedBy!: PersonRefResponse | null;
  /** @example 2026-11-24T03:00:00.000Z */
  dismissedAt!: string;
}

/** A record that was merged into the patient's, and was not taken apart since. */
export class MergedRecordResponse {
  /** Of the merge; taking it back names it. @example 019a1b2c-0000-7000-8000-000000000009 */
  mergeId!: string;
  /** Hospital number of the record that was merged. @example 79016-00000007 */
  mrn!: string | null;
  /** @example "Cùng CCCD, người bệnh đăng ký hai lần" */
  reason!: string;
  mergedBy!: PersonRefResponse | null;
  /** @example 2026-11-24T03:00:00.000Z */
  mergedAt!: string;
}

export class DuplicatesOfPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** The likeliest first; at most 20. */
  items!: DuplicateResponse[];
  /** Those who were found to be other people; at most 20. */
  dismissed!: DismissedDuplicateResponse[];
  /** Those that were merged into this record, the latest first; at most 20. */
  merged!: MergedRecordResponse[];
}

/** A patient who may have been on record before. */
export class SuspectedDuplicateResponse extends PatientSummaryResponse {
  /** Those registered before who may be the same person; at most 5. */
  duplicates!: DuplicateResponse[];
}

export class SuspectedDuplicatesPage {
  /** Those of the patients looked at who may have been on record before; the latest registered first. */
  items!: SuspectedDuplicateResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients/duplicates?cursor=WyJhbmgiXQ */
  next!: string | null;
}
