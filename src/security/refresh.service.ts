import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Problem } from '../http/problem.js';
import { Accounts, actAs } from './accounts.js';
import type { SessionResponse } from './dto/session.response.js';
import { securityProblems } from './security.errors.js';
import { hashOfToken, SessionIssuer, type BoundTerminal } from './session-issuer.js';
import { SessionsService } from './sessions.service.js';
import { terminalKeyHash } from './terminals/terminal-binding.js';

interface RefreshedSession {
  id: string;
  staff_id: string;
  role: string;
  stolen: boolean;
  terminal: BoundTerminal | null;
}

/** Exchanges refresh tokens for new pairs; a token used twice ends the session, for one of the users stole it. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
    private readonly issuer: SessionIssuer,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem refreshRefused */
  async refresh(refreshToken: string): Promise<SessionResponse> {
    const presented = hashOfToken(refreshToken);
    const [session] = await this.database.query<RefreshedSession>(FIND_REFRESH, [
      presented,
      this.settings.terminalIdleMinutes,
      terminalKeyHash(),
    ]);
    const account = session && (await this.accounts.byId(session.staff_id));
    if (!session || !account || !account.roles.includes(session.role)) {
      throw new Problem(securityProblems.refreshRefused);
    }
    actAs(account, session.role, session.id);
    if (session.stolen) {
      await this.sessions.end(session.id);
      throw new Problem(securityProblems.refreshRefused);
    }
    const next = randomBytes(24).toString('base64url');
    const rotated = await this.unitOfWork.write((tx) =>
      tx.session.updateMany({
        where: { id: session.id, refreshHash: presented, revokedAt: null },
        data: { refreshHash: hashOfToken(next), previousRefreshHash: presented, refreshedAt: new Date() },
      }),
    );
    if (rotated.count === 0) throw new Problem(securityProblems.refreshRefused);
    return this.issuer.answer(account, session.role, { id: session.id, terminal: session.terminal ?? undefined }, next);
  }
}

const FIND_REFRESH = {
  name: 'auth.find-refresh',
  // A session by PIN or badge is good on its terminal, and until nobody has touched it for a while.
  text: `SELECT s.id, s.staff_id, s.role, (s.refresh_hash <> $1) AS stolen,
           CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('id', t.id, 'code', t.code, 'keyHash', t.key_hash) END AS terminal
         FROM session s LEFT JOIN terminal t ON t.id = s.terminal_id
         WHERE (s.refresh_hash = $1 OR s.previous_refresh_hash = $1) AND s.revoked_at IS NULL AND s.expires_at > now()
           AND (t.id IS NULL OR t.key_hash = $3 AND s.refreshed_at > now() - make_interval(mins => $2))`,
};
