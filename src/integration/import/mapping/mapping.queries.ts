import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { personRef } from '../../../kernel/person-ref.response.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { modelColumns } from '../../../platform/database/model-columns.js';
import { readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import type { MappingQuery } from './dto/mapping.dto.js';
import type { MappingPage, MappingResponse } from './dto/mapping.response.js';
import { mappingProblems } from './mapping.errors.js';

type Row = Omit<MappingResponse, 'mappedBy'> & { readonly mappedBy: string | null; readonly mapperName: string | null };

/** Reads what senders' codes mean, and which of them nobody has mapped. */
@Injectable()
export class MappingQueries {
  constructor(private readonly database: Database) {}

  /** In the order in which they were met. */
  list(query: MappingQuery): Promise<MappingPage> {
    return readPage(this.database, LIST, query, [], toResponse);
  }

  /** @throws Problem mappingNotFound */
  async getWithin(tx: Tx, id: string): Promise<MappingResponse> {
    const [row] = await tx.$queryRawUnsafe<Row[]>(`${SELECT} WHERE c.id = $1::uuid`, id);
    if (!row) throw new Problem(mappingProblems.mappingNotFound);
    return toResponse(row);
  }
}

const toResponse = (row: Row): MappingResponse => ({
  id: row.id,
  sender: row.sender,
  kind: row.kind,
  system: row.system,
  code: row.code,
  display: row.display,
  targetSystem: row.targetSystem,
  targetCode: row.targetCode,
  targetDisplay: row.targetDisplay,
  mappedBy: personRef(row.mappedBy, row.mapperName),
  mappedAt: row.mappedAt,
  waiting: row.waiting,
  version: row.version,
});

const SELECT = `SELECT ${modelColumns('CodeMapping', 'c')}, mapper.full_name AS "mapperName",
    CASE WHEN c.target_code IS NULL THEN (SELECT count(*)::int FROM unmatched_result u WHERE u.status = 'open' AND u.sender = c.sender
      AND u.reasons @> jsonb_build_array(jsonb_build_object('code', c.kind || '-unmapped', 'of', c.code))) ELSE 0 END AS waiting
  FROM code_mapping c LEFT JOIN staff_member mapper ON mapper.id = c.mapped_by`;
const LIST: KeysetList = {
  name: 'mapping.list',
  select: SELECT,
  filters: {
    status: (value) => `(c.target_code IS NULL) = (${value}::text = 'unmapped')`,
    sender: (value) => `c.sender = ${value}`,
  },
  key: [{ sql: 'c.id', kind: 'uuid', field: 'id' }],
};
