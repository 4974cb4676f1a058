import { Inject, Injectable } from '@nestjs/common';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { SHOWN_BY, type ShownBy } from '../config/signature-asks.js';
import { Accounts, type Account } from './accounts.js';
import type { WhoSignsDto } from './dto/who-signs.dto.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { withoutSecrets } from './kept-without-secrets.js';
import { Reauthentication } from './reauthentication.service.js';
import { securityProblems } from './security.errors.js';
import { SignInTally } from './sign-in-tally.js';
import { ShortSecrets } from './terminals/short-secrets.service.js';

/**
 * Asks who signs, by the hospital's policy: being signed in may be enough, or the person shows once more who they are. What is shown is
 * checked also where nothing is asked. Guesses are counted and on the trail as those at the door.
 */
@Injectable()
export class WhoSigns {
  constructor(
    private readonly accounts: Accounts,
    private readonly reauthentication: Reauthentication,
    private readonly secrets: ShortSecrets,
    private readonly tally: SignInTally,
    private readonly failures: FailedSignIns,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /**
   * Its Idempotency-Key stays good: a retry shows the secret again, and gets the first answer.
   * @param shown body of the request, with the secret if one was given
   * @returns by what the person showed who they are
   * @throws Problem signatureAsksWho, currentPasswordWrong, pinOrBadgeWrong, signInPaused
   */
  async show(shown: WhoSignsDto | undefined): Promise<'session' | ShownBy> {
    const context = requestContext();
    const { idempotency } = context;
    const { signatureAsks: accepted } = this.settings;
    const given = SHOWN_BY.filter((one) => shown?.[one] !== undefined);
    const [by] = given;
    if (by === undefined && accepted.length === 0) return 'session';
    if (by === undefined || given.length > 1 || (accepted.length > 0 && !accepted.includes(by))) {
      throw new Problem(securityProblems.signatureAsksWho, {
        extra: { accepts: accepted.length > 0 ? accepted : SHOWN_BY },
      });
    }
    if (by === 'password') await this.reauthentication.require(shown!.password);
    else await this.short(by, shown![by]!);
    // What a PIN writes, its count of guesses, is not the write that the key is for.
    context.wrote = false;
    context.idempotency = withoutSecrets(idempotency, context.path, shown!, SHOWN_BY);
    return by;
  }

  private async short(by: 'pin' | 'badge', secret: string): Promise<void> {
    const context = requestContext();
    // As with a password: with a key, a quick hash of the body would be kept.
    context.idempotency = undefined;
    const { actor } = context;
    const account = await this.accounts.byId(actor.id!);
    if (!account) throw new Problem(httpProblems.unauthenticated);
    const { username } = account;
    const isRight = () => this.isTheirs(account, by, secret);
    const paused = () => this.failures.record(account, 'paused', { method: by });
    if (await this.tally.judge(username, isRight, paused)) return;
    await this.failures.record(account, `wrong ${by}`, { method: by, route: requestContext().route });
    throw new Problem(securityProblems.pinOrBadgeWrong);
  }

  private async isTheirs({ id }: Account, by: 'pin' | 'badge', secret: string): Promise<boolean> {
    return by === 'pin' ? this.secrets.matches(id, secret) : (await this.secrets.holderOf(secret)) === id;
  }
}
