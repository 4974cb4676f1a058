import { Injectable } from '@nestjs/common';
import { roleWords } from '../../platform/audit/reports/reports.words.js';
import { Database } from '../../platform/database/database.js';
import { readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { Page } from '../../platform/routes/pagination.js';
import type { AccessReviewQuery, HeldRoleResponse } from './dto/access-review.dto.js';

interface HeldRow extends Omit<HeldRoleResponse, 'since' | 'lastSignInAt' | 'roleWords'> {
  readonly since: Date;
  readonly lastSignInAt: Date | null;
}

const AT_ONCE = 500;

/** Who holds which role since when: what is gone through once in a while, person by person. */
@Injectable()
export class AccessReviewQueries {
  constructor(private readonly database: Database) {}

  /** By username and role. @throws Problem validation */
  page(query: AccessReviewQuery): Promise<Page<HeldRoleResponse>> {
    return readPage(this.database, HELD, query, [], toResponse);
  }

  /** All of them, some at a time. */
  async *all({ role }: Pick<AccessReviewQuery, 'role'>): AsyncGenerator<HeldRoleResponse[]> {
    for (let cursor: string | undefined; ;) {
      const { items, next } = await this.page({ role, limit: AT_ONCE, cursor, format: 'json' });
      if (items.length > 0) yield items;
      if (!next) return;
      cursor = new URL(next, 'http://localhost').searchParams.get('cursor')!;
    }
  }
}

const toResponse = ({ since, lastSignInAt, ...row }: HeldRow): HeldRoleResponse => ({
  ...row,
  roleWords: { vi: roleWords(row.role, 'vi'), en: roleWords(row.role, 'en') },
  since: since.toISOString(),
  lastSignInAt: lastSignInAt?.toISOString() ?? null,
});

const HELD: KeysetList = {
  name: 'access-review',
  select: `SELECT held.id, m.id AS "staffId", m.username, m.full_name AS "fullName", m.status, held.role, held.granted_at AS since,
      (SELECT json_build_object('id', event.actor_id, 'username', event.username, 'fullName', coalesce(giver.full_name, ''), 'role', event.role)
       FROM audit.trail event LEFT JOIN staff_member giver ON giver.id = event.actor_id WHERE event.entity_id = held.id AND event.entity = 'staff_role' AND event.kind = 'create'
       ORDER BY event.id LIMIT 1) AS "grantedBy",
      ARRAY(SELECT ward.code FROM staff_ward work JOIN ward ON ward.id = work.ward_id
             WHERE work.staff_id = m.id AND work.ended_at IS NULL ORDER BY ward.code) AS wards,
      m.hospital_wide AS "hospitalWide",
      (SELECT max(created_at) FROM session WHERE session.staff_id = m.id AND session.role = held.role) AS "lastSignInAt"
    FROM staff_role held JOIN staff_member m ON m.id = held.staff_id`,
  where: 'held.revoked_at IS NULL',
  filters: { role: (value) => `held.role = ${value}` },
  key: [
    { sql: 'm.username', kind: 'text', field: 'username' },
    { sql: 'held.id', kind: 'uuid', field: 'id' },
  ],
};
