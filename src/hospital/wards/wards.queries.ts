import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { pageOf, readCursor, type Page } from '../../platform/routes/pagination.js';
import type { ListBedsQuery, ListWardsQuery } from './dto/ward.dto.js';
import type { BedResponse, WardResponse } from './dto/ward.response.js';

const WARDS = `SELECT id, code, name, kind, active, sensitive, version FROM ward`;

/** Codes are told apart by length first, so that P2 comes before P10. */
export const BED_ORDER = `length(r.code), r.code, length(b.code), b.code`;

const BEDS = `SELECT b.id, b.ward_id AS "wardId", w.code AS "wardCode", r.code AS "roomCode", b.code, b.active,
    (b.active AND w.active AND NOT EXISTS (SELECT FROM place_taken t WHERE t.bed_id = b.id)) AS free,
    b.version
  FROM bed b JOIN ward w ON w.id = b.ward_id JOIN room r ON r.id = b.room_id`;

/** Lists wards and beds; shows no patient. */
@Injectable()
export class WardsQueries {
  constructor(private readonly database: Database) {}

  /** Wards by code. */
  async wards(query: ListWardsQuery): Promise<Page<WardResponse>> {
    const [code] = readCursor(query.cursor, ['text']) ?? [null];
    const rows = await this.database.query<WardResponse>(
      {
        name: 'wards.list',
        text: `${WARDS} WHERE ($1::text IS NULL OR code > $1) AND ($2::boolean IS NULL OR active = $2)
               ORDER BY code LIMIT $3`,
      },
      [code, query.active ?? null, query.limit + 1],
    );
    return pageOf(
      rows,
      query,
      (row) => [row.code],
      (row) => row,
    );
  }

  /** Beds by ward, room and code. */
  async beds(query: ListBedsQuery): Promise<Page<BedResponse>> {
    const [ward, room, bed] = readCursor(query.cursor, ['text', 'text', 'text']) ?? [null, null, null];
    const rows = await this.database.query<BedResponse>(
      {
        name: 'beds.list',
        text: `SELECT * FROM (${BEDS} WHERE ($1::uuid IS NULL OR b.ward_id = $1)
                 AND ($2::text IS NULL OR (w.code, ${BED_ORDER}) > ($2, length($3), $3, length($4), $4))) beds
               WHERE $5::boolean IS NULL OR free = $5
               ORDER BY "wardCode", length("roomCode"), "roomCode", length(code), code LIMIT $6`,
      },
      [query.wardId ?? null, ward, room, bed, query.free ?? null, query.limit + 1],
    );
    return pageOf(
      rows,
      query,
      (row) => [row.wardCode, row.roomCode, row.code],
      (row) => row,
    );
  }

  /** One bed as the open transaction sees it, to answer a write. The bed exists. */
  async bedWithin(tx: Tx, id: string): Promise<BedResponse> {
    const [row] = await tx.$queryRawUnsafe<[BedResponse]>(`${BEDS} WHERE b.id = $1::uuid`, id);
    return row;
  }
}
