import { CodingResponse } from '../../../clinical/datatypes/dto/coding.response.js';
import { AllergyOverlapResponse } from '../../../clinical/history/dto/allergy.response.js';

export class ChartAllergyResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000020 */
  id!: string;
  code!: CodingResponse;
  /** food, medication, environment or biologic. @example medication */
  category!: string | null;
  /** low, high or unable-to-assess. @example high */
  criticality!: string | null;
  /** @example "Nổi mề đay, khó thở" */
  reaction!: string | null;
  /** @example confirmed */
  verificationStatus!: string;
  /** A year, month, day or instant. @example "2015" */
  onset!: string | null;
  /** Other active allergies of the same or a related class, or the same name written otherwise. */
  overlaps!: AllergyOverlapResponse[];
}

export class ChartAlertResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000025 */
  id!: string;
  /** fall-risk, infection, violence, difficult-airway, bleeding-risk, advance-directive or other. @example difficult-airway */
  topic!: string;
  /** @example "Đặt nội khí quản khó, Mallampati IV" */
  text!: string;
  /** A year, month or day. @example "2024-06" */
  since!: string | null;
}
