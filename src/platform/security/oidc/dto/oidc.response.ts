/** The hospital's identity provider, for a button. */
export class OidcMethodResponse {
  /** What people read on the button. @example "Tài khoản bệnh viện" */
  name!: string;
  /** Pages that the provider may send people back to. @example ["https://emr.benhvien.vn/signed-in"] */
  redirectUris!: string[];
}

export class SignInMethodsResponse {
  /** @example true */
  password!: boolean;
  /** Null when the hospital has none configured. */
  oidc!: OidcMethodResponse | null;
}

export class OidcAttemptResponse {
  /** Where to send the person. @example https://sso.benhvien.vn/auth?client_id=emr */
  authorizationUrl!: string;
  /** To keep in this browser alone, and to send with what the provider answers. @example 1.kq3vYhX0v3m5T1zC2sT4mA */
  attempt!: string;
  /** Seconds until it is good no more. @example 600 */
  expiresIn!: number;
}

/** Who someone is at the identity provider. */
export class IdentityResponse {
  /** @example https://sso.benhvien.vn/realms/nhan-vien */
  issuer!: string;
  /** @example 248289761001 */
  subject!: string;
  /** @example 2026-11-24T01:30:00.000Z */
  linkedAt!: Date;
  /** Null while it is good. @example 2026-12-01T00:00:00.000Z */
  revokedAt!: Date | null;
}

export class IdentitiesResponse {
  items!: IdentityResponse[];
}
