import { PersonRefResponse } from '../../../kernel/person-ref.response.js';

/** What is known of a file. */
export class StoredFileResponse {
  /** @example 019a1b2c-0000-7000-8000-0000000000a1 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000070 */
  encounterId!: string | null;
  /** @example wound-photograph */
  kind!: string;
  /** The kind in the reader's language. @example "Ảnh vết thương" */
  kindText!: string;
  /** @example "Vết mổ, ngày thứ ba" */
  title!: string;
  /** @example 2026-11-23 */
  datedOn!: string | null;
  /** application/pdf, image/jpeg, image/png or image/webp. @example image/jpeg */
  mediaType!: string;
  /** Bytes. @example 482113 */
  size!: number;
  /** Pixels; null of a PDF. @example 1600 */
  width!: number | null;
  /** Pixels; null of a PDF. @example 1200 */
  height!: number | null;
  /** Of the bytes as they came, hexadecimal. @example 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 */
  sha256!: string;
  /** The first file of this patient with the same bytes, when this is not the first. @example 019a1b2c-0000-7000-8000-0000000000a0 */
  sameAs!: string | null;
  /** Why it was added after the record was closed. @example "Giấy cam kết tìm thấy sau khi khóa hồ sơ" */
  lateReason!: string | null;
  addedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T08:00:00.000Z */
  addedAt!: string;
  /** current or entered-in-error. @example current */
  status!: string;
  /** @example "Ảnh của người bệnh khác" */
  statusReason!: string | null;
  markedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T09:00:00.000Z */
  markedAt!: string | null;
  /** Where its bytes are. @example /api/v1/files/019a1b2c-0000-7000-8000-0000000000a1/content */
  content!: string;
  /** @example 1 */
  version!: number;
  /** @example 2026-11-23T08:00:00.000Z */
  updatedAt!: string;
}

export class StoredFilePage {
  /** Whose list it is. @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: StoredFileResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
