import { ApiProperty } from '@nestjs/swagger';
import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import type { NoteState } from '../note-state.rules.js';
import type { NoteType } from '../note-types.js';

export class NoteSectionResponse {
  /** @example course */
  code!: string;
  /** @example "Người bệnh tỉnh, sốt cao ngày thứ hai, ăn uống kém." */
  text!: string;
  /** Answers by the fields of the form; absent where the section has none. @example { "level": "II" } */
  data?: Record<string, unknown>;
}

export class PulledSourceResponse {
  /** vital_signs or observation. @example vital_signs */
  entity!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000040 */
  id!: string;
}

/** A value of the chart as it was when the note was begun. */
export class PulledValueResponse {
  /** Sections of the form that it belongs to. @example ["course"] */
  sections!: string[];
  /** vital-signs or laboratory. @example vital-signs */
  from!: string;
  /** @example temperature */
  code!: string;
  /** What a laboratory value is called. @example "Kali huyết thanh" */
  display?: string;
  @ApiProperty({ oneOf: [{ type: 'number' }, { type: 'string' }, { type: 'boolean' }], example: 38.4 })
  value!: string | number | boolean;
  /** UCUM. @example Cel */
  unit?: string;
  /** The unit as people write it, in the reader's language; null where none is written. @example "°C" */
  unitText!: string | null;
  /** @example H */
  interpretation?: string;
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** The record that it was taken from. */
  source!: PulledSourceResponse;
}

/** A section that the form requires before the note is signed. */
export class MissingSectionResponse {
  /** @example course */
  code!: string;
  /** What is missing, in the reader's language. @example "Mục “Diễn biến bệnh” chưa có nội dung." */
  message!: string;
}

export class NoteFormResponse {
  /** @example progress */
  code!: string;
  /** @example 1 */
  version!: number;
  /** In the reader's language. @example "Tờ điều trị" */
  title!: string;
}

export class NoteSummaryResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000060 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example progress */
  type!: NoteType;
  /** In the reader's language. @example "Tờ điều trị" */
  title!: string;
  /** draft, awaiting-cosignature (signed by a trainee), signed or entered-in-error. @example signed */
  status!: NoteState;
  author!: PersonRefResponse;
  /** How it begins: the words of its sections that say something, at most 160 characters. @example "Người bệnh tỉnh, sốt cao ngày thứ hai" */
  headline!: string;
  /** The note this one is an addendum to. @example 019a1b2c-0000-7000-8000-000000000070 */
  addendumTo!: string | null;
  /** @example 2026-11-23T08:30:00.000Z */
  signedAt!: string | null;
  /** @example 2026-11-23T08:12:00.000Z */
  createdAt!: string;
  /** What time it is about, when that is not when it was written. @example 2026-11-23T16:30:00.000Z */
  effectiveAt!: string | null;
  /** Written after the discharge, about a time before it. @example false */
  lateEntry!: boolean;
  /** @example "Bổ sung sau khi khóa hồ sơ" */
  lateReason!: string | null;
  /** @example 2 */
  version!: number;
}

/** What a patient, or who stands in for them, confirmed. */
export class PatientConfirmationResponse {
  /** consent, discharge, daily-medicines or information. @example consent */
  meaning!: string;
  /** @example "Nguyễn Thị Ánh" */
  fullName!: string;
  /** self, parent, spouse, child, guardian or other. @example self */
  relation!: string;
  /** drawn, or confirmed before a witness. @example drawn */
  method!: string;
  /** @example "Trần Văn Bình, con trai" */
  witness!: string | null;
}

/** A signature under a note. */
export class NoteSignatureResponse {
  /** author, cosigner, or patient. @example cosigner */
  kind!: string;
  /** Of a patient's: whoever stood by. */
  signer!: PersonRefResponse;
  /** @example 2026-11-23T08:40:00.000Z */
  signedAt!: string;
  /** Of a patient's signature: who signed, and for what. */
  patient!: PatientConfirmationResponse | null;
}

export class NoteTextResponse extends NoteSummaryResponse {
  /** Whether the text is left out: of what was entered in error it is for some only. @example false */
  textWithheld!: boolean;
  sections!: NoteSectionResponse[];
  /** The form it was begun with; null for what is older than the forms, and for addenda. */
  form!: NoteFormResponse | null;
  /** What was taken from the chart when it was begun, each with its source. */
  pulled!: PulledValueResponse[];
  signedBy!: PersonRefResponse | null;
  /** SHA-256 of what was signed, hexadecimal. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  contentHash!: string | null;
  /** Every signature, in the order in which they were made. */
  signatures!: NoteSignatureResponse[];
  /** Why it was marked as entered in error. @example "Chọn nhầm người bệnh" */
  statusReason!: string | null;
}

export class NoteResponse extends NoteTextResponse {
  /** What a draft still lacks before it can be signed. */
  missing!: MissingSectionResponse[];
  /** Addenda in the order they were signed. */
  addenda!: NoteTextResponse[];
}

export class NotePage {
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  items!: NoteSummaryResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}

/** A run of words that both texts have, or only the earlier, or only the later. */
export class WordChangeResponse {
  /** same, removed or added. @example added */
  op!: string;
  /** @example " sốt cao" */
  text!: string;
}

export class SectionChangeResponse {
  /** @example course */
  code!: string;
  words!: WordChangeResponse[];
  /** Whether its fields differ as well. @example false */
  data!: boolean;
}

export class NoteVersionResponse {
  /** @example 1 */
  number!: number;
  /** What differs from the version before, section by section; all of it in the first. */
  changes!: SectionChangeResponse[];
  sections!: NoteSectionResponse[];
  savedBy!: PersonRefResponse;
  /** @example 2026-11-23T08:12:00.000Z */
  savedAt!: string;
}

export class NoteVersionPage {
  /** @example 019a1b2c-0000-7000-8000-000000000060 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** Every text that was saved, the latest first. */
  items!: NoteVersionResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/patients?name=anh&cursor=WyJhbmgiXQ */
  next!: string | null;
}
