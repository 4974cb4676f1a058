import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { pageOf, readCursor, type PageQuery } from '../../routes/pagination.js';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import { camelCase } from '../../../kernel/camel-case.js';
import type { RecordParams } from './dto/record.dto.js';
import type {
  FieldChangeResponse,
  RecordAccessResponse,
  RecordLifeResponse,
  RecordReadResponse,
  RecordReadsResponse,
  RecordVersionResponse,
} from './dto/record.response.js';

interface AccessRow {
  readonly id: string;
  readonly occurred_at: Date;
  readonly kind: string;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly username: string;
  readonly full_name: string | null;
  readonly role: string | null;
  readonly terminal: string | null;
  readonly address: string | null;
  readonly purpose: string | null;
  readonly reason: string | null;
  readonly entity: string;
  readonly changes: Record<string, unknown> | null;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The life of one record, from the trail: what it was in each version, and who read it. */
@Injectable()
export class RecordQueries {
  constructor(private readonly database: Database) {}

  /** Oldest first. @throws Problem notFound when the trail knows no such record */
  async life(record: RecordParams, query: PageQuery): Promise<RecordLifeResponse> {
    const [after] = readCursor(query.cursor, ['uuid']) ?? [];
    const patientId = await this.patientOf(record);
    const values = [record.entity, record.id, after ?? FIRST_ID, query.limit + 1];
    const rows = await this.database.query<AccessRow>(VERSIONS, values);
    return { ...record, patientId, ...pageOf(rows, query, ({ id }) => [id], versionOf) };
  }

  /** Newest first. @throws Problem notFound when the trail knows no such record */
  async reads(record: RecordParams, query: PageQuery): Promise<RecordReadsResponse> {
    const [before] = readCursor(query.cursor, ['uuid']) ?? [];
    const patientId = await this.patientOf(record);
    const rows = await this.database.query<AccessRow>(READS, [record.id, before ?? LAST_ID, query.limit + 1]);
    return { ...record, patientId, ...pageOf(rows, query, ({ id }) => [id], readOf) };
  }

  private async patientOf({ entity, id }: RecordParams): Promise<string | null> {
    const [known] = await this.database.query<{ patient_id: string | null }>(SUBJECT, [entity, id]);
    if (!known) throw new Problem(httpProblems.notFound);
    return known.patient_id;
  }
}

function accessOf(row: AccessRow): RecordAccessResponse {
  const { actor_id: id, username, full_name: fullName, role, actor_kind: kind } = row;
  return {
    eventId: row.id,
    at: row.occurred_at.toISOString(),
    who: { id, username, fullName, role, kind },
    terminal: row.terminal,
    address: row.address,
    purpose: row.purpose,
    reason: row.reason,
  };
}

const readOf = (row: AccessRow): RecordReadResponse => ({ ...accessOf(row), kind: row.kind, entity: row.entity });

function versionOf(row: AccessRow): RecordVersionResponse {
  const { kind, changes } = row;
  const [, updated] = (kind === 'update' && (changes?.['version'] as [unknown, number] | undefined)) || [];
  return {
    ...accessOf(row),
    version: kind === 'create' ? 1 : (updated ?? null),
    kind,
    changes: Object.entries(changes ?? {})
      .filter(([column]) => column !== 'version')
      .map(([column, value]) => changeOf(kind, camelCase(column), value)),
  };
}

/** The trail keeps [before, after] of an update, and the one value of a create or a delete. */
function changeOf(kind: string, field: string, value: unknown): FieldChangeResponse {
  if (kind === 'create') return { field, old: null, new: value };
  if (kind === 'delete') return { field, old: value, new: null };
  const [before, after] = value as [unknown, unknown];
  return { field, old: before, new: after };
}

const SUBJECT = {
  name: 'audit.record.subject',
  text: `SELECT patient_id FROM audit.trail WHERE entity = $1 AND entity_id = $2
           AND kind IN ('create', 'update', 'delete', 'read', 'replay')
         ORDER BY id LIMIT 1`,
};

const access = (events: string) => `SELECT e.id, e.occurred_at, e.kind, e.actor_kind, e.actor_id, e.username,
    s.full_name, e.role, e.terminal, host(e.address) AS address, e.purpose, e.reason, e.entity, e.changes
  FROM (${events}) e LEFT JOIN staff_member s ON s.id = e.actor_id ORDER BY e.id`;

const VERSIONS = {
  name: 'audit.record.versions',
  text: access(`SELECT * FROM audit.trail WHERE entity = $1 AND entity_id = $2 AND id > $3
    AND kind IN ('create', 'update', 'delete') ORDER BY id LIMIT $4`),
};
// Not by entity: a chart is opened by its patient's id, and shows the patient.
const READS = {
  name: 'audit.record.reads',
  text: `${access(`SELECT * FROM audit.trail WHERE entity_id = $1 AND id < $2
    AND kind IN ('read', 'replay') ORDER BY id DESC LIMIT $3`)} DESC`,
};
