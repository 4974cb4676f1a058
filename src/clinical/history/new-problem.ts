import type { Coding } from '../datatypes/coding.js';
import type { ProblemStatus, ProblemVerification } from './history.rules.js';

/** A diagnosis or other matter of concern, as this hospital or another system tells it. */
export interface NewProblem {
  readonly patientId: string;
  readonly encounterId?: string;
  readonly code: Coding;
  /** `active` by default. */
  readonly clinicalStatus?: ProblemStatus;
  /** `confirmed` by default. */
  readonly verificationStatus?: ProblemVerification;
  /** A year, month, day or instant, as FHIR writes it. */
  readonly onset?: string;
  /** When it ended, written as `onset`. */
  readonly abatement?: string;
  /** Now by default. */
  readonly recordedAt?: Date;
  readonly recordedBy?: string;
}
