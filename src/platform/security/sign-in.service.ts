import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { accountName, Accounts, type Account } from './accounts.js';
import type { SessionResponse } from './dto/session.response.js';
import { FailedSignIns } from './failed-sign-ins.js';
import type { SignInDto } from './dto/sign-in.dto.js';
import { Passwords } from './passwords.js';
import { securityProblems } from './security.errors.js';
import { SecondStepService } from './second-factor/second-step.service.js';
import { SignInTally } from './sign-in-tally.js';

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
    const account = await this.accounts.byUsername(name);
    const meant = account ?? { typed: name };
    let shown = false;
    const isRight = async () => {
      shown = await this.passwords.matches(account?.password_hash, password);
      return shown && account !== undefined && account.roles.length > 0 && !account.password_ran_out;
    };
    const right = await this.tally.judge(name, isRight, () => this.failures.record(meant, 'paused'));
    if (!right || !account) {
      await this.failures.record(meant, whyNot(account, shown));
      throw new Problem(securityProblems.signInFailed);
    }
    return this.secondStep.pass(account, role, { method: 'password', secondFactor: false });
  }
}

/** For the trail alone: whoever signs in learns nothing of it. */
function whyNot(account: Account | undefined, right: boolean): string {
  if (!account) return 'unknown username';
  return right && account.password_ran_out ? 'first password ran out' : 'wrong password';
}
