/** A unit, for machines and for people. */
export class UnitResponse {
  /** UCUM; null for what has none. @example mmol/L */
  unit!: string | null;
  /** The unit as people write it, in the reader's language; empty for numbers without one (INR, pH). @example "mmol/L" */
  unitText!: string | null;
}

/** A measured number with its unit (FHIR Quantity). */
export class QuantityResponse extends UnitResponse {
  /** The number as it was sent, in `unit`; null when the result is words. @example 5.9 */
  value!: number | null;
  /** `<`, `<=`, `>=`, `>`: the value is a limit of what could be measured. @example "<" */
  comparator!: string | null;
}
