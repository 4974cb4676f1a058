import { PersonRefResponse } from '../../../kernel/person-ref.response.js';

/** A paper that was printed. */
export class IssuedDocumentResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000b1 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** Of which stay; null of a whole record. @example 019a1b2c-0000-7000-8000-000000000070 */
  encounterId!: string | null;
  /** Which form; `record` for the whole record. @example discharge */
  form!: string;
  /** What it is called, in the reader's language. @example "Giấy ra viện" */
  title!: string;
  /** The language that it is printed in: vi or en. @example vi */
  language!: string;
  /** As it stands on the paper. @example "7H2KD-0Q4WX-9M1ZB-T3PVC-8N5RA-E" */
  code!: string;
  /** Printed before it was final. @example false */
  draft!: boolean;
  /** @example 2 */
  pages!: number;
  /** For whom a complete copy was made, in the reader's language. @example "cơ quan bảo hiểm" */
  recipientText!: string | null;
  /** Why it was given. @example "Quyết định số 12/2026/QĐ-TA" */
  reason!: string | null;
  /** Who printed it, as they were called then. */
  issuedBy!: PersonRefResponse | null;
  /** @example "2026-11-28T08:15:30.000Z" */
  issuedAt!: string;
  /** When somebody took it back: from then on its code says that it is not valid. @example "2026-11-29T10:00:00.000Z" */
  withdrawnAt!: string | null;
  withdrawnBy!: PersonRefResponse | null;
  /** @example "Đưa nhầm người nhà của người bệnh khác" */
  withdrawnReason!: string | null;
  /** @example 1 */
  version!: number;
}

export class IssuedDocumentPage {
  /** Whose list it is. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: IssuedDocumentResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
