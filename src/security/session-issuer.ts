import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AccessRecorder } from '../audit/access-recorder.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { requestContext } from '../http/request-context.js';
import { TOKEN_ISSUER, type AccessTokenClaims } from './access-token.strategy.js';
import { actAs, personOf, type Account } from './accounts.js';
import type { SessionResponse } from './dto/session.response.js';

/** Opens sessions of people who have shown who they are, and gives out the tokens of open ones. */
@Injectable()
export class SessionIssuer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: AccessRecorder,
    private readonly tokens: JwtService,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Opens a session and puts the sign-in on the trail. */
  async open(account: Account, role: string): Promise<SessionResponse> {
    const context = requestContext();
    const refreshToken = randomBytes(24).toString('base64url');
    actAs(account, role);
    const { id } = await this.unitOfWork.write((tx) =>
      tx.session.create({
        data: {
          staffId: account.id,
          role,
          refreshHash: hashOfToken(refreshToken),
          terminal: context.terminal,
          address: context.address,
          expiresAt: new Date(Date.now() + this.settings.sessionHours * 3_600_000),
        },
        select: { id: true },
      }),
    );
    actAs(account, role, id);
    await this.recorder.record(context, { kind: 'sign-in', entity: 'session', entityId: id });
    return this.answer(account, role, id, refreshToken);
  }

  /** A new access token of a session, beside the refresh token that is good from now on. */
  async answer(account: Account, role: string, sessionId: string, refreshToken: string): Promise<SessionResponse> {
    const claims: AccessTokenClaims = { sub: account.id, sid: sessionId, name: account.username, role };
    const expiresIn = this.settings.accessTokenMinutes * 60;
    const whose = { issuer: TOKEN_ISSUER, audience: TOKEN_ISSUER };
    const accessToken = await this.tokens.signAsync(claims, { expiresIn, ...whose });
    return { accessToken, tokenType: 'Bearer', expiresIn, refreshToken, person: personOf(account, role) };
  }
}

/** What is kept of a refresh token. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');
