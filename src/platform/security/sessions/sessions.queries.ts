import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import { latestFirst, readPage, type KeysetList } from '../../routes/keyset.js';
import type { Page, PageQuery } from '../../routes/pagination.js';
import { requestContext } from '../../../kernel/request-context.js';
import type { Role } from '../../routes/policy.js';
import type { LiveSessionResponse } from './dto/live-session.response.js';

interface SessionRow {
  id: string;
  role: Role;
  method: LiveSessionResponse['method'];
  second_factor: boolean;
  created_at: Date;
  last_used_at: Date;
  locked: boolean;
  expires_at: Date;
  terminal: LiveSessionResponse['terminal'];
  address: string | null;
  user_agent: string | null;
  parent_id: string | null;
}

/** Reads the sessions of a person that are alive, newest first. */
@Injectable()
export class SessionsQueries {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  alive(staffId: string, query: PageQuery): Promise<Page<LiveSessionResponse>> {
    return readPage(this.database, ALIVE, query, [staffId, this.settings.terminalIdleMinutes], toLiveSession);
  }
}

const toLiveSession = (row: SessionRow): LiveSessionResponse => ({
  id: row.id,
  role: row.role,
  method: row.method,
  secondFactor: row.second_factor,
  startedAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at.toISOString(),
  endsAt: row.expires_at.toISOString(),
  terminal: row.terminal,
  address: row.address,
  userAgent: row.user_agent,
  parentId: row.parent_id,
  locked: row.locked,
  present: row.id === requestContext().actor.sessionId,
});

/**
 * Dead are also those by PIN or badge whose terminal nobody touched, and those in a role since taken away. A full one that is
 * locked at its terminal is not: PIN and badge count on it.
 */
export const ALIVE: KeysetList = {
  name: 'auth.sessions-alive',
  select: `SELECT s.id, s.role, s.method, s.second_factor, s.created_at, s.expires_at, s.address, s.user_agent, s.parent_id,
      CASE WHEN t.id IS NULL THEN s.refreshed_at ELSE s.used_at END AS last_used_at,
      s.locked_at IS NOT NULL OR (t.id IS NOT NULL AND s.used_at <= now() - make_interval(mins => $2::int)) AS locked,
      CASE WHEN t.id IS NOT NULL OR s.terminal IS NOT NULL THEN jsonb_build_object(
        'code', coalesce(t.code, s.terminal), 'enrolled', t.id IS NOT NULL, 'name', t.name, 'ward', w.code) END AS terminal
    FROM session s LEFT JOIN terminal t ON t.id = s.terminal_id LEFT JOIN ward w ON w.id = t.ward_id`,
  where: `s.staff_id = $1 AND s.revoked_at IS NULL AND s.expires_at > now()
      AND (s.parent_id IS NULL OR s.used_at > now() - make_interval(mins => $2::int))
      AND EXISTS (SELECT FROM staff_role r WHERE r.staff_id = s.staff_id AND r.role = s.role AND r.revoked_at IS NULL)`,
  ...latestFirst('s', 'created_at', 'created_at'),
};
