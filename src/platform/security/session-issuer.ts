import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AccessRecorder } from '../audit/access-recorder.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { requestContext, type EnrolledTerminal } from '../../kernel/request-context.js';
import { TOKEN_ISSUER, type AccessTokenClaims } from '../keys/access-token.strategy.js';
import { actAs, personOf, type Account } from './accounts.js';
import type { SessionResponse } from './dto/session.response.js';
import { rolesInNeed } from './due.js';
import { firstOf, hashOfToken, newFamily } from './refresh-tokens.js';
import { takeOver } from './terminals/lock-out.js';

/** How a session of its own came about. */
export interface FullSignIn {
  readonly method: 'password' | 'oidc';
  /** Whether a second factor was shown as well: a code of the authenticator, or what the identity provider vouches for. */
  readonly secondFactor: boolean;
}

/** How a session by PIN or badge came about. */
export interface ShortSignIn {
  readonly method: 'pin' | 'badge';
  readonly parentId: string;
  /** That of the full sign-in it counts on. */
  readonly expiresAt: Date;
}

/** A session that tokens are given out for. */
export interface OpenSession {
  readonly id: string;
  /** The terminal it is bound to. */
  readonly terminal?: EnrolledTerminal;
  readonly method: string;
  readonly secondFactor: boolean;
}

/** Access tokens at enrolled terminals are short: one that leaks there is soon worth nothing. */
const TERMINAL_TOKEN_MINUTES = 2;

/** Opens sessions of people who have shown who they are, and gives out the tokens of open ones. */
@Injectable()
export class SessionIssuer {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly recorder: AccessRecorder,
    private readonly tokens: JwtService,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /**
   * Opens a session and puts the sign-in on the trail. At an enrolled terminal it is bound to that, and whoever was there before
   * is locked out.
   * @throws Problem terminalUnknown when the terminal was retired or rekeyed meanwhile
   */
  async open(account: Account, role: string, how: FullSignIn | ShortSignIn): Promise<SessionResponse> {
    const context = requestContext();
    const short = 'parentId' in how ? how : undefined;
    const terminal = context.enrolled;
    const secondFactor = 'secondFactor' in how && how.secondFactor;
    const family = newFamily();
    const refreshToken = firstOf(family);
    actAs(account, role);
    const data = {
      staffId: account.id,
      role,
      method: how.method,
      secondFactor,
      refreshFamily: hashOfToken(family),
      refreshHash: hashOfToken(refreshToken),
      terminal: context.terminal,
      address: context.address,
      userAgent: readable(context.userAgent),
      expiresAt: short?.expiresAt ?? new Date(Date.now() + this.settings.sessionHours * 3_600_000),
      parentId: short?.parentId,
      terminalId: terminal?.id,
    };
    const { id } = await this.unitOfWork.write(async (tx) => {
      if (terminal) await takeOver(tx, terminal);
      // Who signs in in full may use their PIN again.
      const wrong = { staffId: account.id, failed: { gt: 0 } };
      if (!short) await tx.staffPin.updateMany({ where: wrong, data: { failed: 0 } });
      return tx.session.create({ data, select: { id: true } });
    });
    actAs(account, role, id);
    const detail = { method: how.method, ...(secondFactor && { secondFactor }) };
    await this.recorder.record(context, { kind: 'sign-in', entity: 'session', entityId: id, detail });
    return this.answer(account, role, { id, terminal, method: how.method, secondFactor }, refreshToken);
  }

  /** A new access token of a session, beside the refresh token that is good from now on. */
  async answer(
    account: Account,
    role: string,
    { id, terminal, method, secondFactor }: OpenSession,
    refreshToken: string,
  ): Promise<SessionResponse> {
    const bound = terminal && { trm: terminal.code, tkh: terminal.keyHash };
    const claims: AccessTokenClaims = { sub: account.id, sid: id, name: account.username, role, ...bound };
    const minutes = terminal
      ? Math.min(TERMINAL_TOKEN_MINUTES, this.settings.accessTokenMinutes)
      : this.settings.accessTokenMinutes;
    const expiresIn = minutes * 60;
    const whose = { issuer: TOKEN_ISSUER, audience: TOKEN_ISSUER };
    const accessToken = await this.tokens.signAsync(claims, { expiresIn, ...whose });
    return {
      accessToken,
      tokenType: 'Bearer',
      expiresIn,
      refreshToken,
      mustChangePassword: account.must_change_password && method !== 'oidc',
      mustEnrolSecondFactor:
        !account.second_factor &&
        !secondFactor &&
        !terminal &&
        rolesInNeed(this.settings).some((needy) => needy === role),
      signatureAsks: [...this.settings.signatureAsks],
      person: personOf(account, role, terminal?.code),
    };
  }
}

/** What a program says of itself, as far as people want to read it. */
const readable = (userAgent: string | undefined) =>
  userAgent
    ?.replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200)
    .toWellFormed() || undefined;
