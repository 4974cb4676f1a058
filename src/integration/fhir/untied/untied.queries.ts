import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import type { Page, PageQuery } from '../../../platform/routes/pagination.js';
import { Problem } from '../../../kernel/problem.js';
import { fhirProblems } from '../fhir.errors.js';
import type { UntiedResourceContent, UntiedResourceResponse } from './untied.response.js';

const COLUMNS = 'id, resource_type AS type, source, received_at AS "receivedAt"';
const UNTIED = 'patient_id IS NULL AND NOT public.fhir_about_nobody(resource_type)';

const LIST: KeysetList = {
  name: 'fhir.untied',
  select: `SELECT ${COLUMNS} FROM fhir_source`,
  where: UNTIED,
  key: [{ sql: 'id', kind: 'uuid', field: 'id' }],
};

/** Resources that came before their patient had to be known, and of which nobody could tell whose they are. */
@Injectable()
export class UntiedQueries {
  constructor(private readonly database: Database) {}

  list(query: PageQuery): Promise<Page<UntiedResourceResponse>> {
    return readPage(this.database, LIST, query, [], (row: UntiedResourceResponse) => row);
  }

  /** @throws Problem resourceNotFound */
  async one(id: string): Promise<UntiedResourceContent> {
    const [row] = await this.database.query<UntiedResourceContent>(
      { name: 'fhir.untied.one', text: `SELECT ${COLUMNS}, resource FROM fhir_source WHERE id = $1 AND ${UNTIED}` },
      [id],
    );
    if (!row) throw new Problem(fhirProblems.resourceNotFound);
    return row;
  }
}
