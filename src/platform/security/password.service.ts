import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { invalidField } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { ChangePasswordDto } from './dto/sign-in.dto.js';
import { PasswordStrength } from './password-strength.js';
import { Passwords } from './passwords.js';
import { Reauthentication } from './reauthentication.service.js';
import { SessionsService } from './sessions.service.js';
import { securityWords } from './security.words.js';

/** People change their own password; whoever else was signed in with the old one is out. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reauthentication: Reauthentication,
    private readonly passwords: Passwords,
    private readonly strength: PasswordStrength,
    private readonly sessions: SessionsService,
  ) {}

  /** Ends every other session of the person. @throws Problem currentPasswordWrong, signInPaused, fullSignInNeeded, validation */
  async change({ currentPassword, newPassword }: ChangePasswordDto): Promise<void> {
    const { actor } = requestContext();
    const { id, username, full_name: fullName } = await this.reauthentication.requireInFull(currentPassword);
    if (newPassword.normalize('NFKC') === currentPassword.normalize('NFKC')) throw unchanged();
    await this.strength.require(newPassword, { username, fullName }, '/newPassword');
    const chosen = await this.passwords.chosen(newPassword);
    await this.unitOfWork.write(async (tx) => {
      await tx.staffMember.update({ where: { id }, data: chosen, select: { id: true } });
      await this.sessions.endOf(tx, id, { except: [actor.sessionId] });
    });
  }
}

const unchanged = () => invalidField('/newPassword', 'unchanged', securityWords.samePassword);
