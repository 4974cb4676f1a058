/** A certificate that somebody signs with. */
export class CertificateResponse {
  /** Whom it names. @example "Trần Văn Minh" */
  subject!: string;
  /** The authority that issued it. @example "CA thử nghiệm" */
  issuer!: string;
  /** Hexadecimal. @example 4A3F */
  serialNumber!: string;
  /** @example 2026-01-01T00:00:00.000Z */
  validFrom!: string;
  /** @example 2028-01-01T00:00:00.000Z */
  validTo!: string;
  /** SHA-256 of it, hexadecimal. @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
  fingerprint!: string;
  /** Of the authority of a demonstration: not for legal use. @example false */
  demo!: boolean;
  /** What is wrong with it: now, or of a signature when it was made; null when nothing is. @example revoked */
  breach!: string | null;
  /** The same in words. @example "Chứng thư đã bị thu hồi." */
  breachText!: string | null;
}
