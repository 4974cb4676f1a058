import { Injectable } from '@nestjs/common';
import type { HistoryItem } from '../../../generated/prisma/client.js';
import { exactly } from '../../../kernel/exactly.js';
import { personRef } from '../../../kernel/person-ref.response.js';
import { Problem } from '../../../kernel/problem.js';
import { Database } from '../../../platform/database/database.js';
import { modelColumns } from '../../../platform/database/model-columns.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { latestFirst, readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import { patientProblems } from '../../patients/patients.errors.js';
import { lastStatedSql } from '../pregnancy.queries.js';
import { statesOf, type LastStated } from './states-now.mapper.js';
import type { BackgroundQuery } from './dto/background.dto.js';
import type { BackgroundPage, BackgroundResponse, PregnancyResponse } from './dto/background.response.js';

/** An entry as the statements here read it. */
export type BackgroundRow = HistoryItem & { readonly recorderName: string | null };

/** Columns of an entry `r` beside its id and version. */
export const SAID_OF_BACKGROUND = modelColumns('HistoryItem', 'r', ['id', 'version']);
const SELECT = `SELECT r.id, r.version, ${SAID_OF_BACKGROUND}, recorder.full_name AS "recorderName" FROM history_item r
  LEFT JOIN staff_member recorder ON recorder.id = r.recorded_by`;

/** Reads what was known of somebody before. */
@Injectable()
export class BackgroundQueries {
  constructor(private readonly database: Database) {}

  /** The latest recorded first. @throws Problem patientNotFound */
  async list(patientId: string, query: BackgroundQuery): Promise<BackgroundPage> {
    await this.requireKnown(patientId);
    return { patientId, ...(await readPage(this.database, LIST, query, [patientId], toBackground)) };
  }

  /** An entry, inside a transaction that has just written it. */
  async within(tx: Tx, id: string): Promise<BackgroundResponse> {
    return toBackground(firstRow(await tx.$queryRawUnsafe<BackgroundRow[]>(`${SELECT} WHERE r.id = $1::uuid`, id)));
  }

  /** Whether somebody is pregnant or breastfeeding today. @throws Problem patientNotFound */
  async pregnancy(patientId: string): Promise<PregnancyResponse> {
    await this.requireKnown(patientId);
    const rows = await this.database.query<LastStated>(LAST, [patientId]);
    return { patientId, ...statesOf(rows) };
  }

  private async requireKnown(patientId: string): Promise<void> {
    const known = await this.database.query(KNOWN, [patientId]);
    if (known.length === 0) throw new Problem(patientProblems.patientNotFound);
  }
}

function toBackground({
  codeSystem,
  code,
  display,
  offList,
  recordedBy,
  recorderName,
  ...row
}: BackgroundRow): BackgroundResponse {
  return exactly<BackgroundResponse>()({
    ...row,
    kind: row.kind as BackgroundResponse['kind'],
    details: row.details as Record<string, unknown>,
    code: { system: codeSystem, code, display },
    offList: offList === true,
    recordedBy: personRef(recordedBy, recorderName),
    recordedAt: row.recordedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });
}

const KNOWN = { name: 'background.known', text: 'SELECT FROM patient WHERE id = $1' };
const LAST = { name: 'background.last', text: lastStatedSql('$1') };
const LIST: KeysetList = {
  name: 'background.list',
  select: SELECT,
  where: 'r.patient_id = $1',
  filters: { kind: (value) => `r.kind = ${value}`, status: (value) => `r.status = ${value}` },
  ...latestFirst('r', 'recorded_at', 'recordedAt'),
};
