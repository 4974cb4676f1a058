import type { AllergyCategory, AllergyStatus, AllergyVerification, Coded, Criticality } from './history.rules.js';

/** An allergy, as this hospital or another system tells it. */
export interface NewAllergy {
  readonly patientId: string;
  readonly encounterId?: string;
  /** What it is an allergy to; the SNOMED codes of "no known allergy" say that there is none. */
  readonly code: Coded;
  readonly category?: AllergyCategory;
  readonly criticality?: Criticality;
  readonly reaction?: string;
  /** `active` unless told. */
  readonly clinicalStatus?: AllergyStatus;
  /** `confirmed` unless told. */
  readonly verificationStatus?: AllergyVerification;
  /** A year, month, day or instant, as FHIR writes it. */
  readonly onset?: string;
  /** Now unless told. */
  readonly recordedAt?: Date;
  readonly recordedBy?: string;
}
