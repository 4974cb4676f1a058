import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { VitalSignsResponse } from '../../../clinical/observations/dto/vital-signs.response.js';

/** One round, and who charted it. */
export class ChartVitalsResponse extends VitalSignsResponse {
  recordedBy!: PersonRefResponse;
  /** @example 2026-11-23T08:05:00.000Z */
  recordedAt!: string;
}

/** The weight last measured, in whichever stay; doses hang on it. */
export class LastWeightResponse {
  /** kg. @example 52.5 */
  value!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** How long ago that is, in whole hours. @example 26 */
  ageHours!: number;
  recordedBy!: PersonRefResponse;
}
