import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { Jobs } from '../jobs/jobs.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { runAsSystem, type Actor } from '../../kernel/request-context.js';
import { Notices } from '../database/notices.js';
import type { Due } from '../routes/due.js';
import { rolesInNeed } from './due.js';

const TRUSTED_FOR_MS = 15_000;
const MOST_REMEMBERED = 20_000;

/** A session that is good, unless something is to be done first, and whose it is. */
interface LiveSession {
  readonly staffId: string;
  readonly role: string;
  readonly username: string;
  /** Whether it is good at one terminal only. */
  readonly atTerminal: boolean;
  readonly due?: Due;
}
interface LiveRow extends Omit<LiveSession, 'due'> {
  readonly expiresAt: Date;
  readonly due: Due | null;
}
interface Remembered {
  readonly session: LiveSession;
  readonly goodUntil: number;
}

/** Whether a token speaks for the person, role and terminal of its session: what a token says of itself opens nothing more. */
export const fitsSession = (token: Actor, session: LiveSession): boolean =>
  token.id === session.staffId &&
  token.role === session.role &&
  token.username === session.username &&
  (token.boundTo !== undefined) === session.atTerminal;

/**
 * Whether a session is still good; asking for a request of its person counts as use of their terminal. Remembered for a few seconds so that charting costs no extra round trip; a
 * revocation in any process is heard at once through LISTEN. While they do not arrive, nothing is
 * trusted that is remembered.
 */
@Injectable()
export class LiveSessions implements OnModuleInit {
  private readonly remembered = new Map<string, Remembered>();
  private readonly listeners: ((sessionId: string) => void)[] = [];
  /** Counts what was heard: an answer that was on its way meanwhile may be out of date and is not remembered. */
  private heard = 0;

  private readonly inNeed: readonly string[];
  private readonly idleMinutes: number;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly notices: Notices,
    @Inject(SETTINGS_TOKEN) settings: Settings,
  ) {
    this.inNeed = rolesInNeed(settings);
    this.idleMinutes = settings.terminalIdleMinutes;
    notices.whenBegun(() => {
      this.heard++;
      this.remembered.clear();
    });
    notices.on('session_revoked', (sessionId) => {
      this.heard++;
      this.remembered.delete(sessionId);
      for (const listener of this.listeners) listener(sessionId);
    });
  }

  async onModuleInit(): Promise<void> {
    this.jobs.schedule({ name: 'notices', everyMs: TRUSTED_FOR_MS, by: 'process', work: () => this.notices.test() });
    await this.notices.listen();
  }

  /** @returns undefined when revoked, locked, expired, or its person has left or no longer holds its role */
  async find(sessionId: string): Promise<LiveSession | undefined> {
    const remembered = this.remembered.get(sessionId);
    if (this.notices.areHeard && remembered && remembered.goodUntil > Date.now()) return remembered.session;
    const heardBefore = this.heard;
    const [row] = await this.database.query<LiveRow>(LIVE, [sessionId, this.inNeed, this.idleMinutes]);
    if (row?.atTerminal) await this.use(sessionId);
    if (!row || row.due) {
      this.remembered.delete(sessionId);
      return row && { ...row, due: row.due ?? undefined };
    }
    const { expiresAt, staffId, role, username, atTerminal } = row;
    const session = { staffId, role, username, atTerminal };
    if (this.heard === heardBefore) this.remember(sessionId, session, expiresAt);
    return session;
  }

  private remember(sessionId: string, session: LiveSession, expiresAt: Date): void {
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    const goodUntil = Math.min(Date.now() + TRUSTED_FOR_MS, expiresAt.getTime());
    this.remembered.set(sessionId, { session, goodUntil });
  }

  /** Not an event: what is done at the terminal is on the trail by itself. */
  private async use(sessionId: string): Promise<void> {
    await runAsSystem('terminal use', () => this.unitOfWork.statement({ ...USE, values: [sessionId] }));
  }

  /** Those of the sessions that are good at this moment. Asking is no use of a terminal: a stream that is open keeps nobody signed in. */
  async stillGood(sessionIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(STILL_GOOD, [sessionIds, this.idleMinutes]);
    return new Set(rows.map(({ id }) => id));
  }

  /** Calls with the id of every session that has ended, or may have; at once, as far as this process hears of it. */
  whenEnded(listener: (sessionId: string) => void): void {
    this.listeners.push(listener);
  }

  /** Whether revocations reach this process; while they do not, the database is asked each time. */
  get hearsRevocations(): boolean {
    return this.notices.areHeard;
  }
}

/** Neither ended, locked nor idle, and its person still works here in its role; `idle`, the parameter with the minutes of a terminal. */
function isGood(idle: string): string {
  return `s.revoked_at IS NULL AND s.locked_at IS NULL AND s.expires_at > now() AND m.status = 'active'
           AND (s.terminal_id IS NULL OR s.used_at > now() - make_interval(mins => ${idle}::int))
           AND EXISTS (SELECT FROM staff_role r WHERE r.staff_id = m.id AND r.role = s.role AND r.revoked_at IS NULL)`;
}

/** A session by PIN or badge owes no authenticator: the enrolled terminal is what its person has. */
const LIVE = {
  name: 'session.live',
  text: `SELECT s.expires_at AS "expiresAt", s.terminal_id IS NOT NULL AS "atTerminal", s.staff_id AS "staffId", s.role, m.username,
           CASE WHEN m.must_change_password AND s.method <> 'oidc' THEN 'password'
                WHEN s.role = ANY ($2::text[]) AND s.method IN ('password', 'oidc') AND NOT s.second_factor AND NOT EXISTS (SELECT FROM second_factor f WHERE f.staff_id = m.id
                  AND f.confirmed_at IS NOT NULL AND f.removed_at IS NULL) THEN 'second-factor' END AS due
         FROM session s JOIN staff_member m ON m.id = s.staff_id
         WHERE s.id = $1 AND ${isGood('$3')}`,
};
const STILL_GOOD = {
  name: 'session.still-good',
  text: `SELECT s.id FROM session s JOIN staff_member m ON m.id = s.staff_id WHERE s.id = ANY ($1::uuid[]) AND ${isGood('$2')}`,
};
const USE = {
  name: 'session.use',
  text: `result AS (UPDATE session s SET used_at = now() WHERE s.id = $1 RETURNING s.id)`,
};
