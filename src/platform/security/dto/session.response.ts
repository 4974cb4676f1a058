/** A ward whose patients a person sees now. */
export class PersonWardResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000010 */
  id!: string;
  /** @example NOI */
  code!: string;
  /** @example "Khoa Nội tổng hợp" */
  name!: string;
  /** Until when, for a duty with the hand-over after it; null where they work. @example 2026-11-24T01:00:00.000Z */
  until!: string | null;
}

/** The signed-in person, as the service knows them. */
export class PersonResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000001 */
  id!: string;
  /** @example doctor */
  username!: string;
  /** @example "BS. Trần Văn Minh" */
  fullName!: string;
  /**
   * The role of this session.
   * @example doctor
   */
  role!: string;
  /** @example ["doctor"] */
  roles!: string[];
  /** Whether signing in asks for a code of an authenticator. @example true */
  secondFactor!: boolean;
  /** Where they work, and where they are on duty now. */
  wards!: PersonWardResponse[];
  /** Code of the enrolled terminal that this session is bound to; null elsewhere. @example NOI-1 */
  terminal!: string | null;
}

/** Tokens of a session (RFC 6749 names in camelCase). */
export class SessionResponse {
  /** A JWT to send as `Authorization: Bearer …`. @example eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTkifQ.c2ln */
  accessToken!: string;
  /** @example Bearer */
  tokenType!: 'Bearer';
  /** Life of the access token, in seconds. @example 600 */
  expiresIn!: number;
  /** Good for one refresh; each refresh gives a new one. @example kq3vYhX0v3m5T1zC2sT4mA */
  refreshToken!: string;
  /** An administrator set the password: until it is changed the session is good for nothing else. @example false */
  mustChangePassword!: boolean;
  /** The role needs an authenticator: until one is enrolled the session is good for nothing else. @example false */
  mustEnrolSecondFactor!: boolean;
  /** By one of which a person shows again who they are when they sign a note; none where being signed in is enough. @example ["password", "pin"] */
  signatureAsks!: string[];
  person!: PersonResponse;
}
