import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { Problem } from '../../../kernel/problem.js';
import { pageOf, readCursor, type PageQuery } from '../../../platform/routes/pagination.js';
import { patientProblems } from '../patients.errors.js';
import { alikeToSql, summarySql, toDuplicate, type AlikeRow } from './alike.sql.js';
import type {
  DuplicatesOfPatientResponse,
  SuspectedDuplicateResponse,
  SuspectedDuplicatesPage,
} from './dto/duplicate.response.js';

type SuspectedRow = Omit<SuspectedDuplicateResponse, 'duplicates'> & { readonly duplicates: readonly AlikeRow[] };

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Who may be on record twice. Nobody is stopped by it: a clerk looks, a records officer decides. */
@Injectable()
export class DuplicatesQueries {
  constructor(private readonly database: Database) {}

  /** Who may be the same person as this patient. @throws Problem patientNotFound */
  async of(id: string): Promise<DuplicatesOfPatientResponse> {
    const [row] = await this.database.query<{ alike: AlikeRow[] }>(OF_ONE, [id]);
    if (!row) throw new Problem(patientProblems.patientNotFound);
    return { patientId: id, items: row.alike.map(toDuplicate) };
  }

  /**
   * The work list: of the patients registered last, those who may have been on record before. `limit` says how many patients
   * are looked at, so a page may show fewer.
   */
  async suspected(page: PageQuery): Promise<SuspectedDuplicatesPage> {
    const [before] = readCursor(page.cursor, ['uuid']) ?? [];
    const rows = await this.database.query<{ suspected: SuspectedRow }>(SUSPECTED, [before ?? LAST_ID, page.limit + 1]);
    const { items, next } = pageOf(
      rows.map(({ suspected }) => suspected),
      page,
      ({ id }) => [id],
      ({ duplicates, ...person }) => ({ ...person, duplicates: duplicates.map(toDuplicate) }),
    );
    return { items: items.filter(({ duplicates }) => duplicates.length > 0), next };
  }
}

const OF_ONE = {
  name: 'patients.duplicates',
  text: `SELECT ${alikeToSql(20)} AS alike FROM patient p WHERE p.id = $1`,
};
const SUSPECTED = {
  name: 'patients.suspected-duplicates',
  text: `SELECT jsonb_build_object(${summarySql('p')}, 'duplicates', ${alikeToSql(5, 'o.id < p.id')}) AS suspected
    FROM (SELECT * FROM patient WHERE id < $1::uuid ORDER BY id DESC LIMIT $2::int) p ORDER BY p.id DESC`,
};
