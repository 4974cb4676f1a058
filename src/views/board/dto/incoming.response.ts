import { AgeResponse } from '../../../clinical/datatypes/dto/age.response.js';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';

export class IncomingPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** @example female */
  sex!: string;
  /** @example 1985-07-14 */
  birthDate!: string | null;
  age!: AgeResponse | null;
}

/** Where a patient is now. */
export class IncomingPlaceResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  id!: string;
  /** @example "Khoa Cấp cứu" */
  name!: string;
  /** @example "P1.2" */
  bedCode!: string | null;
}

/** Somebody whom another ward has asked this one to take or to see, and who has not come yet. */
export class IncomingRowResponse {
  /** The referral, by which it is ended. @example 019a1b2c-0000-7000-8000-000000000061 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  patient!: IncomingPatientResponse;
  /** Null for who lies nowhere. */
  presentWard!: IncomingPlaceResponse | null;
  /** What is asked; null for who reads no charts, of a confidential record. @example "Viêm phổi nặng, xin nhận điều trị nội trú" */
  reason!: string | null;
  askedBy!: PersonRefResponse | null;
  /** @example 2026-11-28T22:10:00.000Z */
  askedAt!: string;
  /** After this it is not asked any more. @example 2026-12-05T22:10:00.000Z */
  until!: string;
  /** @example 1 */
  version!: number;
}

export class IncomingPage {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  wardId!: string;
  items!: IncomingRowResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/wards/019a1b2c-0000-7000-8000-000000000010/incoming?cursor=WyJ4Il0 */
  next!: string | null;
}
