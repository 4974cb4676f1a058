import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { httpProblems, invalidField, Problem } from '../http/problem.js';
import { requestContext } from '../http/request-context.js';
import { Accounts } from './accounts.js';
import type { ChangePasswordDto } from './dto/sign-in.dto.js';
import { PasswordStrength } from './password-strength.js';
import { Passwords } from './passwords.js';
import { securityProblems } from './security.errors.js';
import { SessionsService } from './sessions.service.js';
import { requireNoPause, SignInTally } from './sign-in-tally.js';

/** People change their own password; whoever else was signed in with the old one is out. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly strength: PasswordStrength,
    private readonly tally: SignInTally,
    private readonly sessions: SessionsService,
  ) {}

  /** Ends every other session of the person. @throws Problem currentPasswordWrong, signInPaused, validation */
  async change({ currentPassword, newPassword }: ChangePasswordDto): Promise<void> {
    const { actor, address } = requestContext();
    const account = await this.accounts.byId(actor.id!);
    if (!account) throw new Problem(httpProblems.unauthenticated);
    const { id, username, full_name: fullName } = account;
    requireNoPause(await this.tally.attempt(username, address));
    if (!(await this.passwords.matches(account.password_hash, currentPassword))) {
      await this.tally.failed(username);
      throw new Problem(securityProblems.currentPasswordWrong);
    }
    await this.tally.forgive(username, address);
    if (newPassword.normalize('NFKC') === currentPassword.normalize('NFKC')) throw unchanged();
    await this.strength.require(newPassword, { username, fullName }, '/newPassword');
    const passwordHash = await this.passwords.hash(newPassword);
    await this.unitOfWork.write(async (tx) => {
      await tx.staffMember.update({
        where: { id },
        data: { passwordHash, mustChangePassword: false },
        select: { id: true },
      });
      await this.sessions.endOf(tx, id, { except: [actor.sessionId] });
    });
  }
}

const unchanged = () =>
  invalidField('/newPassword', 'unchanged', {
    vi: 'Mật khẩu mới phải khác mật khẩu hiện tại.',
    en: 'The new password must differ from the current one.',
  });
