import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { readPage, type KeysetList } from '../../platform/routes/keyset.js';
import { folded } from '../../platform/routes/folded-name.js';
import type { Page } from '../../platform/routes/pagination.js';
import type { StaffDirectoryQuery } from './dto/staff-directory.dto.js';
import type { ColleagueResponse } from './dto/staff-directory.response.js';

type ColleagueRow = ColleagueResponse & { readonly folded: string };

/** Finds colleagues. It tells names, roles and wards, and nothing of accounts. */
@Injectable()
export class StaffDirectory {
  constructor(private readonly database: Database) {}

  page(query: StaffDirectoryQuery): Promise<Page<ColleagueResponse>> {
    return readPage<ColleagueRow, ColleagueResponse>(this.database, DIRECTORY, query, [], toColleague);
  }
}

const toColleague = ({ folded: _, ...colleague }: ColleagueRow): ColleagueResponse => colleague;

const WARD = `jsonb_build_object('id', w.id, 'code', w.code, 'name', w.name)`;

/** A hospital has some hundreds of people: they are looked through, the page alone is furnished. */
const DIRECTORY: KeysetList = {
  name: 'staff.directory',
  select: `SELECT m.* FROM (SELECT id, full_name, hospital_wide, ${folded('full_name')} COLLATE "C" AS folded
    FROM staff_member WHERE status = 'active') m`,
  filters: {
    q: (words) =>
      `NOT EXISTS (SELECT FROM string_to_table(${folded(words)}, ' ') word WHERE strpos(' ' || m.folded, ' ' || word) = 0)`,
    wardId: (
      ward,
    ) => `(EXISTS (SELECT FROM staff_ward s WHERE s.staff_id = m.id AND s.ended_at IS NULL AND s.ward_id = ${ward}::uuid)
      OR EXISTS (SELECT FROM duty d WHERE d.staff_id = m.id AND d.ward_id = ${ward}::uuid AND d.cancelled_at IS NULL
                   AND d.starts_at <= now() AND d.ends_at > now()))`,
    role: (role) =>
      `EXISTS (SELECT FROM staff_role r WHERE r.staff_id = m.id AND r.revoked_at IS NULL AND r.role = ${role})`,
  },
  key: [
    { sql: 'm.folded', kind: 'text', field: 'folded' },
    { sql: 'm.id', kind: 'uuid', field: 'id' },
  ],
  around: (page) => `SELECT m.id, m.full_name AS "fullName", m.hospital_wide AS "hospitalWide", m.folded,
      ARRAY(SELECT r.role FROM staff_role r WHERE r.staff_id = m.id AND r.revoked_at IS NULL ORDER BY r.granted_at, r.role) AS roles,
      (SELECT coalesce(jsonb_agg(${WARD} ORDER BY w.code), '[]') FROM staff_ward s JOIN ward w ON w.id = s.ward_id
        WHERE s.staff_id = m.id AND s.ended_at IS NULL) AS wards,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('ward', ${WARD},
          'until', to_char(d.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY d.ends_at), '[]')
        FROM duty d JOIN ward w ON w.id = d.ward_id
        WHERE d.staff_id = m.id AND d.cancelled_at IS NULL AND d.starts_at <= now() AND d.ends_at > now()) AS "onDuty"
    FROM (${page}) m ORDER BY m.folded, m.id`,
};
