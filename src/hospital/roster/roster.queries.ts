import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { Page } from '../../platform/routes/pagination.js';
import type { DutiesQuery } from './dto/duty.dto.js';
import type { DutyResponse } from './dto/duty.response.js';
import { LONGEST_HOURS, spanOf } from './duty.rules.js';

interface DutyRow {
  readonly id: string;
  readonly staff: DutyResponse['staff'];
  readonly ward: DutyResponse['ward'];
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly cancelled_at: Date | null;
  readonly version: number;
}

/** Lists duties, in the order they begin. */
@Injectable()
export class RosterQueries {
  constructor(private readonly database: Database) {}

  /** Those of a ward that reach into a span and are not cancelled. */
  ofWard(wardId: string, query: DutiesQuery): Promise<Page<DutyResponse>> {
    return this.page(OF_WARD, wardId, query);
  }

  /** Those of a person, likewise. */
  ofPerson(staffId: string, query: DutiesQuery): Promise<Page<DutyResponse>> {
    return this.page(OF_PERSON, staffId, query);
  }

  /** Those with these ids as the open transaction sees them, to answer a write. */
  async within(tx: Tx, ids: readonly string[]): Promise<DutyResponse[]> {
    const rows = await tx.$queryRawUnsafe<DutyRow[]>(`${DUTY} WHERE d.id = ANY ($1::uuid[]) ${ORDER}`, ids);
    return rows.map(toDuty);
  }

  private page(list: KeysetList, whose: string, query: DutiesQuery): Promise<Page<DutyResponse>> {
    const { from, to } = spanOf(query);
    return readPage(this.database, list, query, [whose, from, to], toDuty);
  }
}

const toDuty = (row: DutyRow): DutyResponse => ({
  id: row.id,
  staff: row.staff,
  ward: row.ward,
  startsAt: row.starts_at.toISOString(),
  endsAt: row.ends_at.toISOString(),
  cancelledAt: row.cancelled_at?.toISOString() ?? null,
  version: row.version,
});

const DUTY = `SELECT d.id, d.starts_at, d.ends_at, d.cancelled_at, d.version,
    jsonb_build_object('id', m.id, 'username', m.username, 'fullName', m.full_name) AS staff,
    jsonb_build_object('id', w.id, 'code', w.code, 'name', w.name) AS ward
  FROM duty d JOIN staff_member m ON m.id = d.staff_id JOIN ward w ON w.id = d.ward_id`;
const ORDER = 'ORDER BY d.starts_at, d.id';
/** Duties that `whose` ($1) names and that reach into a span ($2 to $3): each began no earlier than the longest one before it, which keeps the index short. */
const inSpan = (name: string, whose: string): KeysetList => ({
  name,
  select: DUTY,
  where: `${whose} = $1 AND d.cancelled_at IS NULL AND d.starts_at < $3 AND d.ends_at > $2
    AND d.starts_at > $2::timestamptz - interval '${LONGEST_HOURS} hours'`,
  key: [
    { sql: 'd.starts_at', kind: 'instant', field: 'starts_at' },
    { sql: 'd.id', kind: 'uuid', field: 'id' },
  ],
});
const OF_WARD = inSpan('roster.of-ward', 'd.ward_id');
const OF_PERSON = inSpan('roster.of-person', 'd.staff_id');
