import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Localised } from '../../kernel/language.js';
import type { NoteType } from './note-types.js';
import type { PulledValue } from './pulled-values.js';
import type { NoteSection } from './section.rules.js';

export const SIGNED_FORM = 'benh-an-note-2';
/** `typ` of the signatures. */
export const SIGNATURE_TYPE = 'benh-an-note+jws';

/** A note as it is signed. */
export interface SignedNote {
  readonly id: string;
  /** Under whom it was signed: two records of one person may be merged later. */
  readonly patientId: string;
  readonly encounterId: string;
  readonly type: NoteType;
  readonly template: { readonly code: string; readonly version: number } | null;
  readonly addendumTo: string | null;
  readonly authorId: string;
  readonly sections: readonly NoteSection[];
  readonly pulled: readonly PulledValue[] | null;
  /** By the older, shorter form, which stands beside the note. */
  readonly contentHash: string;
  /** What time it is about, and why it was written late; absent where there is nothing to tell. */
  readonly effectiveAt?: string;
  readonly lateReason?: string;
  /** Whether it was written after the discharge; absent in signatures that are older than this. */
  readonly lateEntry?: boolean;
}

/** A note as it is stored, as far as it is signed. */
export interface NoteToSign extends Omit<
  SignedNote,
  'template' | 'contentHash' | 'effectiveAt' | 'lateReason' | 'lateEntry'
> {
  readonly template: string | null;
  readonly templateVersion: number | null;
  readonly contentHash: string | null;
  readonly effectiveAt: Date | null;
  readonly lateReason: string | null;
  readonly lateEntry: boolean;
}

/** What of a stored note is signed. */
export function signedNote(note: NoteToSign): SignedNote {
  const { id, patientId, encounterId, type, addendumTo, authorId, sections, pulled } = note;
  const { effectiveAt, lateReason, lateEntry } = note;
  return {
    id,
    patientId,
    encounterId,
    type,
    template: note.template === null ? null : { code: note.template, version: note.templateVersion! },
    addendumTo,
    authorId,
    sections: sections.map(({ code, text, data }) => ({ code, text, ...(data && { data }) })),
    pulled,
    contentHash: note.contentHash!,
    ...(effectiveAt && { effectiveAt: effectiveAt.toISOString() }),
    ...(lateReason !== null && { lateReason }),
    lateEntry,
  };
}

/** Who signs, as they were called at that moment. */
export interface SignedBy {
  readonly id: string;
  readonly fullName: string;
  readonly practisingCertificate: string | null;
  readonly role: string;
  readonly title: Localised;
}

/** What a patient or who stands in for them confirmed. */
export interface PatientConfirmation {
  readonly meaning: string;
  readonly fullName: string;
  readonly relation: string;
  readonly idNumber: string | null;
  readonly method: 'drawn' | 'confirmed';
  /** SHA-256 of the canonical drawing, hexadecimal. */
  readonly drawingHash: string | null;
  readonly witness: string | null;
}

/** All that one signature stands for. Signed as canonical JSON (RFC 8785), so that anyone puts the same bytes together. */
export interface SignedContent2 {
  readonly form: typeof SIGNED_FORM;
  readonly kind: 'author' | 'cosigner' | 'patient';
  readonly note: SignedNote;
  readonly signer: SignedBy;
  /** How the person showed who they are: session, password, pin or badge. */
  readonly shownBy: string;
  /** Its place in the chain of the note and its addenda, and the digest of what was signed before it. */
  readonly number: number;
  readonly previous: string | null;
  readonly signedAt: string;
  readonly patient?: PatientConfirmation;
  /** The record had been closed before: what is signed is a late entry to what that seal holds. */
  readonly afterClosing?: SealOfRecord;
}

/** How a record was closed, as what comes after it names that. */
export interface SealOfRecord {
  readonly closedAt: string;
  readonly contentHash: string;
  /** SHA-256 of the signature of the closing, hexadecimal; null where it was closed before closings were signed. */
  readonly signature: string | null;
}

/** A seal as the columns of an encounter have it; undefined while the record is open. */
export const sealOf = ({
  closedAt,
  contentHash,
  closingSignature,
}: {
  closedAt: Date | string | null;
  contentHash: string | null;
  closingSignature: string | null;
}): SealOfRecord | undefined =>
  closedAt === null
    ? undefined
    : {
        closedAt: new Date(closedAt).toISOString(),
        contentHash: contentHash!,
        signature: closingSignature === null ? null : digestOf(closingSignature),
      };

/** The bytes that are signed. */
export const canonicalText = (content: object): string => canonicalize(content)!;

/** SHA-256, hexadecimal. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
