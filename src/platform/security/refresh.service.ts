import { Inject, Injectable } from '@nestjs/common';
import { AccessRecorder } from '../audit/access-recorder.js';
import { Refusals } from '../audit/refusals.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext, type EnrolledTerminal } from '../../kernel/request-context.js';
import { Accounts, actAs, type Account } from './accounts.js';
import type { SessionResponse } from './dto/session.response.js';
import { familyOf, GRACE_SECONDS, hashOfToken, newSalt, successorOf } from './refresh-tokens.js';
import { securityProblems } from './security.errors.js';
import { SessionIssuer } from './session-issuer.js';
import { SessionsService } from './sessions.service.js';
import { terminalKeyHash } from './terminals/terminal-binding.js';

/** A session whose chain a refresh token belongs to. */
interface ChainedSession {
  readonly id: string;
  readonly staff_id: string;
  readonly role: string;
  method: string;
  second_factor: boolean;
  /** `good` for the next refresh; `just used`, and its successor not yet; or `used` for good. */
  readonly token: 'good' | 'just used' | 'used';
  /** Makes the token that is good now out of the one before. */
  readonly salt: string | null;
  readonly terminal: EnrolledTerminal | null;
}

/**
 * Exchanges refresh tokens for new pairs. A token is good once; asked again within seconds, as after a lost answer or in a
 * second tab, it has the same successor. Used again otherwise, it ends the session, for one of its users stole it.
 */
@Injectable()
export class RefreshService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
    private readonly issuer: SessionIssuer,
    private readonly recorder: AccessRecorder,
    private readonly refusals: Refusals,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem refreshRefused */
  async refresh(token: string): Promise<SessionResponse> {
    let session = await this.sessionOf(token);
    const account = await this.holderOf(session);
    if (session.token === 'good') {
      const successor = await this.rotate(session, token);
      if (successor) return this.answer(session, account, successor);
      // Another request with it was faster: what that one was answered is the answer to this one too.
      session = await this.sessionOf(token);
    }
    if (session.token === 'used') await this.end(session);
    await this.recordReplay(session);
    return this.answer(session, account, successorOf(token, session.salt!));
  }

  private async sessionOf(token: string): Promise<ChainedSession> {
    const values = [
      hashOfToken(familyOf(token)),
      hashOfToken(token),
      this.settings.terminalIdleMinutes,
      terminalKeyHash(),
      GRACE_SECONDS,
      this.settings.sessionIdleMinutes,
    ];
    const [session] = await this.database.query<ChainedSession>(FIND, values);
    if (!session) throw new Problem(securityProblems.refreshRefused);
    return session;
  }

  /** From here on the request acts as the session's person. */
  private async holderOf({ id, staff_id, role }: ChainedSession): Promise<Account> {
    const account = await this.accounts.byId(staff_id);
    if (!account?.roles.includes(role)) throw new Problem(securityProblems.refreshRefused);
    actAs(account, role, id);
    return account;
  }

  /** @returns the next token; undefined when the one presented is no longer good, for one request only can win */
  private async rotate({ id }: ChainedSession, token: string): Promise<string | undefined> {
    const salt = newSalt();
    const successor = successorOf(token, salt);
    const values = [id, hashOfToken(token), hashOfToken(successor), salt];
    return (await this.unitOfWork.statement({ ...ROTATE, values })) && successor;
  }

  private async end(session: ChainedSession): Promise<never> {
    requestContext().reason = 'refresh token used again';
    await this.sessions.end(session.id);
    const why = 'refresh token used again: the session is ended';
    await this.refusals.record(requestContext(), { action: 'public', why, entityId: session.id });
    throw new Problem(securityProblems.refreshRefused);
  }

  private async recordReplay({ id }: ChainedSession): Promise<void> {
    const context = requestContext();
    const detail = { route: context.route, why: 'refresh asked again' };
    await this.recorder.record(context, { kind: 'replay', entity: 'session', entityId: id, detail });
  }

  private answer(session: ChainedSession, account: Account, token: string): Promise<SessionResponse> {
    const { id, role, terminal, method, second_factor: secondFactor } = session;
    return this.issuer.answer(account, role, { id, terminal: terminal ?? undefined, method, secondFactor }, token);
  }
}

const FIND = {
  name: 'auth.find-refresh',
  // The time of the rotation is not moved by asking again. A session is good until nobody has used it for a while. One at an enrolled
  // terminal is good there only, and for a shorter while, in which a refresh is no use: programs do that by themselves.
  text: `SELECT s.id, s.staff_id, s.role, s.method, s.second_factor, s.refresh_salt AS salt,
           CASE WHEN s.refresh_hash = $2 THEN 'good'
                WHEN s.previous_refresh_hash = $2 AND s.refreshed_at > now() - make_interval(secs => $5) THEN 'just used'
                ELSE 'used' END AS token,
           CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('id', t.id, 'code', t.code, 'keyHash', t.key_hash) END AS terminal
         FROM session s LEFT JOIN terminal t ON t.id = s.terminal_id
         WHERE s.refresh_family = $1 AND s.revoked_at IS NULL AND s.locked_at IS NULL AND s.expires_at > now()
           AND (t.id IS NULL OR t.key_hash = $4)
           AND CASE WHEN t.id IS NULL THEN s.refreshed_at > now() - make_interval(mins => $6::int)
                    ELSE s.used_at > now() - make_interval(mins => $3::int) END`,
};
const ROTATE = {
  name: 'auth.rotate-refresh',
  text: `result AS (UPDATE session s SET refresh_hash = $3, previous_refresh_hash = $2, refresh_salt = $4, refreshed_at = now()
           WHERE s.id = $1 AND s.refresh_hash = $2 AND s.revoked_at IS NULL AND s.locked_at IS NULL RETURNING s.id)`,
};
