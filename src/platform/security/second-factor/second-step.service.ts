import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Problem } from '../../../kernel/problem.js';
import { TOKEN_ISSUER } from '../../keys/access-token.strategy.js';
import { Accounts, type Account } from '../accounts.js';
import { FailedSignIns } from '../failed-sign-ins.js';
import type { SessionResponse } from '../dto/session.response.js';
import { securityProblems } from '../security.errors.js';
import { SessionIssuer, type FullSignIn } from '../session-issuer.js';
import type { SecondStepDto } from './dto/second-factor.dto.js';
import { SecondFactorService } from './second-factor.service.js';

/** What a challenge says: who has shown a password, in which role they want to act, and which password it was. */
interface Challenge {
  readonly sub: string;
  readonly role: string;
  readonly password: string;
  readonly method: FullSignIn['method'];
}

const GOOD_FOR_SECONDS = 300;
/** An access token has another audience, so that neither passes for the other. */
const WHOSE = { issuer: TOKEN_ISSUER, audience: `${TOKEN_ISSUER}/second-factor` };

/** The second step of signing in: who has shown the password brings a code. */
@Injectable()
export class SecondStepService {
  constructor(
    private readonly accounts: Accounts,
    private readonly factors: SecondFactorService,
    private readonly issuer: SessionIssuer,
    private readonly tokens: JwtService,
    private readonly failures: FailedSignIns,
  ) {}

  /**
   * Lets the person in, or asks for a code when they have enrolled and have shown no second factor yet.
   * @param asked the role to act in; the first of theirs when not told
   * @throws Problem roleNotHeld; secondFactorNeeded with a challenge
   */
  async pass(account: Account, asked: string | undefined, how: FullSignIn): Promise<SessionResponse> {
    const role = asked ?? account.roles[0];
    if (role === undefined || !account.roles.includes(role)) {
      await this.failures.record(account, 'role not held');
      throw new Problem(securityProblems.roleNotHeld);
    }
    if (!account.second_factor || how.secondFactor) return this.issuer.open(account, role, how);
    await this.failures.record(account, 'second factor asked for');
    const claims: Challenge = { sub: account.id, role, password: fingerprint(account), method: how.method };
    const challenge = await this.tokens.signAsync(claims, { expiresIn: GOOD_FOR_SECONDS, ...WHOSE });
    throw new Problem(securityProblems.secondFactorNeeded, { extra: { challenge, expiresIn: GOOD_FOR_SECONDS } });
  }

  /** @throws Problem challengeRefused, secondFactorWrong, signInPaused */
  async complete({ challenge, ...given }: SecondStepDto): Promise<SessionResponse> {
    const claims = await this.tokens.verifyAsync<Challenge & { exp?: number }>(challenge, WHOSE).catch(() => undefined);
    const account = claims?.exp === undefined ? undefined : await this.accounts.byId(claims.sub);
    if (!claims || !account || claims.password !== fingerprint(account) || !account.roles.includes(claims.role)) {
      throw new Problem(securityProblems.challengeRefused);
    }
    try {
      await this.factors.verify(account.id, given);
    } catch (error) {
      if (error instanceof Problem) await this.failures.record(account, error.message);
      throw error;
    }
    return this.issuer.open(account, claims.role, { method: claims.method, secondFactor: true });
  }
}

/** Of the password shown: once it is changed, no challenge from before is good. */
const fingerprint = (account: Account) =>
  createHash('sha256').update(account.password_hash).digest('base64url').slice(0, 22);
