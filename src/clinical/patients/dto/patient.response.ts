import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { AgeResponse } from '../../datatypes/dto/age.response.js';
import { CodedResponse } from '../../terminology/dto/code-list.dto.js';
import { AddressDto, ContactDto, type Sex } from './patient.dto.js';

export class RetirementResponse {
  /** @example 2026-11-24T03:00:00.000Z */
  at!: string;
  /** Who retired it. */
  by!: PersonRefResponse | null;
  /** @example "Gõ nhầm số CCCD" */
  reason!: string;
}

export class IdentifierResponse {
  /** Names it when it is retired; null for the MRN, which stays. @example 019a1b2c-0000-7000-8000-000000000006 */
  id!: string | null;
  /** URI of the issuing system. @example https://benhan.vn/fhir/sid/mrn */
  system!: string;
  /** @example 79016-00000001 */
  value!: string;
  /** When, by whom and why it was found not to be the patient's; null while it holds. */
  retired!: RetirementResponse | null;
}

/** Whose child, when, and how born. */
export class NewbornResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  motherId!: string | null;
  /** @example 2026-11-27T20:15:00.000Z */
  bornAt!: string | null;
  /** @example 3100 */
  weightGrams!: number | null;
  /** Completed weeks. @example 38 */
  gestationalWeeks!: number | null;
  /** Days beyond them. @example 4 */
  gestationalDays!: number | null;
  /** @example 1 */
  birthOrder!: number | null;
  /** @example 2 */
  birthCount!: number | null;
}

/** What a search shows: enough to pick the right person, no more. */
export class PatientSummaryResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** Hospital number (mã người bệnh). @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** @example female */
  sex!: Sex;
  /** A date, a month or only a year. @example 1990-05-12 */
  birthDate!: string | null;
}

export class PatientResponse extends PatientSummaryResponse {
  /** Today, or at death; null when the birth date is not known. */
  age!: AgeResponse | null;
  identifiers!: IdentifierResponse[];
  /** E.164. @example ["+84903123456"] */
  phones!: string[];
  /** @example [{"text": "12 Lê Văn Chí", "province": "Thành phố Hồ Chí Minh"}] */
  addresses!: AddressDto[];
  /** @example [{"name": "Nguyễn Văn Bình", "relationship": "chồng", "phone": "+84903123457"}] */
  contacts!: ContactDto[];
  /** True while nobody knows who it is; the name is a working name then. @example false */
  unknown!: boolean;
  /** Whether the birth year was judged by looks. @example false */
  birthDateEstimated!: boolean;
  ethnicGroup!: CodedResponse | null;
  nationality!: CodedResponse | null;
  occupation!: CodedResponse | null;
  /** @example "Trường Tiểu học Linh Trung" */
  workplace!: string | null;
  /** How somebody was born, where that was recorded. */
  newborn!: NewbornResponse | null;
  /** @example false */
  deceased!: boolean;
  /** Null while alive, and when the moment is not known. @example 2026-11-24T03:00:00.000Z */
  deceasedAt!: string | null;
  /** In words; null when not recorded. @example "Suy hô hấp cấp do viêm phổi" */
  deathCause!: string | null;
  /** In words; null when not recorded. @example "Tại nhà" */
  deathPlace!: string | null;
  /** HL7 v3 Confidentiality: N normal, R restricted, V very restricted. @example N */
  confidentiality!: string;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  createdAt!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  updatedAt!: string;
  /** Doubts worth a second look that did not stop the write. @example ["cccd-sex-differs"] */
  warnings!: string[];
  /** The same in words, in the reader's language. @example ["Giới tính khác với số CCCD"] */
  warningTexts!: string[];
}

/** A patient as corrected, and what followed of it. */
export class CorrectedPatientResponse extends PatientResponse {
  /** What else changed with it, in the reader's language; null when nothing did. @example "Tình trạng thai đã kết thúc vì giới tính được sửa thành nam." */
  notice!: string | null;
}

/** Why somebody was found. */
export class FoundReasonResponse {
  /** @example phone-end */
  code!: string;
  /** In the reader's language. @example "Số điện thoại có đuôi 3456" */
  text!: string;
}

export class FoundPatientResponse extends PatientSummaryResponse {
  /** Today, or at death; null when the birth date is not known. */
  age!: AgeResponse | null;
  /** Stands where the birth date is known in part and may be the one asked for, or not. @example true */
  uncertain?: boolean;
  /** Why it was found; stands in answers to `q`. */
  found?: FoundReasonResponse[];
  /** Stands where nobody has the name that was typed, and this one is the same but for a letter. @example true */
  approximate?: boolean;
}

export class PatientPage {
  items!: FoundPatientResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
