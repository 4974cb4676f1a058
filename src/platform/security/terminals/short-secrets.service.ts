import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { Passwords } from '../passwords.js';
import { Reauthentication } from '../reauthentication.service.js';
import { Vault } from '../../keys/vault.js';
import type { PinDto } from './dto/terminal.dto.js';
import { isEasyPin, MOST_WRONG_PINS } from './pin.rules.js';
import { TerminalTally } from './terminal-tally.js';
import { terminalProblems } from './terminals.errors.js';
import { securityWords } from '../security.words.js';

/**
 * PINs and badges. A million PINs are soon tried on a stolen database, so their hashes are sealed, and badges are looked up by
 * a mark that needs the key: the database alone tells nothing. Both can be sealed anew when the keys change.
 */
@Injectable()
export class ShortSecrets {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly reauthentication: Reauthentication,
    private readonly passwords: Passwords,
    private readonly vault: Vault,
    private readonly tally: TerminalTally,
  ) {}

  /**
   * Sets the PIN of the person signed in, who shows their password once more.
   * @throws Problem currentPasswordWrong, signInPaused, fullSignInNeeded, freshSignInNeeded, validation
   */
  async setPin({ password, pin }: PinDto): Promise<void> {
    const account = await this.reauthentication.requireInFull(password);
    if (isEasyPin(pin)) {
      throw invalidField('/pin', 'easy-pin', securityWords.easyPin);
    }
    const pinHash = this.vault.seal(await this.passwords.hash(pin), account.id);
    await this.unitOfWork.write(async (tx) => {
      const where = { staffId: account.id };
      const kept = { pinHash, failed: 0 };
      await tx.staffPin.upsert({ where, create: { ...where, ...kept }, update: kept, select: { id: true } });
    });
  }

  /**
   * Whether this is the person's PIN. Each try is counted before it is looked at, so that guesses that come at once are all
   * counted; it takes as long for names that nobody has and for people without one.
   */
  async matches(staffId: string | undefined, pin: string): Promise<boolean> {
    const stored = await this.countTry(staffId);
    const readable = staffId && stored && this.vault.knows(stored) ? this.vault.open(stored, staffId) : undefined;
    const right = await this.passwords.matches(readable, pin);
    if (right) {
      await this.unitOfWork.write((tx) =>
        tx.staffPin.updateMany({ where: { staffId, failed: { gt: 0 } }, data: { failed: 0 } }),
      );
    }
    return right;
  }

  /** Gives a badge to a person; one they had before stays good. @throws Problem badgeTaken, badgeStaffUnknown */
  async giveBadge(staffId: string, badge: string): Promise<void> {
    const said = textOf(badge);
    const data = { staffId, badgeHash: this.vault.mark(said), badgeSealed: this.vault.seal(said, staffId) };
    await this.unitOfWork.write(async (tx) => {
      // The database refuses a second one under the same key; it may have been given under the key before.
      const where = { badgeHash: { in: this.vault.marks(said) }, revokedAt: null };
      if (await tx.staffBadge.findFirst({ where, select: { id: true } })) {
        throw new Problem(terminalProblems.badgeTaken);
      }
      await tx.staffBadge.create({ data, select: { id: true } });
    });
  }

  /** Whose badge it is. */
  async holderOf(badge: string): Promise<string | undefined> {
    const [found] = await this.database.query<{ staff_id: string }>(HOLDER, [this.vault.marks(textOf(badge))]);
    return found?.staff_id;
  }

  /** Takes all badges of a person out of use. */
  async revokeBadges(staffId: string): Promise<void> {
    await this.unitOfWork.write((tx) =>
      tx.staffBadge.updateMany({ where: { staffId, revokedAt: null }, data: { revokedAt: new Date() } }),
    );
  }

  /** @returns the hash to compare with, undefined when there is none or too many tries went wrong */
  private countTry(staffId = NOBODY): Promise<string | undefined> {
    return this.unitOfWork.write(async (tx) => {
      const [pin] = await tx.staffPin.updateManyAndReturn({
        where: { staffId, failed: { lt: MOST_WRONG_PINS } },
        data: { failed: { increment: 1 } },
        select: { pinHash: true },
      });
      if (!pin) await this.tally.countForNobody(tx);
      return pin?.pinHash;
    });
  }
}

/** An id that no member of staff has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What a badge says, however its reader writes it. */
const textOf = (badge: string) => `badge ${badge.replace(/[:-]/g, '').toUpperCase()}`;

const HOLDER = {
  name: 'terminals.badge-holder',
  text: 'SELECT staff_id FROM staff_badge WHERE badge_hash = ANY ($1::text[]) AND revoked_at IS NULL',
};
