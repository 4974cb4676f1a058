import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AccessRecorder } from '../audit/access-recorder.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { httpProblems, Problem } from '../http/problem.js';
import { requestContext } from '../http/request-context.js';
import type { AccessTokenClaims } from './access-token.strategy.js';
import { TOKEN_ISSUER } from './access-token.strategy.js';
import type { SignInDto } from './dto/sign-in.dto.js';
import type { PersonResponse, SessionResponse } from './dto/session.response.js';
import { Passwords } from './passwords.js';
import { securityProblems } from './security.errors.js';
import { pauseAfter } from './sign-in.rules.js';

interface Account {
  id: string;
  username: string;
  full_name: string;
  password_hash: string;
  failed_sign_ins: number;
  locked_until: Date | null;
  roles: string[];
}

/** Sign-in, refresh and sign-out. Every attempt, good or bad, is on the trail. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly recorder: AccessRecorder,
    private readonly tokens: JwtService,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem signInFailed, signInPaused, roleNotHeld */
  async signIn({ username, password, role }: SignInDto): Promise<SessionResponse> {
    const name = username.trim().toLowerCase();
    const account = await this.account('username', name);
    const paused = account?.locked_until && account.locked_until.getTime() - Date.now();
    if (paused && paused > 0) {
      await this.recordFailure(name, account.id, 'paused');
      const seconds = Math.ceil(paused / 1000);
      throw new Problem(securityProblems.signInPaused, {
        params: { seconds },
        headers: { 'Retry-After': String(seconds) },
      });
    }
    if (!(await this.passwords.matches(account?.password_hash, password)) || !account || account.roles.length === 0) {
      await this.recordFailure(name, account?.id, account ? 'wrong password' : 'unknown username');
      if (account) await this.countFailure(account);
      throw new Problem(securityProblems.signInFailed);
    }
    const chosen = role ?? account.roles[0];
    if (!account.roles.includes(chosen)) {
      await this.recordFailure(name, account.id, 'role not held');
      throw new Problem(securityProblems.roleNotHeld);
    }
    return this.open(account, chosen);
  }

  /** Exchanges a refresh token for a new pair; a token used twice ends the session, for one of the users stole it. */
  async refresh(refreshToken: string): Promise<SessionResponse> {
    const presented = hashOf(refreshToken);
    const [session] = await this.database.query<{ id: string; staff_id: string; role: string; stolen: boolean }>(
      FIND_REFRESH,
      [presented],
    );
    const account = session && (await this.account('id', session.staff_id));
    if (!session || !account || !account.roles.includes(session.role)) {
      throw new Problem(securityProblems.refreshRefused);
    }
    this.actAs(account, session.role, session.id);
    if (session.stolen) {
      await this.end(session.id);
      throw new Problem(securityProblems.refreshRefused);
    }
    const next = randomBytes(24).toString('base64url');
    const rotated = await this.unitOfWork.write((tx) =>
      tx.session.updateMany({
        where: { id: session.id, refreshHash: presented, revokedAt: null },
        data: { refreshHash: hashOf(next), previousRefreshHash: presented },
      }),
    );
    if (rotated.count === 0) throw new Problem(securityProblems.refreshRefused);
    return this.answer(account, session.role, session.id, next);
  }

  /** Ends the session of the request, in every process. */
  async signOut(): Promise<void> {
    const context = requestContext();
    await this.end(context.actor.sessionId!);
    await this.recorder.record(context, { kind: 'sign-out', entity: 'session', entityId: context.actor.sessionId });
  }

  async me(): Promise<PersonResponse> {
    const { actor } = requestContext();
    const account = await this.account('id', actor.id!);
    if (!account) throw new Problem(httpProblems.unauthenticated);
    return personOf(account, actor.role!);
  }

  private async open(account: Account, role: string): Promise<SessionResponse> {
    const context = requestContext();
    const refreshToken = randomBytes(24).toString('base64url');
    this.actAs(account, role);
    const session = await this.unitOfWork.write(async (tx) => {
      if (account.failed_sign_ins > 0) {
        await tx.staffMember.update({ where: { id: account.id }, data: { failedSignIns: 0, lockedUntil: null } });
      }
      return tx.session.create({
        data: {
          staffId: account.id,
          role,
          refreshHash: hashOf(refreshToken),
          terminal: context.terminal,
          address: context.address,
          expiresAt: new Date(Date.now() + this.settings.sessionHours * 3_600_000),
        },
        select: { id: true },
      });
    });
    this.actAs(account, role, session.id);
    await this.recorder.record(context, { kind: 'sign-in', entity: 'session', entityId: session.id });
    return this.answer(account, role, session.id, refreshToken);
  }

  private async answer(
    account: Account,
    role: string,
    sessionId: string,
    refreshToken: string,
  ): Promise<SessionResponse> {
    const claims: AccessTokenClaims = { sub: account.id, sid: sessionId, name: account.username, role };
    const expiresIn = this.settings.accessTokenMinutes * 60;
    const accessToken = await this.tokens.signAsync(claims, {
      expiresIn,
      issuer: TOKEN_ISSUER,
      audience: TOKEN_ISSUER,
    });
    return { accessToken, tokenType: 'Bearer', expiresIn, refreshToken, person: personOf(account, role) };
  }

  private actAs(account: Account, role: string, sessionId?: string): void {
    requestContext().actor = { kind: 'staff', id: account.id, username: account.username, role, sessionId };
  }

  private async end(sessionId: string): Promise<void> {
    await this.unitOfWork.write((tx) =>
      tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } }),
    );
  }

  private async recordFailure(username: string, staffId: string | undefined, why: string): Promise<void> {
    const detail = { username: username.slice(0, 64), why };
    await this.recorder.record(requestContext(), {
      kind: 'sign-in-failed',
      entity: 'staff_member',
      entityId: staffId,
      detail,
    });
  }

  private async countFailure(account: Account): Promise<void> {
    await this.unitOfWork.write(async (tx) => {
      // Locked first, so that guesses that come at once are all counted.
      const [{ failures }] = await tx.$queryRaw<[{ failures: number }]>`
        SELECT failed_sign_ins + 1 AS failures FROM staff_member WHERE id = ${account.id}::uuid FOR UPDATE`;
      const pause = pauseAfter(failures);
      const lockedUntil = pause > 0 ? new Date(Date.now() + pause * 1000) : null;
      await tx.staffMember.update({
        where: { id: account.id },
        data: { failedSignIns: failures, lockedUntil },
        select: { id: true },
      });
    });
  }

  private async account(by: 'id' | 'username', value: string): Promise<Account | undefined> {
    const [account] = await this.database.query<Account>(by === 'id' ? ACCOUNT_BY_ID : ACCOUNT_BY_USERNAME, [value]);
    return account;
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

function personOf(account: Account, role: string): PersonResponse {
  const { id, username, full_name: fullName, roles } = account;
  return { id, username, fullName, role, roles };
}

const ACCOUNT = `SELECT m.id, m.username, m.full_name, m.password_hash, m.failed_sign_ins, m.locked_until,
    ARRAY(SELECT r.role FROM staff_role r WHERE r.staff_id = m.id AND r.revoked_at IS NULL ORDER BY r.granted_at, r.role) AS roles
  FROM staff_member m WHERE m.status = 'active'`;
const ACCOUNT_BY_ID = { name: 'auth.account-by-id', text: `${ACCOUNT} AND m.id = $1` };
const ACCOUNT_BY_USERNAME = { name: 'auth.account-by-username', text: `${ACCOUNT} AND m.username = $1` };
const FIND_REFRESH = {
  name: 'auth.find-refresh',
  text: `SELECT id, staff_id, role, (refresh_hash <> $1) AS stolen FROM session
         WHERE (refresh_hash = $1 OR previous_refresh_hash = $1) AND revoked_at IS NULL AND expires_at > now()`,
};
