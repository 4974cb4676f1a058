import { AGE_UNITS, type Age } from '../age.js';

/** An age today, or at death; a range where the birth date is known in part. */
export class AgeResponse {
  /** Years; of children under 72 months months, of the newborn days. @example year */
  unit!: (typeof AGE_UNITS)[number];
  /** @example 36 */
  min!: Age['min'];
  /** @example 36 */
  max!: Age['max'];
  /** In the reader's language. @example "36 tuổi" */
  text!: string;
}
