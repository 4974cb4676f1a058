import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { httpProblems, invalidField, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { Accounts, type Account } from './accounts.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { Passwords } from './passwords.js';
import { securityProblems } from './security.errors.js';
import { SignInTally } from './sign-in-tally.js';
import { securityWords } from './security.words.js';

/** Minutes after signing in at the identity provider in which that counts as having just shown who one is. */
const FRESH_MINUTES = 10;

/**
 * Who holds a session shows once more who they are, before what a thief of the session must not do: another password, a PIN, an
 * authenticator, an end to other sessions. Guesses are counted and on the trail as those at the door.
 */
@Injectable()
export class Reauthentication {
  constructor(
    private readonly database: Database,
    private readonly accounts: Accounts,
    private readonly passwords: Passwords,
    private readonly tally: SignInTally,
    private readonly failures: FailedSignIns,
  ) {}

  /**
   * By the password. Who came from the identity provider, and so may know none, may leave it out for some minutes.
   * @throws Problem currentPasswordWrong, signInPaused, freshSignInNeeded, validation
   */
  async require(password: string | undefined): Promise<Account> {
    return this.show(await this.present(), password);
  }

  /**
   * The same, and from a full sign-in: who took over a terminal by PIN or badge changes no way to sign in.
   * @throws Problem fullSignInNeeded and those of {@link require}
   */
  async requireInFull(password: string | undefined): Promise<Account> {
    const present = await this.present();
    if (!present.full) throw new Problem(securityProblems.fullSignInNeeded);
    return this.show(present, password);
  }

  private async present(): Promise<Present> {
    const [present] = await this.database.query<Present>(PRESENT, [requestContext().actor.sessionId, FRESH_MINUTES]);
    if (!present) throw new Problem(httpProblems.unauthenticated);
    return present;
  }

  private async show({ vouched, fresh }: Present, password: string | undefined): Promise<Account> {
    const context = requestContext();
    // With a key a quick hash of the body would be kept, and so of the password.
    context.idempotency = undefined;
    const account = await this.accounts.byId(context.actor.id!);
    if (!account) throw new Problem(httpProblems.unauthenticated);
    if (password !== undefined) await this.check(account, password);
    else if (!vouched) throw missing();
    else if (!fresh) throw new Problem(securityProblems.freshSignInNeeded, { params: { minutes: FRESH_MINUTES } });
    return account;
  }

  private async check(account: Account, password: string): Promise<void> {
    const { username, password_hash } = account;
    const isRight = () => this.passwords.matches(password_hash, password);
    if (await this.tally.judge(username, isRight, () => this.recordFailure(account, 'paused'))) return;
    await this.recordFailure(account, 'wrong password');
    throw new Problem(securityProblems.currentPasswordWrong);
  }

  private async recordFailure(account: Account, why: string): Promise<void> {
    await this.failures.record(account, why, { route: requestContext().route });
  }
}

/** How the session of the request began. */
interface Present {
  /** By a password or at the provider, and not by PIN or badge. */
  readonly full: boolean;
  /** At the identity provider. */
  readonly vouched: boolean;
  readonly fresh: boolean;
}

const missing = () => invalidField('/password', 'is-not-empty', securityWords.passwordAgain);

const PRESENT = {
  name: 'auth.present-session',
  text: `SELECT method IN ('password', 'oidc') AS full, method = 'oidc' AS vouched,
      created_at > now() - make_interval(mins => $2) AS fresh FROM session WHERE id = $1`,
};
