import { Injectable } from '@nestjs/common';
import { jwtVerify } from 'jose';
import { AccessTokenStrategy, TOKEN_ISSUER, type AccessTokenClaims } from '../keys/access-token.strategy.js';
import { ServiceSecret, TOKEN_ALGORITHM } from '../keys/service-secret.js';
import { fitsSession, LiveSessions } from './live-sessions.js';

const BEARER = /^Bearer ([\w.-]+)$/i;
const READING = { algorithms: [TOKEN_ALGORITHM], issuer: TOKEN_ISSUER, audience: TOKEN_ISSUER };

/** Whether somebody is signed in, asked before the megabytes of a file are read; the guard asks everything once they are. */
@Injectable()
export class Uploaders {
  constructor(
    private readonly secret: ServiceSecret,
    private readonly tokens: AccessTokenStrategy,
    private readonly sessions: LiveSessions,
  ) {}

  async isSignedIn(authorization: string | undefined): Promise<boolean> {
    const [, token] = BEARER.exec(authorization ?? '') ?? [];
    const key = token && this.secret.keyFor(token);
    if (!token || !key) return false;
    const read = await jwtVerify<AccessTokenClaims>(token, key, READING).catch(() => undefined);
    const verified = read && this.tokens.validate(read.payload);
    const sessionId = verified ? verified.actor.sessionId : undefined;
    const session = sessionId === undefined ? undefined : await this.sessions.find(sessionId);
    return Boolean(verified && session && fitsSession(verified.actor, session));
  }
}
