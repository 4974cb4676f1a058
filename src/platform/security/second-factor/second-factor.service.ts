import { Inject, Injectable } from '@nestjs/common';
import { generateSecret } from 'otplib';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import type { Tx } from '../../database/prisma.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { Reauthentication } from '../reauthentication.service.js';
import { securityProblems } from '../security.errors.js';
import { SignInTally } from '../sign-in-tally.js';
import { Vault } from '../../keys/vault.js';
import type { SecondFactorDto } from './dto/second-factor.dto.js';
import type { EnrolmentResponse, RecoveryCodesResponse } from './dto/second-factor.response.js';
import { hashOfRecoveryCode, otpauthUri, recoveryCode, stepOf } from './second-factor.rules.js';

const RECOVERY_CODES = 10;

interface Factor {
  readonly id: string;
  readonly seed: string;
  readonly lastStep: bigint;
}

/** One-time codes of an authenticator (RFC 6238), and the recovery codes for the day it is lost. Each is good once. */
@Injectable()
export class SecondFactorService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly vault: Vault,
    private readonly tally: SignInTally,
    private readonly reauthentication: Reauthentication,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /**
   * A seed for the person's authenticator, shown this once; it counts from {@link confirm}. No key keeps the answer.
   * @throws Problem secondFactorEnrolled, currentPasswordWrong, signInPaused, fullSignInNeeded, freshSignInNeeded, validation
   */
  async enrol(password: string | undefined): Promise<EnrolmentResponse> {
    const { id: staffId, username } = await this.reauthentication.requireInFull(password);
    const seed = generateSecret();
    const sealed = this.vault.seal(seed, staffId);
    await this.unitOfWork.write(async (tx) => {
      const begun = { staffId, removedAt: null, confirmedAt: null };
      await tx.secondFactor.updateMany({ where: begun, data: { removedAt: new Date() } });
      await tx.secondFactor.create({ data: { staffId, seed: sealed }, select: { id: true } });
    });
    return { secret: seed, otpauthUri: otpauthUri(this.settings.hospitalName, username, seed) };
  }

  /** The authenticator shows the right code: from now on it is asked for. @throws Problem secondFactorWrong, secondFactorNotBegun, signInPaused */
  async confirm(code: string): Promise<RecoveryCodesResponse> {
    const context = requestContext();
    context.idempotency = undefined;
    const staffId = context.actor.id!;
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, recoveryCode);
    await this.limited(staffId, () =>
      this.unitOfWork.write(async (tx) => {
        const where = { staffId, removedAt: null, confirmedAt: null };
        const begun = await tx.secondFactor.findFirst({ where });
        if (!begun) throw new Problem(securityProblems.secondFactorNotBegun);
        const step = this.stepOf(begun, staffId, code);
        if (step === undefined) return false;
        const data = { confirmedAt: new Date(), lastStep: step };
        const { count } = await tx.secondFactor.updateMany({ where: { ...where, id: begun.id }, data });
        const codes = recoveryCodes.map((text) => ({ factorId: begun.id, codeHash: hashOfRecoveryCode(text) }));
        if (count > 0) await tx.recoveryCode.createMany({ data: codes });
        return count > 0;
      }),
    );
    return { recoveryCodes };
  }

  /** Takes a code of the person's authenticator, or a recovery code. @throws Problem secondFactorWrong, signInPaused */
  async verify(staffId: string, { code, recoveryCode: recovery }: SecondFactorDto): Promise<void> {
    await this.limited(staffId, () =>
      this.unitOfWork.write(async (tx) => {
        const factor = await tx.secondFactor.findFirst({
          where: { staffId, removedAt: null, confirmedAt: { not: null } },
        });
        if (!factor) return false;
        if (recovery !== undefined) return useRecoveryCode(tx, factor.id, recovery);
        return this.useCode(tx, factor, staffId, code ?? '');
      }),
    );
  }

  /** The person enrols anew; for administrators, when the telephone is lost and the recovery codes with it. */
  async remove(tx: Tx, staffId: string): Promise<void> {
    await tx.secondFactor.updateMany({ where: { staffId, removedAt: null }, data: { removedAt: new Date() } });
    await this.tally.forgiveAll(tx, subjectOf(staffId));
  }

  /** The step moves on only, in one statement: of two who send the same code at once, one is let in. */
  private async useCode(tx: Tx, factor: Factor, staffId: string, code: string): Promise<boolean> {
    const step = this.stepOf(factor, staffId, code);
    if (step === undefined) return false;
    const seed = this.vault.isOutdated(factor.seed) ? this.vault.reseal(factor.seed, staffId) : undefined;
    const where = { id: factor.id, removedAt: null, lastStep: { lt: step } };
    return (await tx.secondFactor.updateMany({ where, data: { lastStep: step, seed } })).count > 0;
  }

  private stepOf(factor: Factor, staffId: string, code: string): number | undefined {
    return stepOf(code, this.vault.open(factor.seed, staffId), Math.floor(Date.now() / 1000));
  }

  /** Tries are counted as those of passwords are. */
  private async limited(staffId: string, check: () => Promise<boolean>): Promise<void> {
    if (!(await this.tally.judge(subjectOf(staffId), check))) {
      throw new Problem(securityProblems.secondFactorWrong);
    }
  }
}

/** No name that someone types: those have no line break in front. */
const subjectOf = (staffId: string) => `\nsecond factor of ${staffId}`;

async function useRecoveryCode(tx: Tx, factorId: string, code: string): Promise<boolean> {
  const where = { factorId, codeHash: hashOfRecoveryCode(code), usedAt: null };
  return (await tx.recoveryCode.updateMany({ where, data: { usedAt: new Date() } })).count > 0;
}
