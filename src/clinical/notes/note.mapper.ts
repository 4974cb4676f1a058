import { currentContext } from '../../kernel/request-context.js';
import type { NoteSection } from './content-hash.js';
import type { NoteState } from './note-state.rules.js';
import { NOTE_TYPES, type NoteType } from './note-types.js';
import type { NoteSummaryResponse, NoteTextResponse } from './dto/note.response.js';

const HEADLINE_LENGTH = 160;

/** A note as the statements of this folder select it; inside a JSON list its moments are texts. */
export interface NoteRow {
  readonly id: string;
  readonly patient_id: string;
  readonly encounter_id: string;
  readonly type: NoteType;
  readonly status: NoteState;
  readonly status_reason: string | null;
  readonly sections: NoteSection[];
  readonly author_id: string;
  readonly author_name: string | null;
  readonly signed_by: string | null;
  readonly signer_name: string | null;
  readonly signed_at: Date | string | null;
  readonly content_hash: string | null;
  readonly addendum_to: string | null;
  readonly created_at: Date | string;
  readonly version: number;
}

export const NOTE_COLUMNS = `n.id, n.patient_id, n.encounter_id, n.type, n.status, n.status_reason, n.sections, n.author_id,
  author.full_name AS author_name, n.signed_by, signer.full_name AS signer_name, n.signed_at, n.content_hash,
  n.addendum_to, n.created_at, n.version`;
export const NOTE_PEOPLE = `LEFT JOIN staff_member author ON author.id = n.author_id
  LEFT JOIN staff_member signer ON signer.id = n.signed_by`;

export const personOf = (id: string, fullName: string | null) => ({ id, fullName: fullName ?? '' });

export function toNoteSummary(row: NoteRow): NoteSummaryResponse {
  const words = row.sections.map(({ text }) => text.trim()).filter(Boolean);
  return {
    id: row.id,
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    type: row.type,
    title: NOTE_TYPES[row.type]?.title[currentContext()?.language ?? 'vi'] ?? row.type,
    status: row.status,
    author: personOf(row.author_id, row.author_name),
    headline: [...words.join(' · ')].slice(0, HEADLINE_LENGTH).join(''),
    addendumTo: row.addendum_to,
    signedAt: row.signed_at === null ? null : new Date(row.signed_at).toISOString(),
    createdAt: new Date(row.created_at).toISOString(),
    version: row.version,
  };
}

export function toNoteText(row: NoteRow): NoteTextResponse {
  return {
    ...toNoteSummary(row),
    sections: row.sections.map(({ code, text }) => ({ code, text })),
    signedBy: row.signed_by ? personOf(row.signed_by, row.signer_name) : null,
    contentHash: row.content_hash,
    statusReason: row.status_reason,
  };
}
