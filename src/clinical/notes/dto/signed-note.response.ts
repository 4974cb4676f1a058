import { WordsResponse } from './template.response.js';

export class SignatureInFile {
  /** The note or addendum that it is of. @example 019a1b2c-0000-7000-8000-000000000060 */
  noteId!: string;
  /** What was signed, to be read; the signature is over its canonical JSON (RFC 8785). @example { "form": "benh-an-note-2" } */
  content!: Record<string, unknown> | null;
  /** SHA-256 of what was signed, hexadecimal. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  digest!: string;
  /** Compact JWS (RFC 7515). @example "eyJhbGciOiJFUzI1NiJ9.e30.c2ln" */
  jws!: string;
  /** Public half of the signer's key (RFC 7517). @example { "kty": "EC", "crv": "P-256" } */
  publicJwk!: Record<string, unknown>;
  /** The event of the signature, and its path to a signed checkpoint of the trail; null before it is sealed. @example { "index": 4711 } */
  proof!: Record<string, unknown> | null;
  /** What a patient drew; the signature binds its hash. @example { "strokes": ["10,20 14,26"] } */
  drawing!: Record<string, unknown> | null;
}

/** A signed note with its addenda and all that is needed to verify it without the service. */
export class SignedNoteFile {
  /** @example benh-an-signed-note-1 */
  form!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000060 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  title!: WordsResponse;
  /** Signatures of the note and its addenda, in the order in which they were made. */
  signatures!: SignatureInFile[];
}
