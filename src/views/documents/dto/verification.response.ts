/** What anybody with the code of a document may know of it. */
export class VerificationResponse {
  /** Whether the hospital issued it; with `sha256`, whether it issued this very file. */
  genuine!: boolean;
  /** Printed before it was final: it has no validity. */
  draft!: boolean | null;
  /** The hospital. @example "Bệnh viện Đa khoa Demo" */
  hospital!: string | null;
  /** Who printed it. */
  issuedBy!: string | null;
  issuedAt!: string | null;
  /** SHA-256 of the PDF file, hexadecimal. */
  sha256!: string | null;
  /** Stands at the foot of each page. @example "9F86 D081 884C 7D65" */
  fingerprint!: string | null;
}
