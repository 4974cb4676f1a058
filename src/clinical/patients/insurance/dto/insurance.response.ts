import { PersonRefResponse } from '../../../../kernel/person-ref.response.js';
import type { CardForm } from '../insurance-card.rules.js';

export class InsuranceResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000080 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** As on the card. @example GD4790012345678 */
  cardNumber!: string;
  /** `long` 15 characters, `short` 10 digits, `citizen-id` 12 digits. @example long */
  form!: CardForm;
  /** The ten digits that the long and the short form share; null of a citizen id. @example "0012345678" */
  socialNumber!: string | null;
  /** Two letters of a long card: why somebody is insured. @example GD */
  group!: string | null;
  /** 1 to 5, of a long card. @example 4 */
  benefitLevel!: number | null;
  /** Two digits of a long card: who issued it. @example "79" */
  province!: string | null;
  /** @example 2026-01-01 */
  validFrom!: string;
  /** The last day; null while none is known. @example 2026-12-31 */
  validTo!: string | null;
  /** Whether it is valid on the day asked for, today by default. @example true */
  valid!: boolean;
  /** @example "79016" */
  facility!: string | null;
  /** @example 2025-06-01 */
  fiveYearsFrom!: string | null;
  /** @example active */
  status!: string;
  /** Why it was entered in error. @example "Thẻ của người khác" */
  statusReason!: string | null;
  recordedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:00:00.000Z */
  recordedAt!: string;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  updatedAt!: string;
  /** Doubts that stopped nobody. @example ["card-expired"] */
  warnings!: string[];
  /** The same in words, in the reader's language. @example ["Thẻ đã hết hạn"] */
  warningTexts!: string[];
}

/** Who is insured, by all cards and identifiers on record together. */
export class InsuredIdentityResponse {
  /** One, unless cards of two people were recorded. @example ["0012345678"] */
  socialNumbers!: string[];
  /** @example ["079185001234"] */
  citizenIds!: string[];
}

export class InsuranceListResponse {
  /** Whose it is. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** The day asked for. @example 2026-11-28 */
  on!: string;
  identity!: InsuredIdentityResponse;
  /** The latest beginning first, at most 100; those entered in error too. */
  items!: InsuranceResponse[];
  /** Always null. */
  next!: string | null;
}
