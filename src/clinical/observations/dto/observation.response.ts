import { CodingResponse } from '../../datatypes/dto/coding.response.js';
import { QuantityResponse } from '../../datatypes/dto/quantity.response.js';

/** A part that means nothing without the whole, such as one of the two pressures, or an antibiotic of an antibiogram. */
export class ObservationPartResponse {
  code!: CodingResponse;
  /** @example 120 */
  value!: number | null;
  /** @example "<=" */
  comparator!: string | null;
  /** UCUM. @example mm[Hg] */
  unit!: string | null;
  /** The unit as a ward writes it. @example mmHg */
  unitText!: string | null;
  /** What is no number. @example "Âm tính" */
  text!: string | null;
  /** The number as it was sent. @example "120" */
  valueText!: string | null;
  /** HL7 v3 ObservationInterpretation. @example R */
  interpretation!: string | null;
  /** How a germ stands to an antibiotic, in words. @example kháng */
  interpretationText!: string | null;
}

export class ObservationResponse extends QuantityResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000090 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string | null;
  /** @example 019a1b2c-0000-7000-8000-0000000000a0 */
  reportId!: string | null;
  /** FHIR observation-category. @example laboratory */
  category!: string;
  code!: CodingResponse;
  /** What was found, in words. @example "Âm tính" */
  text!: string | null;
  /** Parts that mean nothing without the whole, such as the two pressures. */
  components!: ObservationPartResponse[] | null;
  /** @example 3.5 */
  referenceLow!: number | null;
  /** @example 5.1 */
  referenceHigh!: number | null;
  /** @example "Âm tính" */
  referenceText!: string | null;
  /** HL7 v3 ObservationInterpretation. @example H */
  interpretation!: string | null;
  /** Somebody has to be told at once; null: it could not be judged, or is a vital sign, which the score judges. @example false */
  critical!: boolean | null;
  /** Why it could not be judged. @example unit-unfit */
  notJudgedBecause!: string | null;
  /** The number with the digits it was sent with. @example "5.90" */
  valueText!: string | null;
  /** FHIR observation-status. @example final */
  status!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
}

export class ObservationPage {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: ObservationResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients/019a1b2c-0000-7000-8000-000000000002/observations?cursor=WyJhbmgiXQ */
  next!: string | null;
}
