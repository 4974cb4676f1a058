import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { pageOf, readCursor, type Page } from '../../platform/routes/pagination.js';
import type { ListSensitiveCodesQuery } from './dto/sensitive-code.dto.js';
import type { SensitiveCodeResponse } from './dto/sensitive-code.response.js';

const LIST = {
  name: 'sensitive-codes.list',
  text: `SELECT id, system, code, prefix, kind, note, active, version FROM sensitive_code
    WHERE ($1::text IS NULL OR (system, code) > ($1, $2)) AND ($3::text IS NULL OR kind = $3)
      AND ($4::boolean IS NULL OR active = $4)
    ORDER BY system, code LIMIT $5`,
};

/** Lists the codes by system and code. */
@Injectable()
export class SensitiveCodesQueries {
  constructor(private readonly database: Database) {}

  async list(query: ListSensitiveCodesQuery): Promise<Page<SensitiveCodeResponse>> {
    const [system, code] = readCursor(query.cursor, ['text', 'text']) ?? [null, null];
    const values = [system, code, query.kind ?? null, query.active ?? null, query.limit + 1];
    const rows = await this.database.query<SensitiveCodeResponse>(LIST, values);
    return pageOf(
      rows,
      query,
      (row) => [row.system, row.code],
      (row) => row,
    );
  }
}
