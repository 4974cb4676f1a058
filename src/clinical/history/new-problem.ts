import type { Coding } from '../datatypes/coding.js';
import type { ProblemDetailsDto } from './dto/problem.dto.js';

/** A diagnosis or other matter of concern, as this hospital or another system tells it: as {@link NewAllergy}. */
export interface NewProblem extends Readonly<ProblemDetailsDto> {
  readonly patientId: string;
  readonly encounterId?: string;
  readonly code: Coding;
  readonly recordedAt?: Date;
  readonly recordedBy?: string;
}
