import { Injectable } from '@nestjs/common';
import { Vault } from '../../keys/vault.js';

/** What is remembered between sending a person to the identity provider and their coming back. */
export interface Attempt {
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636): the code is good only together with it. */
  readonly verifier: string;
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
}

/** Seconds in which a person signs in at the provider: a password and a second factor, with an interruption. */
export const GOOD_FOR_SECONDS = 600;
const PURPOSE = 'sign-in through the identity provider';

/**
 * Attempts under way. The browser that began one keeps it, sealed: a code that was carried to another browser is worth nothing
 * there, every process can finish what another began, and nothing is stored for people who never come back. It is good once
 * because the provider's code is.
 */
@Injectable()
export class Attempts {
  constructor(private readonly vault: Vault) {}

  seal(attempt: Attempt): string {
    return this.vault.seal(JSON.stringify(attempt), PURPOSE);
  }

  /** @returns undefined when it was not sealed here, or too long ago */
  open(sealed: string): Attempt | undefined {
    try {
      const attempt = JSON.parse(this.vault.open(sealed, PURPOSE)) as Attempt;
      return Date.now() - attempt.at < GOOD_FOR_SECONDS * 1000 ? attempt : undefined;
    } catch {
      return undefined;
    }
  }
}
