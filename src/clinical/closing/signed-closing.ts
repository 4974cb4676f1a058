import type { SignedBy } from '../notes/signed-content.rules.js';
import type { MissingCode } from './closing.words.js';

/** What whoever closes a record signs: the form that it names, and the `typ` of the signature. */
export const CLOSING_KIND = { form: 'benh-an-closing-1', type: 'benh-an-closing+jws' } as const;
/** The form of a file of a signed closing. */
export const CLOSING_FILE = 'benh-an-signed-closing-1';

/** A record as whoever closes it signs it; how long it is kept may be lengthened later, and is not signed. */
export interface SignedRecord {
  readonly encounterId: string;
  /** Under whom it was closed: two records of one person may be merged later. */
  readonly patientId: string;
  readonly closedAt: string;
  /** SHA-256 over what the record held, and how many rows that were. */
  readonly contentHash: string;
  readonly rows: number;
  readonly without: readonly { readonly code: MissingCode; readonly reason: string }[];
}

/** What is signed: the record, by whom and when. */
export interface SignedClosing {
  readonly form: typeof CLOSING_KIND.form;
  readonly kind: 'closer';
  readonly record: SignedRecord;
  readonly signer: SignedBy;
  /** How the person showed who they are: session, password, pin or badge. */
  readonly shownBy: string;
  readonly signedAt: string;
}
