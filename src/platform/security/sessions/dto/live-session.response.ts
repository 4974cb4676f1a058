import type { Role } from '../../../routes/policy.js';

/** Where a session is, as far as it is known. */
export class SessionTerminalResponse {
  /** An enrolled terminal's code, or what the program that signed in called itself. @example KHOA-NOI-01 */
  code!: string;
  /** Whether it is an enrolled terminal that the session is good on and nowhere else. @example true */
  enrolled!: boolean;
  /** Where an enrolled terminal stands. @example "Bàn điều dưỡng, Khoa Nội" */
  name!: string | null;
  /** The ward an enrolled terminal stands in, by its code. @example NOI */
  ward!: string | null;
}

/** A sign-in that is good now. */
export class LiveSessionResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000011 */
  id!: string;
  /** @example nurse */
  role!: Role;
  /** password; oidc: the hospital's own sign-in; pin or badge: an enrolled terminal was taken over. @example pin */
  method!: 'password' | 'oidc' | 'pin' | 'badge';
  /** A code of the authenticator was asked for as well. @example false */
  secondFactor!: boolean;
  /** @example 2026-11-23T01:15:30.123Z */
  startedAt!: string;
  /** When it last took new tokens, as programs at work do every few minutes; at an enrolled terminal, when it was last used. @example 2026-11-23T04:05:12.456Z */
  lastUsedAt!: string;
  /** When it ends at the latest. @example 2026-11-23T13:15:30.123Z */
  endsAt!: string;
  /** Null when the program did not say. */
  terminal!: SessionTerminalResponse | null;
  /** The address signed in from. @example 10.1.4.23 */
  address!: string | null;
  /** What the program that signed in calls itself: a hint, no proof. @example "Mozilla/5.0 (Windows NT 10.0) Firefox/145.0" */
  userAgent!: string | null;
  /** The full sign-in that a session by PIN or badge counts on, and ends with. @example 019a1b2c-0000-7000-8000-000000000010 */
  parentId!: string | null;
  /** Only the shift is left: its terminal is locked or taken over, and PIN and badge count on it still. @example false */
  locked!: boolean;
  /** Whether this very request comes from it. @example true */
  present!: boolean;
}

export class LiveSessionPage {
  items!: LiveSessionResponse[];
  /** Address of the next page, or null at the end. @example "/api/v1/auth/sessions?limit=20&cursor=WyIyMDI2Il0" */
  next!: string | null;
}

export class EndedSessionsResponse {
  /** How many were alive and are ended now; those that others were switched from take these along. @example 2 */
  ended!: number;
}
