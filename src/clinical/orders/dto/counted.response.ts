/** An amount of a medicine, counted as it is taken and handed out. */
export class CountedResponse {
  /** @example 1.5 */
  value!: number;
  /** UCUM; what is counted in its curly words. @example {tablet} */
  unit!: string;
  /** The unit as people write it, in the reader's language. @example "viên" */
  unitText!: string;
  /** The whole amount in words, in the reader's language. @example "một viên rưỡi" */
  inWords!: string;
}
