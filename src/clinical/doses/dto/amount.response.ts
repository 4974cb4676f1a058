export class AmountResponse {
  /** @example 500 */
  value!: number;
  /** UCUM. @example mg */
  unit!: string;
}
