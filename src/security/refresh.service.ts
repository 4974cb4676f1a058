import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Problem } from '../http/problem.js';
import { Accounts, actAs } from './accounts.js';
import type { SessionResponse } from './dto/session.response.js';
import { securityProblems } from './security.errors.js';
import { hashOfToken, SessionIssuer } from './session-issuer.js';
import { SessionsService } from './sessions.service.js';

/** Exchanges refresh tokens for new pairs; a token used twice ends the session, for one of the users stole it. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
    private readonly issuer: SessionIssuer,
  ) {}

  /** @throws Problem refreshRefused */
  async refresh(refreshToken: string): Promise<SessionResponse> {
    const presented = hashOfToken(refreshToken);
    const [session] = await this.database.query<{ id: string; staff_id: string; role: string; stolen: boolean }>(
      FIND_REFRESH,
      [presented],
    );
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
        data: { refreshHash: hashOfToken(next), previousRefreshHash: presented },
      }),
    );
    if (rotated.count === 0) throw new Problem(securityProblems.refreshRefused);
    return this.issuer.answer(account, session.role, session.id, next);
  }
}

const FIND_REFRESH = {
  name: 'auth.find-refresh',
  text: `SELECT id, staff_id, role, (refresh_hash <> $1) AS stolen FROM session
         WHERE (refresh_hash = $1 OR previous_refresh_hash = $1) AND revoked_at IS NULL AND expires_at > now()`,
};
