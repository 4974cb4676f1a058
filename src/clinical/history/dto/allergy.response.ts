import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { CodingResponse } from '../../datatypes/dto/coding.response.js';
import { CodedResponse } from '../../terminology/dto/code-list.dto.js';
import type { OverlapKind } from '../allergen.rules.js';
import type { AllergyCategory, AllergyStatus, AllergyVerification, Criticality } from '../history.rules.js';

/** What an allergy has to do with another that is active. */
export class AllergyOverlapResponse {
  /** The other allergy. @example 019a1b2c-0000-7000-8000-000000000020 */
  id!: string;
  /** `same-class`, `same-name` (in another spelling) or `related-class` (some react to both). @example same-class */
  kind!: OverlapKind;
  /** In the reader's language. @example "Cùng nhóm penicillin với dị ứng đã ghi: penicilin" */
  text!: string;
}

export class AllergyResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000020 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  encounterId!: string | null;
  code!: CodingResponse;
  /** The classes of drugs or foods that it is of, as far as they are known. @example [{"code": "penicillins", "text": "nhóm penicillin"}] */
  classes!: CodedResponse[];
  /** Active allergies that say the same or nearly; stands in lists and in the answer to who records one. */
  overlaps?: AllergyOverlapResponse[];
  /** True when this is the statement that no allergy (of the category, when there is one) is known. @example false */
  noneKnown!: boolean;
  /** @example medication */
  category!: AllergyCategory | null;
  /** @example high */
  criticality!: Criticality | null;
  /** @example "Nổi mề đay, khó thở" */
  reaction!: string | null;
  /** @example active */
  clinicalStatus!: AllergyStatus;
  /** @example confirmed */
  verificationStatus!: AllergyVerification;
  /** A year, month, day or instant. @example "2015" */
  onset!: string | null;
  /** Who recorded it; null when it came from another system. */
  recordedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:00:00.000Z */
  recordedAt!: string;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  updatedAt!: string;
}

/** An allergy as it was just recorded or changed. */
export class RecordedAllergyResponse extends AllergyResponse {
  /** Medicines in force that it speaks against, whose doctors were told of it; null when none. @example "Đã báo người chỉ định: …" */
  notice!: string | null;
}

/** What is known of a patient's allergies on the whole. */
export const ALLERGY_KNOWLEDGE = ['not-asked', 'none-known', 'known'] as const;
export type AllergyKnowledge = (typeof ALLERGY_KNOWLEDGE)[number];

export class AllergyPage {
  /** Whose list it is. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: AllergyResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
  /**
   * `known`: at least one is active; `none-known`: asked, and none is known; `not-asked`: nothing is on record, which
   * says nothing about the patient. @example known
   */
  allergyStatus!: AllergyKnowledge;
}
