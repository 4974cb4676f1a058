import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { accountName, Accounts, type Account } from './accounts.js';
import type { SessionResponse } from './dto/session.response.js';
import { FailedSignIns } from './failed-sign-ins.js';
import type { SignInDto } from './dto/sign-in.dto.js';
import { Passwords } from './passwords.js';
import { securityProblems } from './security.errors.js';
import { SecondStepService } from './second-factor/second-step.service.js';
import { requireNoPause, SignInTally } from './sign-in-tally.js';

/** Signing in with a password. Every attempt, good or bad, is on the trail; a name that nobody has is answered alike. */
@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly tally: SignInTally,
    private readonly secondStep: SecondStepService,
    private readonly failures: FailedSignIns,
  ) {}

  /** @throws Problem signInFailed, signInPaused, roleNotHeld, secondFactorNeeded */
  async signIn({ username, password, role }: SignInDto): Promise<SessionResponse> {
    const name = accountName(username);
    const { address } = requestContext();
    const [account, seconds] = await Promise.all([this.accounts.byUsername(name), this.tally.attempt(name, address)]);
    const meant = account ?? { typed: name };
    if (seconds > 0) await this.failures.record(meant, 'paused');
    requireNoPause(seconds);
    const right = await this.passwords.matches(account?.password_hash, password);
    if (!right || !account || account.roles.length === 0 || account.password_ran_out) {
      await this.tally.failed(name);
      await this.failures.record(meant, whyNot(account, right));
      throw new Problem(securityProblems.signInFailed);
    }
    await this.tally.forgive(name, address);
    return this.secondStep.pass(account, role, { method: 'password', secondFactor: false });
  }
}

/** For the trail alone: whoever signs in learns nothing of it. */
function whyNot(account: Account | undefined, right: boolean): string {
  if (!account) return 'unknown username';
  return right && account.password_ran_out ? 'first password ran out' : 'wrong password';
}
