import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { decodeProtectedHeader } from 'jose';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';

/** The one way tokens of the service are signed; any other `alg` is refused. */
export const TOKEN_ALGORITHM = 'HS256';

/**
 * The secret that signs the service's tokens, and one that is taken as well while it is being replaced. Tokens name the one that
 * signed them (`kid`).
 */
@Injectable()
export class ServiceSecret {
  /** `kid` of tokens signed from now on. It tells nothing of the secret. */
  readonly name: string;
  readonly signingKey: KeyObject;
  private readonly keys: ReadonlyMap<string, KeyObject>;

  constructor(@Inject(SETTINGS_TOKEN) { tokenSecret, tokenSecretAccepted }: Settings) {
    // Made keys once: from a text the libraries try, for every token, whether it is a public key in disguise.
    const made = (text: string) => [nameOf(text), createSecretKey(text, 'utf8')] as const;
    const signing = made(tokenSecret!);
    [this.name, this.signingKey] = signing;
    this.keys = new Map([...(tokenSecretAccepted === undefined ? [] : [made(tokenSecretAccepted)]), signing]);
  }

  /** The key a token says it was signed with; undefined when it names one that is not, or no longer, the service's. */
  keyFor(token: string): KeyObject | undefined {
    try {
      return this.keys.get(decodeProtectedHeader(token).kid ?? '');
    } catch {
      return undefined;
    }
  }
}

const nameOf = (secret: string) =>
  createHash('sha256').update(`name of a token key ${secret}`).digest('base64url').slice(0, 12);
