import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { onlyPatients, withNames } from '../../../kernel/scope.js';
import { personRef } from '../../../kernel/person-ref.response.js';
import { Problem } from '../../../kernel/problem.js';
import { pageOf, readCursor, type PageQuery } from '../../../platform/routes/pagination.js';
import { patientProblems } from '../patients.errors.js';
import { alikeToSql, summarySql, toDuplicate, type AlikeRow } from './alike.sql.js';
import type {
  DismissedDuplicateResponse,
  DuplicatesOfPatientResponse,
  MergedRecordResponse,
  SuspectedDuplicateResponse,
  SuspectedDuplicatesPage,
} from './dto/duplicate.response.js';

type SuspectedRow = Omit<SuspectedDuplicateResponse, 'duplicates'> & { readonly duplicates: readonly AlikeRow[] };

type DismissedRow = Omit<DismissedDuplicateResponse, 'dismissedBy'> & {
  readonly dismissedById: string;
  readonly dismisserName: string | null;
};

const toDismissed = ({
  dismissedById,
  dismisserName,
  dismissedAt,
  ...person
}: DismissedRow): DismissedDuplicateResponse => ({
  ...person,
  dismissedBy: personRef(dismissedById, dismisserName),
  dismissedAt: new Date(dismissedAt).toISOString(),
});

type MergedRow = Omit<MergedRecordResponse, 'mergedBy'> & {
  readonly mergedById: string;
  readonly mergerName: string | null;
};

const toMerged = ({ mergedById, mergerName, mergedAt, ...merge }: MergedRow): MergedRecordResponse => ({
  ...merge,
  mergedBy: personRef(mergedById, mergerName),
  mergedAt: new Date(mergedAt).toISOString(),
});

interface OfOneRow {
  readonly alike: AlikeRow[];
  readonly dismissed: DismissedRow[];
  readonly merged: MergedRow[];
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Who may be on record twice. Nobody is stopped by it: a clerk looks, a records officer decides. */
@Injectable()
export class DuplicatesQueries {
  constructor(private readonly database: Database) {}

  /** Who may be the same person as this patient, who is not, and which records were merged into this one. @throws Problem patientNotFound */
  async of(id: string): Promise<DuplicatesOfPatientResponse> {
    const [row] = await this.database.query<OfOneRow>(OF_ONE, [id], withNames(onlyPatients([id])));
    if (!row) throw new Problem(patientProblems.patientNotFound);
    return {
      patientId: id,
      items: row.alike.map(toDuplicate),
      dismissed: row.dismissed.map(toDismissed),
      merged: row.merged.map(toMerged),
    };
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
  text: `SELECT ${alikeToSql(20)} AS alike, (
      SELECT coalesce(jsonb_agg(jsonb_build_object(${summarySql('o')}, 'reason', apart.reason, 'dismissedAt', apart.dismissed_at,
          'dismissedById', apart.dismissed_by, 'dismisserName', s.full_name) ORDER BY apart.id DESC), '[]')
        FROM (SELECT *, CASE WHEN patient_id = p.id THEN other_id ELSE patient_id END AS the_other FROM duplicate_dismissal
               WHERE undone_at IS NULL AND p.id IN (patient_id, other_id) ORDER BY id DESC LIMIT 20) apart
          JOIN patient o ON o.id = apart.the_other LEFT JOIN staff_member s ON s.id = apart.dismissed_by) AS dismissed, (
      SELECT coalesce(jsonb_agg(jsonb_build_object('mergeId', m.id, 'mrn', alias.value, 'reason', m.reason, 'mergedAt', m.merged_at,
          'mergedById', m.merged_by, 'mergerName', s.full_name) ORDER BY m.id DESC), '[]')
        FROM (SELECT * FROM patient_merge WHERE patient_id = p.id AND undone_at IS NULL ORDER BY id DESC LIMIT 20) m
          LEFT JOIN patient_identifier alias ON alias.id = (m.before->>'alias')::uuid
          LEFT JOIN staff_member s ON s.id = m.merged_by) AS merged
    FROM patient p WHERE p.id = $1`,
};
const SUSPECTED = {
  name: 'patients.suspected-duplicates',
  text: `SELECT jsonb_build_object(${summarySql('p')}, 'duplicates', ${alikeToSql(5, 'o.id < p.id')}) AS suspected
    FROM (SELECT * FROM patient WHERE id < $1::uuid ORDER BY id DESC LIMIT $2::int) p ORDER BY p.id DESC`,
};
