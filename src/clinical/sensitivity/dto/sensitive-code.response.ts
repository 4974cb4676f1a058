import type { SensitiveKind } from './sensitive-code.dto.js';

export class SensitiveCodeResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000012 */
  id!: string;
  /** @example http://hl7.org/fhir/sid/icd-10 */
  system!: string;
  /** @example B20 */
  code!: string;
  /** Whether codes that begin so count as well. @example true */
  prefix!: boolean;
  /** @example hiv */
  kind!: SensitiveKind;
  /** @example "HIV disease with infections (starting set)" */
  note!: string;
  /** False when it was taken off. @example true */
  active!: boolean;
  /** @example 1 */
  version!: number;
}

export class SensitiveCodePage {
  items!: SensitiveCodeResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/sensitive-codes?cursor=WyJhbmgiXQ */
  next!: string | null;
}
