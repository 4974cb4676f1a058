import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import { invalidField, Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { accountName, Accounts, type Account } from '../accounts.js';
import { FailedSignIns, type MeantFor } from '../failed-sign-ins.js';
import type { SessionResponse } from '../dto/session.response.js';
import { SessionIssuer } from '../session-issuer.js';
import { requireNoPause } from '../sign-in-tally.js';
import type { SwitchDto } from './dto/terminal.dto.js';
import { ShortSecrets } from './short-secrets.service.js';
import { TerminalTally } from './terminal-tally.js';
import { terminalProblems } from './terminals.errors.js';
import { securityWords } from '../security.words.js';

interface Shift {
  id: string;
  role: string;
  expires_at: Date;
}

/** Roles that sign in in full each time: what they may do is too much for six digits. */
const NEVER_SHORT = ['admin', 'auditor', 'privacy-officer'];

/**
 * Takes over a ward's terminal by PIN or badge, after one full sign-in in the shift. Why a switch was refused is told to the
 * trail, not to whoever tries.
 */
@Injectable()
export class SwitchService {
  constructor(
    private readonly database: Database,
    private readonly accounts: Accounts,
    private readonly tally: TerminalTally,
    private readonly secrets: ShortSecrets,
    private readonly issuer: SessionIssuer,
    private readonly failures: FailedSignIns,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem validation, terminalUnknown, signInPaused, switchRefused */
  async switchTo(input: SwitchDto): Promise<SessionResponse> {
    const method = methodOf(input);
    const { enrolled } = requestContext();
    if (!enrolled) throw new Problem(terminalProblems.terminalUnknown);
    const seconds = await this.tally.attempt(enrolled.id);
    if (seconds > 0) {
      const meant = method === 'pin' ? await this.meantFor(method, input) : { typed: undefined };
      await this.failures.record(meant, 'paused', { method });
    }
    requireNoPause(seconds);
    const meant = await this.meantFor(method, input);
    const account = 'id' in meant ? meant : undefined;
    const shift = await this.shiftOf(account, input.role);
    const shown = method === 'badge' || (await this.secrets.matches(account?.id, input.pin!));
    if (!account || !shown || !shift) {
      const why = !account ? 'unknown' : !shown ? `wrong ${method}` : 'no full sign-in';
      await this.failures.record(meant, why, { method });
      throw new Problem(terminalProblems.switchRefused);
    }
    await this.tally.takeBack(enrolled.id);
    const { id: parentId, role, expires_at: expiresAt } = shift;
    return this.issuer.open(account, role, { method, parentId, expiresAt });
  }

  private async holder(badge: string): Promise<Account | undefined> {
    const staffId = await this.secrets.holderOf(badge);
    return staffId === undefined ? undefined : this.accounts.byId(staffId);
  }

  /** The full sign-in of this shift in the role asked for; locked at its terminal or not. */
  private async shiftOf(account: Account | undefined, role: string | undefined): Promise<Shift | undefined> {
    const allowed = (account?.roles ?? []).filter(
      (held) => !NEVER_SHORT.includes(held) && (role === undefined || held === role),
    );
    const { shiftHours, sessionHours } = this.settings;
    const [shift] = await this.database.query<Shift>(SHIFT, [account?.id, allowed, shiftHours ?? sessionHours]);
    return shift;
  }

  private async meantFor(
    method: 'pin' | 'badge',
    { username, badge }: SwitchDto,
  ): Promise<Account | Exclude<MeantFor, { id: string }>> {
    const typed = username === undefined ? undefined : accountName(username);
    const account = method === 'pin' ? await this.accounts.byUsername(typed!) : await this.holder(badge!);
    return account ?? { typed };
  }
}

function methodOf({ username, pin, badge }: SwitchDto): 'pin' | 'badge' {
  if (badge !== undefined && pin === undefined) return 'badge';
  if (username !== undefined && pin !== undefined && badge === undefined) return 'pin';
  throw invalidField('/pin', 'pin-or-badge', securityWords.pinOrBadge);
}

const SHIFT = {
  name: 'terminals.shift',
  text: `SELECT id, role, expires_at FROM session WHERE staff_id = $1 AND role = ANY ($2::text[])
    AND method IN ('password', 'oidc') AND revoked_at IS NULL AND expires_at > now()
    AND created_at > now() - make_interval(hours => $3) ORDER BY created_at DESC LIMIT 1`,
};
