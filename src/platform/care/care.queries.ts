import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Tx } from '../database/prisma.js';
import { instantSql } from '../database/rows.js';
import { newestFirst, readPage, type KeysetList } from '../routes/keyset.js';
import type { Page } from '../routes/pagination.js';
import { Problem } from '../../kernel/problem.js';
import { EVERYTHING } from '../../kernel/scope.js';
import { careProblems } from './care.errors.js';
import type { BreakGlassQuery } from './dto/care.dto.js';
import type { AccessGrantResponse, OwnEmergencyResponse, PatientGrantsResponse } from './dto/care.response.js';

/** Days after which an emergency access that nobody reviewed is overdue. */
const OVERDUE_DAYS = 3;

/** Reads who was let in to whom. */
@Injectable()
export class CareQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem grantNotFound */
  async grant(id: string): Promise<AccessGrantResponse> {
    const [row] = await this.database.query<{ item: AccessGrantResponse }>(ONE, [id]);
    if (!row) throw new Problem(careProblems.grantNotFound);
    return row.item;
  }

  /** Who was asked to a patient and may still see the record, the latest first. */
  async ofPatient(patientId: string): Promise<PatientGrantsResponse> {
    const rows = await this.database.query<{ item: AccessGrantResponse }>(OF_PATIENT, [patientId]);
    return { patientId, items: rows.map(({ item }) => item) };
  }

  /** The emergency access that somebody has to a patient now, the one that lasts longest. */
  async ownEmergency(staffId: string, patientId: string): Promise<OwnEmergencyResponse | null> {
    const [row] = await this.database.query<{ item: OwnEmergencyResponse }>(OWN_EMERGENCY, [staffId, patientId]);
    return row?.item ?? null;
  }

  /** The ids of those that wait for a review, in their order, so many from one on. */
  async unreviewed(after: string | undefined, most: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(UNREVIEWED, [after ?? null, most], EVERYTHING);
    return rows.map(({ id }) => id);
  }

  /** Which of them wait still, held until the transaction ends: a review of one waits for it. */
  async unreviewedWithin(tx: Tx, ids: readonly string[]): Promise<string[]> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM access_grant WHERE id = ANY(${[...ids]}::uuid[]) AND reviewed_at IS NULL ORDER BY id FOR SHARE`;
    return rows.map(({ id }) => id);
  }

  /** What is reviewed: emergency accesses, and patients taken into one's own ward without a tie; the latest first. */
  breakGlass(query: BreakGlassQuery): Promise<Page<AccessGrantResponse>> {
    const list = query.review ? LISTS[query.review] : ALL;
    return readPage(this.database, list, query, [], ({ item }: { item: AccessGrantResponse }) => item);
  }
}

const person = (name: string) =>
  `jsonb_build_object('id', ${name}.id, 'username', ${name}.username, 'fullName', ${name}.full_name)`;

const GRANT = `SELECT jsonb_build_object('id', g.id, 'kind', g.kind, 'patientId', g.patient_id,
    'staff', CASE WHEN s.id IS NOT NULL THEN ${person('s')} END,
    'ward', CASE WHEN w.id IS NOT NULL THEN jsonb_build_object('id', w.id, 'code', w.code, 'name', w.name) END, 'grantedBy', ${person('b')}, 'reasonCode', g.reason_code, 'reason', g.reason, 'grantedAt', ${instantSql('g.granted_at')},
    'until', ${instantSql('g.until')}, 'outcome', g.outcome, 'reviewNote', g.review_note,
    'reviewer', CASE WHEN r.id IS NOT NULL THEN ${person('r')} END, 'reviewedAt', ${instantSql('g.reviewed_at')},
    'version', g.version) AS item, g.id
  FROM access_grant g JOIN staff_member b ON b.id = g.granted_by LEFT JOIN staff_member s ON s.id = g.staff_id
    LEFT JOIN ward w ON w.id = g.ward_id LEFT JOIN staff_member r ON r.id = g.reviewed_by`;

const ONE = { name: 'care.grant', text: `${GRANT} WHERE g.id = $1` };

const OF_PATIENT = {
  name: 'care.grants',
  text: `${GRANT} WHERE g.patient_id = $1 AND g.kind IN ('consultation', 'referral') AND g.until > now() ORDER BY g.id DESC LIMIT 100`,
};

const OWN_EMERGENCY = {
  name: 'care.own-emergency',
  text: `SELECT jsonb_build_object('id', g.id, 'reason', g.reason, 'until', ${instantSql('g.until')}, 'version', g.version) AS item
  FROM access_grant g WHERE g.staff_id = $1 AND g.patient_id = $2 AND g.kind = 'break-glass' AND g.until > now()
  ORDER BY g.until DESC LIMIT 1`,
};

/** The kinds that wait for a review, as the index access_grant_unreviewed has them. */
export const REVIEWED_KINDS = ['break-glass', 'admission', 'transfer'] as const;
const REVIEWED = REVIEWED_KINDS.map((kind) => `'${kind}'`).join(', ');
const listOf = (name: string, condition: string): KeysetList => ({
  name: `care.break-glass:${name}`,
  select: GRANT,
  where: `g.kind IN (${REVIEWED}) AND ${condition}`,
  ...newestFirst('g'),
});
const ALL = listOf('all', 'true');
const UNREVIEWED = {
  name: 'care.unreviewed',
  text: `SELECT id FROM access_grant WHERE kind IN (${REVIEWED}) AND reviewed_at IS NULL
    AND ($1::uuid IS NULL OR id > $1::uuid) ORDER BY id LIMIT $2::int`,
};
const LISTS = {
  pending: listOf('pending', 'g.reviewed_at IS NULL'),
  overdue: listOf('overdue', `g.reviewed_at IS NULL AND g.granted_at < now() - interval '${OVERDUE_DAYS} days'`),
  done: listOf('done', 'g.reviewed_at IS NOT NULL'),
};
