import { DoseResponse } from '../../doses/dto/dose.response.js';
import { AssessmentResponse, FluidResponse, SiteResponse } from '../../observations/bedside/dto/bedside.response.js';
import { ChartedVitalsResponse } from '../../observations/dto/vitals.response.js';

/** What was charted, in the order in which it was sent. */
export class LateEntriesResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  vitals!: ChartedVitalsResponse[];
  fluids!: FluidResponse[];
  sites!: SiteResponse[];
  assessments!: AssessmentResponse[];
  doses!: DoseResponse[];
}
