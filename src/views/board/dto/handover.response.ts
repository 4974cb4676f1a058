import { PersonRefResponse } from '../../../kernel/person-ref.response.js';

export class HandoverPatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000001 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
}

export class HandoverSectionResponse {
  /** situation, background, assessment or recommendation. @example situation */
  code!: string;
  /** @example "Viêm phổi, ngày thứ hai, còn sốt" */
  text!: string;
}

/** Who of the next shift took a handover over. */
export class TakenOverResponse {
  by!: PersonRefResponse;
  /** @example 2026-11-28T07:15:00.000Z */
  at!: string;
  /** What they said back. @example "Còn sốt, đo lại lúc 22 giờ" */
  readBack!: string;
}

/** A patient of the ward, and what was said when they were last handed over. */
export class HandoverRowResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  patient!: HandoverPatientResponse;
  /** The last signed handover of the stay; null when there is none. @example 019a1b2c-0000-7000-8000-000000000004 */
  noteId!: string | null;
  /** @example 2026-11-28T07:05:00.000Z */
  signedAt!: string | null;
  author!: PersonRefResponse | null;
  /** Its sections that say something (SBAR). */
  sections!: HandoverSectionResponse[];
  /** Null while nobody has taken it over. */
  takenOver!: TakenOverResponse | null;
  /** Begun by whoever asks, and not signed. @example 019a1b2c-0000-7000-8000-000000000005 */
  draftId!: string | null;
  /** Orders in force or on hold; 100 stands for 100 and more. @example 6 */
  openOrders!: number;
}

export class HandoverPage {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  wardId!: string;
  items!: HandoverRowResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/wards/019a1b2c-0000-7000-8000-000000000010/handover?cursor=WyJ4Il0 */
  next!: string | null;
}
