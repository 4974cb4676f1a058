import { PersonRefResponse } from '../../../kernel/person-ref.response.js';
import { CertificateResponse } from '../../../platform/keys/certificates/dto/certificate.response.js';
import { WordsResponse } from './template.response.js';

/** How a record was closed, as a signature that came later names it. */
export class SealOfRecordResponse {
  /** @example 2026-11-26T03:00:00.000Z */
  closedAt!: string;
  /** Over what the record held. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  contentHash!: string;
  /** SHA-256 of the signature of the closing; null where it was closed before closings were signed. @example 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae */
  signature!: string | null;
}

export class NoteCheckResponse {
  /**
   * signature: made with the key it names; canonical: the bytes are the canonical JSON of what they say; content: the note is what was
   * signed; chain: nothing before it was taken out or changed; key: the key is the signer's; time: the sealed trail has it at this moment;
   * certificate, where the signature carries one of a CA: it is of this person and key, and was valid at that moment.
   * @example content
   */
  check!: string;
  /** right, wrong, or unproven, such as the time of what is not sealed yet. @example right */
  result!: string;
}

/** One signature and how it was found. */
export class SignatureCheckResponse {
  /** author, cosigner or patient; closer, of the closing of a record. @example author */
  kind!: string;
  /** Whoever signed, as they were called then; null when what was signed cannot be read. */
  signer!: PersonRefResponse | null;
  /** What they were then. */
  title!: WordsResponse | null;
  /** As it was then. @example "0012345/HCM-CCHN" */
  practisingCertificate!: string | null;
  /** By what they showed who they are: session, password, pin or badge. @example password */
  method!: string | null;
  /** Of a late entry: the closing of the record before it, as it was signed with it; null otherwise. */
  afterClosing!: SealOfRecordResponse | null;
  /** As the signer's service said. @example 2026-11-23T08:30:00.000Z */
  signedAt!: string | null;
  /** As the sealed trail proves; null before it is sealed. @example 2026-11-23T08:30:00.004Z */
  sealedAt!: string | null;
  /** Size of the checkpoint that the proof leads to. @example 4711 */
  checkpointSize!: number | null;
  /** The certificate of a CA that it carries; null where it was made with a key of the hospital alone. */
  certificate!: CertificateResponse | null;
  checks!: NoteCheckResponse[];
}

export class NoteVerificationResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000060 */
  id!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000002 */
  patientId!: string;
  /** @example 019a1b2c-0000-7000-8000-000000000030 */
  encounterId!: string;
  /** @example SHA-256 */
  algorithm!: string;
  /** The hash kept when it was signed. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  signedHash!: string;
  /** The hash of what is stored now. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  computedHash!: string;
  /** Whether nothing was found to be wrong. @example true */
  matches!: boolean;
  /**
   * valid; altered; certificate-invalid: the note is as it was signed, but with a certificate that did not count then; or hash-only: signed
   * before notes were signed with keys, or brought in. @example valid
   */
  state!: string;
  /** Whether the trail knows of a signature that is gone. @example false */
  signaturesMissing!: boolean;
  signatures!: SignatureCheckResponse[];
}
