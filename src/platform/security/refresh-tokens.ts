import { createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * Refresh tokens are `family.secret`. The family is the same in all tokens of a session, and whoever can name it has held one
 * of them; the secret is new each time. Kept are hashes only. docs/adr/0018 says why.
 */

/** Seconds in which a token just used is answered with the same successor: a lost answer is asked for again within them. */
export const GRACE_SECONDS = 10;

/** What is kept of a token or a family. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export const newFamily = (): string => randomBytes(16).toString('base64url');

/** The first token of a family. */
export const firstOf = (family: string): string => `${family}.${randomBytes(32).toString('base64url')}`;

/** The family that a token names; one of another form names none that exists. */
export const familyOf = (token: string): string => token.slice(0, Math.max(0, token.indexOf('.')));

export const newSalt = (): string => randomBytes(32).toString('base64url');

/** The token after this one. Neither the token alone tells it nor the salt in the database. */
export function successorOf(token: string, salt: string): string {
  return `${familyOf(token)}.${createHmac('sha256', token).update(salt).digest('base64url')}`;
}
