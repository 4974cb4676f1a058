import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { Page } from '../../platform/routes/pagination.js';
import type { ListSensitiveCodesQuery } from './dto/sensitive-code.dto.js';
import type { SensitiveCodeResponse } from './dto/sensitive-code.response.js';

const LIST: KeysetList = {
  name: 'sensitive-codes.list',
  select: 'SELECT id, system, code, prefix, kind, note, active, version FROM sensitive_code',
  filters: { kind: (value) => `kind = ${value}`, active: (value) => `active = ${value}` },
  key: [
    { sql: 'system', kind: 'text', field: 'system' },
    { sql: 'code', kind: 'text', field: 'code' },
  ],
};

/** Lists the codes by system and code. */
@Injectable()
export class SensitiveCodesQueries {
  constructor(private readonly database: Database) {}

  list(query: ListSensitiveCodesQuery): Promise<Page<SensitiveCodeResponse>> {
    return readPage(this.database, LIST, query, [], (row: SensitiveCodeResponse) => row);
  }
}
