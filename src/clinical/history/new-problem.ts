import type { Coded, ProblemStatus, ProblemVerification } from './history.rules.js';

/** A diagnosis or other matter of concern, as this hospital or another system tells it. */
export interface NewProblem {
  readonly patientId: string;
  readonly encounterId?: string;
  readonly code: Coded;
  /** `active` unless told. */
  readonly clinicalStatus?: ProblemStatus;
  /** `confirmed` unless told. */
  readonly verificationStatus?: ProblemVerification;
  /** A year, month, day or instant, as FHIR writes it. */
  readonly onset?: string;
  /** When it ended, written as `onset`. */
  readonly abatement?: string;
  /** Now unless told. */
  readonly recordedAt?: Date;
  readonly recordedBy?: string;
}
