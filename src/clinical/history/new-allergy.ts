import type { Coding } from '../datatypes/coding.js';
import type { AllergyDetailsDto } from './dto/allergy.dto.js';

/** An allergy, as this hospital or another system tells it: `active`, `confirmed` and recorded now, unless it says otherwise. */
export interface NewAllergy extends Readonly<AllergyDetailsDto> {
  readonly patientId: string;
  readonly encounterId?: string;
  /** What it is an allergy to; the SNOMED codes of "no known allergy" say that there is none. */
  readonly code: Coding;
  readonly recordedAt?: Date;
  readonly recordedBy?: string;
}
