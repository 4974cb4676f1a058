import type { MedicationIntent, MedicationStatus } from '../new-medication-request.js';

export class MedicationCodeResponse {
  /** URI of the code system. @example http://www.nlm.nih.gov/research/umls/rxnorm */
  system!: string | null;
  /** @example "308136" */
  code!: string | null;
  /** @example "Amlodipin 2,5 mg viên nén" */
  display!: string;
}

export class MedicationRequestResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000040 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  encounterId!: string | null;
  /** FHIR R4 medicationrequest-status. @example active */
  status!: MedicationStatus;
  /** FHIR R4 medicationrequest-intent. @example order */
  intent!: MedicationIntent;
  code!: MedicationCodeResponse;
  /** Dose, route and times in words. @example "Uống 1 viên mỗi sáng" */
  dosageText!: string | null;
  /** @example 2026-11-20T08:00:00.000Z */
  authoredAt!: string;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  updatedAt!: string;
}

export class MedicationPage {
  /** Whose list it is. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: MedicationRequestResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
