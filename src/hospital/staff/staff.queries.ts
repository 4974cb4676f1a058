import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { folded } from '../../platform/routes/folded-name.js';
import { readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { Page } from '../../platform/routes/pagination.js';
import { Problem } from '../../kernel/problem.js';
import type { Role } from '../../platform/routes/policy.js';
import type { StaffQuery } from './dto/staff.dto.js';
import type { StaffResponse } from './dto/staff.response.js';
import { staffProblems } from './staff.errors.js';

interface StaffRow {
  id: string;
  username: string;
  full_name: string;
  practising_certificate: string | null;
  status: string;
  hospital_wide: boolean;
  password_good_until: Date | null;
  roles: Role[];
  wards: StaffResponse['wards'];
  version: number;
  created_at: Date;
}

/** Reads who works here, by username. */
@Injectable()
export class StaffQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem staffNotFound */
  async get(id: string): Promise<StaffResponse> {
    return oneOf(await this.database.query<StaffRow>(ONE, [id]));
  }

  /** As {@link get}, inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<StaffResponse> {
    return oneOf(await tx.$queryRawUnsafe<StaffRow[]>(ONE.text, id));
  }

  list(query: StaffQuery): Promise<Page<StaffResponse>> {
    return readPage(this.database, LIST, query, [], toStaffResponse);
  }
}

function oneOf([row]: readonly StaffRow[]): StaffResponse {
  if (!row) throw new Problem(staffProblems.staffNotFound);
  return toStaffResponse(row);
}

function toStaffResponse(row: StaffRow): StaffResponse {
  return {
    id: row.id,
    username: row.username,
    fullName: row.full_name,
    practisingCertificate: row.practising_certificate,
    status: row.status,
    hospitalWide: row.hospital_wide,
    roles: row.roles,
    passwordGoodUntil: row.password_good_until?.toISOString() ?? null,
    wards: row.wards.map((ward) => ({ ...ward, since: new Date(ward.since).toISOString() })),
    version: row.version,
    createdAt: row.created_at.toISOString(),
  };
}

const STAFF = `SELECT m.id, m.username, m.full_name, m.practising_certificate, m.status, m.hospital_wide, m.password_good_until, m.version, m.created_at,
    ARRAY(SELECT r.role FROM staff_role r WHERE r.staff_id = m.id AND r.revoked_at IS NULL ORDER BY r.granted_at, r.role) AS roles,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'code', w.code, 'since', sw.started_at) ORDER BY w.code), '[]')
     FROM staff_ward sw JOIN ward w ON w.id = sw.ward_id WHERE sw.staff_id = m.id AND sw.ended_at IS NULL) AS wards
  FROM staff_member m`;
const ONE = { name: 'staff.one', text: `${STAFF} WHERE m.id = $1::uuid` };
const LIST: KeysetList = {
  name: 'staff.list',
  select: STAFF,
  filters: {
    // Each word begins a word of the name, or a part of the username.
    q: (words) => `NOT EXISTS (SELECT FROM string_to_table(${folded(words)}, ' ') word
      WHERE strpos(' ' || ${folded('m.full_name')} || ' ' || translate(m.username, '.-_', '   ') || ' ' || m.username, ' ' || word) = 0)`,
    username: (value) => `starts_with(m.username, lower(${value}))`,
    status: (value) => `m.status = ${value}`,
  },
  key: [{ sql: 'm.username', kind: 'text', field: 'username' }],
};
