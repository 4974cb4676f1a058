import type { Coding } from '../datatypes/coding.js';
import type { AllergyCategory, AllergyStatus, AllergyVerification, Criticality } from './history.rules.js';

/** An allergy, as this hospital or another system tells it. */
export interface NewAllergy {
  readonly patientId: string;
  readonly encounterId?: string;
  /** What it is an allergy to; the SNOMED codes of "no known allergy" say that there is none. */
  readonly code: Coding;
  readonly category?: AllergyCategory;
  readonly criticality?: Criticality;
  readonly reaction?: string;
  /** `active` by default. */
  readonly clinicalStatus?: AllergyStatus;
  /** `confirmed` by default. */
  readonly verificationStatus?: AllergyVerification;
  /** A year, month, day or instant, as FHIR writes it. */
  readonly onset?: string;
  /** Now by default. */
  readonly recordedAt?: Date;
  readonly recordedBy?: string;
}
