import { DuplicateResponse } from '../duplicates/dto/duplicate.response.js';
import { PatientResponse } from './patient.response.js';

export class RegisteredPatientResponse extends PatientResponse {
  /** Who on record may be the same person, the likeliest first, at most 10; absent when nobody is. */
  duplicates?: DuplicateResponse[];
}
