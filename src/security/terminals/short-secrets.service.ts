import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { invalidField, Problem } from '../../http/problem.js';
import { requestContext } from '../../http/request-context.js';
import { Accounts } from '../accounts.js';
import { Passwords } from '../passwords.js';
import { securityProblems } from '../security.errors.js';
import type { PinDto } from './dto/terminal.dto.js';
import { isEasyPin, MOST_WRONG_PINS } from './pin.rules.js';

/**
 * PINs and badges. A million PINs are soon tried on a stolen database, so both are mixed with the service's own secret before
 * they are hashed: without that, the database alone tells nothing.
 */
@Injectable()
export class ShortSecrets {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** Sets the PIN of the person signed in. @throws Problem signInFailed, validation */
  async setPin({ password, pin }: PinDto): Promise<void> {
    const account = await this.accounts.byId(requestContext().actor.id!);
    if (!account || !(await this.passwords.matches(account.password_hash, password))) {
      throw new Problem(securityProblems.signInFailed);
    }
    if (isEasyPin(pin)) {
      throw invalidField('/pin', 'easy-pin', {
        vi: 'PIN này dễ đoán, hãy chọn PIN khác.',
        en: 'This PIN is easily guessed, choose another.',
      });
    }
    const pinHash = await this.passwords.hash(this.mixed(account.id, pin));
    await this.unitOfWork.write(async (tx) => {
      const where = { staffId: account.id };
      const kept = { pinHash, failed: 0 };
      await tx.staffPin.upsert({ where, create: { ...where, ...kept }, update: kept, select: { id: true } });
    });
  }

  /**
   * Whether this is the person's PIN. Each try is counted before it is looked at, so that guesses that come at once are all
   * counted; it takes as long for people without one.
   */
  async matches(staffId: string | undefined, pin: string): Promise<boolean> {
    const stored = staffId && (await this.countTry(staffId));
    const right = await this.passwords.matches(stored || undefined, this.mixed(staffId ?? '', pin));
    if (right) {
      await this.unitOfWork.write((tx) =>
        tx.staffPin.updateMany({ where: { staffId, failed: { gt: 0 } }, data: { failed: 0 } }),
      );
    }
    return right;
  }

  /** Gives a badge to a person; one they had before stays good. @throws Problem badgeTaken, badgeStaffUnknown */
  async giveBadge(staffId: string, badge: string): Promise<void> {
    const badgeHash = this.hashOfBadge(badge);
    await this.unitOfWork.write((tx) => tx.staffBadge.create({ data: { staffId, badgeHash }, select: { id: true } }));
  }

  /** Takes all badges of a person out of use. */
  async revokeBadges(staffId: string): Promise<void> {
    await this.unitOfWork.write((tx) =>
      tx.staffBadge.updateMany({ where: { staffId, revokedAt: null }, data: { revokedAt: new Date() } }),
    );
  }

  hashOfBadge(badge: string): string {
    const said = badge.replace(/[:-]/g, '').toUpperCase();
    return createHmac('sha256', this.settings.tokenSecret!).update(`badge ${said}`).digest('hex');
  }

  /** @returns the hash to compare with, undefined when there is none or too many tries went wrong */
  private async countTry(staffId: string): Promise<string | undefined> {
    const [pin] = await this.unitOfWork.write((tx) =>
      tx.staffPin.updateManyAndReturn({
        where: { staffId, failed: { lt: MOST_WRONG_PINS } },
        data: { failed: { increment: 1 } },
        select: { pinHash: true },
      }),
    );
    return pin?.pinHash;
  }

  private mixed(staffId: string, pin: string): string {
    return createHmac('sha256', this.settings.tokenSecret!).update(`pin ${staffId} ${pin}`).digest('base64');
  }
}
