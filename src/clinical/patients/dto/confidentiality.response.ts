import type { Confidentiality } from '../confidentiality.rules.js';
import { PatientSummaryResponse } from './patient.response.js';

/** Who a patient is and how confidential the record, and nothing of the record. */
export class ConfidentialityResponse extends PatientSummaryResponse {
  /** N normal, R restricted, V very restricted. @example R */
  confidentiality!: Confidentiality;
  /** Of the patient. @example 3 */
  version!: number;
}
