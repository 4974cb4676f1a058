import { Injectable } from '@nestjs/common';
import { invalidField, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { Accounts } from './accounts.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { withoutSecrets } from './kept-without-secrets.js';
import { securityProblems } from './security.errors.js';
import { securityWords } from './security.words.js';
import { SignInTally } from './sign-in-tally.js';
import { ShortSecrets } from './terminals/short-secrets.service.js';

/** What a request says of the second person at the bedside. */
export interface SaidWitness {
  readonly witnessId?: string;
  /** Six digits, typed by the second person. */
  readonly witnessPin?: string;
}

/**
 * The second person confirms in the request of the first, by their own PIN. It is compared and forgotten: not stored, not logged, and kept in
 * no hash of the request. Guesses are counted and on the trail under whose PIN was tried, as those at the door.
 */
@Injectable()
export class WitnessPins {
  constructor(
    private readonly accounts: Accounts,
    private readonly secrets: ShortSecrets,
    private readonly tally: SignInTally,
    private readonly failures: FailedSignIns,
  ) {}

  /**
   * To be asked before the request writes.
   * @returns whether who is named has confirmed; false when no PIN was given
   * @throws Problem witnessPinWrong, signInPaused; validation when nobody else is named
   */
  async confirms(said: SaidWitness): Promise<boolean> {
    const { witnessId, witnessPin } = said;
    if (witnessPin === undefined) return false;
    const context = requestContext();
    const { actor, idempotency } = context;
    const id = witnessId?.toLowerCase();
    if (id === undefined || id === actor.id) {
      throw invalidField('/witnessId', 'second-person', securityWords.witnessIsAnother);
    }
    context.idempotency = undefined;
    const account = await this.accounts.byId(id);
    const name = account?.username ?? id;
    const meant = account ?? { typed: id };
    const isRight = () => this.secrets.matches(account?.id, witnessPin);
    const paused = () => this.failures.record(meant, 'paused', { method: 'pin' });
    if (!(await this.tally.judge(name, isRight, paused))) {
      await this.failures.record(meant, 'wrong pin', { method: 'pin', route: context.route });
      throw new Problem(securityProblems.witnessPinWrong);
    }
    // What a PIN writes, its count of guesses, is not the write that the key is for.
    context.wrote = false;
    context.idempotency = withoutSecrets(idempotency, context.path, said, ['witnessPin']);
    return true;
  }
}
