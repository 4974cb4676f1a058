/** As RFC 6749 writes it (section 5.1). */
export class TokenResponse {
  /** @example eyJhbGciOiJIUzI1NiJ9.eyJraW5kIjoiY2xpZW50In0.c2lnbmF0dXJl */
  access_token!: string;
  /** @example Bearer */
  token_type!: 'Bearer';
  /** Seconds. @example 300 */
  expires_in!: number;
  /** What was given of what was asked for. @example system/DiagnosticReport.c */
  scope!: string;
}
