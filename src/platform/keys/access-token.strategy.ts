import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import passport from 'passport';
import { Strategy } from 'passport-jwt';
import { ServiceSecret, TOKEN_ALGORITHM } from './service-secret.js';
import type { VerifiedToken } from './verified-tokens.js';

/** What an access token says (RFC 7519 names; `sid` is the session). */
export interface AccessTokenClaims {
  readonly sub: string;
  readonly sid: string;
  readonly name: string;
  readonly role: string;
  /** Code and key hash of the terminal that the session is good on; absent when it is good anywhere. */
  readonly trm?: string;
  readonly tkh?: string;
}

/** What the token of a machine says: no session and no role, but scopes. */
interface ClientTokenClaims {
  readonly kind: 'client';
  readonly sub: string;
  readonly name: string;
  readonly scope: string;
}

export const TOKEN_ISSUER = 'benh-an';

let registered = 0;

/** The token of a request. The library looks for it from each letter on: of a long header without a blank that is its square. */
const bearerTokenIn = ({ headers: { authorization = '' } }: Pick<IncomingMessage, 'headers'>): string | null =>
  /^bearer\s+(\S+)/i.exec(authorization)?.[1] ?? null;

/** Checks the bearer token: signature (HS256 only), issuer, audience, and expiry, without which none is taken. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy) {
  constructor(secret: ServiceSecret) {
    super({
      jwtFromRequest: bearerTokenIn,
      secretOrKeyProvider: (_request, token: string, done) => {
        const key = secret.keyFor(token);
        done(key ? null : new Error('signed with no key of this service'), key as unknown as Buffer);
      },
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_ISSUER,
    });
  }

  /** Passport keeps one register for all applications of a process: each puts its own strategy there under its own name. */
  getPassportInstance(): typeof passport {
    this.name = `access-token-${++registered}`;
    return passport;
  }

  /** @returns false for what is signed by the service but is none of its tokens: one that never ends, for instance */
  validate(claims: (AccessTokenClaims | ClientTokenClaims) & { exp?: unknown }): VerifiedToken | false {
    const { exp } = claims;
    if (typeof exp !== 'number') return false;
    if ('kind' in claims) {
      const { sub, name, scope } = claims;
      return { actor: { kind: 'client', id: sub, username: name, scopes: scope.split(' ') }, expiresAt: exp };
    }
    const { sub, name, role, sid, trm, tkh } = claims;
    const boundTo = trm && tkh ? { code: trm, keyHash: tkh } : undefined;
    return { actor: { kind: 'staff', id: sub, username: name, role, sessionId: sid, boundTo }, expiresAt: exp };
  }
}
