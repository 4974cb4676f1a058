export class ObservationCodeResponse {
  /** URI of the code's system. @example http://loinc.org */
  system!: string | null;
  /** @example 2823-3 */
  code!: string | null;
  /** @example "Kali huyết thanh" */
  display!: string;
}

export class ObservationResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000090 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string | null;
  /** @example 019a1b2c-0000-7000-8000-0000000000a0 */
  reportId!: string | null;
  /** FHIR observation-category. @example laboratory */
  category!: string;
  code!: ObservationCodeResponse;
  /** @example 5.9 */
  value!: number | null;
  /** <, <=, >= or >: the value is a limit of what could be measured. @example "<" */
  comparator!: string | null;
  /** UCUM. @example mmol/L */
  unit!: string | null;
  /** What was found, in words. @example "Âm tính" */
  text!: string | null;
  /** Parts that mean nothing without the whole, such as the two pressures. */
  components!: object[] | null;
  /** @example 3.5 */
  referenceLow!: number | null;
  /** @example 5.1 */
  referenceHigh!: number | null;
  /** @example "Âm tính" */
  referenceText!: string | null;
  /** HL7 v3 ObservationInterpretation. @example H */
  interpretation!: string | null;
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
