import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { NoteSection } from './section.rules.js';

/** What a signature stands for: whose words, about whom, of what kind, and when they were signed. */
export interface SignedContent {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly type: string;
  readonly addendumTo: string | null;
  readonly sections: readonly NoteSection[];
  readonly authorId: string;
  readonly signedBy: string;
  readonly signedAt: Date;
}

const FORM = 'benh-an-note-1';

/**
 * SHA-256 of a signed note, as hexadecimal, over the UTF-8 text of this JSON list without spaces:
 * `["benh-an-note-1", id, patientId, encounterId, type, addendumTo, [[code, text], …], authorId, signedBy, signedAt]`
 * with signedAt in RFC 3339 UTC to the millisecond. A list, so that no order of keys has to be agreed upon. A section with fields
 * has their canonical JSON (RFC 8785) as a third text.
 */
export function contentHash(note: SignedContent): string {
  const { id, patientId, encounterId, type, addendumTo, sections, authorId, signedBy, signedAt } = note;
  const texts = sections.map(({ code, text, data }) => [code, text, ...(data ? [canonicalize(data)] : [])]);
  const form = [FORM, id, patientId, encounterId, type, addendumTo, texts, authorId, signedBy, signedAt.toISOString()];
  return createHash('sha256').update(JSON.stringify(form)).digest('hex');
}
