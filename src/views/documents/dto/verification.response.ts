/** What anybody with the code of a document may know of it. */
export class VerificationResponse {
  /** Whether the hospital issued it; with `sha256`, whether it issued this very file. @example true */
  genuine!: boolean;
  /** Printed before it was final: it has no validity. @example false */
  draft!: boolean | null;
  /** It was taken back since, or what it says: the discharge, the stay, or a note that was an error. @example false */
  withdrawn!: boolean | null;
  /** When somebody took the paper itself back. @example "2026-11-29T10:00:00.000Z" */
  withdrawnAt!: string | null;
  /** When a paper of the same kind of the same stay was printed that says something else. @example "2026-11-29T09:00:00.000Z" */
  replacedAt!: string | null;
  /** The hospital. @example "Bệnh viện Đa khoa Demo" */
  hospital!: string | null;
  /** Who printed it. @example "BS. Trần Văn Bình" */
  issuedBy!: string | null;
  /** @example "2026-11-28T08:15:30.000Z" */
  issuedAt!: string | null;
  /** SHA-256 of the PDF file, hexadecimal. @example "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" */
  sha256!: string | null;
  /** Stands at the foot of each page. @example "9F86 D081 884C 7D65" */
  fingerprint!: string | null;
}
