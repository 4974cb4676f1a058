import { createSecretKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
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

/** Checks the bearer token: signature (HS256 only), issuer, audience, expiry. */
@Injectable()
export class AccessTokenStrategy extends PassportStrategy(Strategy, 'access-token') {
  constructor(@Inject(SETTINGS_TOKEN) settings: Settings) {
    // Made a key once: from a text the library tries, for every token, whether it is a public key in disguise.
    const key = createSecretKey(settings.tokenSecret!, 'utf8');
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: key as unknown as Buffer,
      algorithms: ['HS256'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_ISSUER,
    });
  }

  validate(claims: (AccessTokenClaims | ClientTokenClaims) & { exp: number }): VerifiedToken {
    if ('kind' in claims) {
      const { sub, name, scope, exp } = claims;
      return { actor: { kind: 'client', id: sub, username: name, scopes: scope.split(' ') }, expiresAt: exp };
    }
    const { sub, name, role, sid, trm, tkh, exp } = claims;
    const boundTo = trm && tkh ? { code: trm, keyHash: tkh } : undefined;
    return { actor: { kind: 'staff', id: sub, username: name, role, sessionId: sid, boundTo }, expiresAt: exp };
  }
}
