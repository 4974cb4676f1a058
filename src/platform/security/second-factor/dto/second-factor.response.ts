/** What an authenticator needs; it is never shown again. */
export class EnrolmentResponse {
  /** The seed in Base32, to type in where no camera is. @example GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ */
  secret!: string;
  /** To show as a QR code. @example otpauth://totp/Demo:admin?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Demo */
  otpauthUri!: string;
}

/** For the day the telephone is lost; to be kept on paper, for they are never shown again. */
export class RecoveryCodesResponse {
  /** Ten codes, each good once. @example ["K7PM-2QXA-9RTD-HU4C"] */
  recoveryCodes!: string[];
}
