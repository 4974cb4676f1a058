import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { Page } from '../../platform/routes/pagination.js';
import type { ListBedsQuery, ListWardsQuery } from './dto/ward.dto.js';
import type { BedResponse, WardResponse } from './dto/ward.response.js';

const WARDS = `SELECT id, code, name, kind, active, sensitive,
    cleaning_after_stay AS "cleaningAfterStay", version FROM ward`;

/** SQL of what people call a bed, by its id: its room and its code, P1.4. */
export const bedNameSql = (id: string): string =>
  `(SELECT r.code || '.' || b.code FROM bed b JOIN room r ON r.id = b.room_id WHERE b.id = ${id})`;

/** Codes are told apart by length first, so that P2 comes before P10. */
export const BED_ORDER = `length(r.code), r.code, length(b.code), b.code`;

/** What is said of a bed `b` now: a reservation may be over. */
const MARK = `CASE WHEN b.mark_until IS NULL OR b.mark_until > now() THEN b.mark END`;

/** What a bed `b` of a ward `w` is; `taken` is the condition that somebody lies in it. */
export const bedStateSql = (
  taken: string,
): string => `CASE WHEN NOT (b.active AND w.active) THEN 'out-of-service' WHEN ${taken} THEN 'occupied'
      ELSE coalesce(${MARK}, 'free') END`;

/** Why it is that; null when nobody said, or somebody lies in it. */
export const BED_REASON = `CASE WHEN ${MARK} IS NOT NULL OR NOT b.active THEN b.mark_reason END`;

const TAKEN = `EXISTS (SELECT FROM place_taken t WHERE t.bed_id = b.id)`;

const BEDS = `SELECT b.id, b.ward_id AS "wardId", w.code AS "wardCode", r.code AS "roomCode", b.code, b.active,
    (b.active AND w.active AND ${MARK} IS NULL AND NOT ${TAKEN}) AS free,
    ${bedStateSql(TAKEN)} AS state, ${BED_REASON} AS "stateReason",
    CASE WHEN ${MARK} IS NOT NULL THEN to_char(b.mark_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END AS "stateUntil",
    b.version
  FROM bed b JOIN ward w ON w.id = b.ward_id JOIN room r ON r.id = b.room_id`;

const WORKS_AT = `SELECT EXISTS (SELECT FROM bed b JOIN wards_of($2::uuid) w ON w.ward_id = b.ward_id WHERE b.id = $1::uuid)
    OR EXISTS (SELECT FROM staff_member WHERE id = $2::uuid AND hospital_wide) AS own`;

/** Lists wards and beds; shows no patient. */
@Injectable()
export class WardsQueries {
  constructor(private readonly database: Database) {}

  /** Wards by code. */
  wards(query: ListWardsQuery): Promise<Page<WardResponse>> {
    return readPage(this.database, WARD_LIST, query, [], (row: WardResponse) => row);
  }

  /** Beds by ward, room and code. */
  beds(query: ListBedsQuery): Promise<Page<BedResponse>> {
    return readPage(this.database, BED_LIST, query, [], (row: BedResponse) => row);
  }

  /** Whether the person works in the ward of a bed, or on call for the whole hospital. */
  async worksAtBed(tx: Tx, bedId: string, staffId: string): Promise<boolean> {
    const [{ own }] = await tx.$queryRawUnsafe<[{ own: boolean }]>(WORKS_AT, bedId, staffId);
    return own;
  }

  /** One bed as the open transaction sees it, to answer a write. The bed exists. */
  async bedWithin(tx: Tx, id: string): Promise<BedResponse> {
    const [row] = await tx.$queryRawUnsafe<[BedResponse]>(`${BEDS} WHERE b.id = $1::uuid`, id);
    return row;
  }
}

const WARD_LIST: KeysetList = {
  name: 'wards.list',
  select: WARDS,
  filters: { active: (value) => `active = ${value}` },
  key: [{ sql: 'code', kind: 'text', field: 'code' }],
};

const BED_LIST: KeysetList = {
  name: 'beds.list',
  select: `SELECT * FROM (${BEDS}) bed`,
  filters: {
    wardId: (value) => `"wardId" = ${value}::uuid`,
    free: (value) => `free = ${value}`,
    state: (value) => `state = ${value}`,
  },
  key: [
    { sql: '"wardCode"', kind: 'text', field: 'wardCode' },
    { sql: 'length("roomCode")', kind: 'text', field: 'roomCode', of: (code) => `length(${code})` },
    { sql: '"roomCode"', kind: 'text', field: 'roomCode' },
    { sql: 'length(code)', kind: 'text', field: 'code', of: (code) => `length(${code})` },
    { sql: 'code', kind: 'text', field: 'code' },
  ],
};
