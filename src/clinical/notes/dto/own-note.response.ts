import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { NoteState } from '../note-state.rules.js';
import type { NoteType } from '../note-types.js';

/** Whom a note is about, as lists across patients name them. */
export class NotePatientResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  id!: string;
  /** @example 79016-00000007 */
  mrn!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
}

/** A note that waits for whoever asks. */
export class OwnNoteResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000060 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  patient!: NotePatientResponse;
  /** @example "Khoa Nội tổng hợp" */
  wardName!: string | null;
  /** Whether the stay goes on. @example in-progress */
  encounterStatus!: string;
  /** @example progress */
  type!: NoteType;
  /** In the reader's language. @example "Tờ điều trị" */
  title!: string;
  /** @example draft */
  status!: NoteState;
  author!: PersonRefResponse;
  /** How it begins. @example "Người bệnh tỉnh, sốt cao ngày thứ hai" */
  headline!: string;
  /** @example 2026-11-23T08:12:00.000Z */
  createdAt!: string;
  /** When it was saved last. @example 2026-11-23T08:14:00.000Z */
  savedAt!: string;
  /** To send as If-Match. @example 2 */
  version!: number;
  /** Texts of whoever asks that could not be saved and wait to be looked at. @example 0 */
  refusedTexts!: number;
}

export class OwnNotePage {
  items!: OwnNoteResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/notes/mine?cursor=WyJhbmgiXQ */
  next!: string | null;
}
