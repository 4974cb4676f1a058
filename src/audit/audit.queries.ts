import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { httpProblems, Problem } from '../http/problem.js';
import { pageOf, readCursor, type Page } from '../http/pagination.js';
import { camelCase } from './camel-case.js';
import type { AuditEventsQuery } from './dto/audit-events.dto.js';
import type { AuditEventResponse } from './dto/audit-event.response.js';

interface EventRow {
  id: string;
  occurred_at: Date;
  kind: string;
  actor_kind: string;
  actor_id: string | null;
  username: string;
  role: string | null;
  session_id: string | null;
  terminal: string | null;
  address: string | null;
  request_id: string | null;
  purpose: string | null;
  reason: string | null;
  entity: string;
  entity_id: string | null;
  patient_id: string | null;
  encounter_id: string | null;
  patient_ids: string[] | null;
  changes: Record<string, unknown> | null;
  detail: Record<string, unknown> | null;
}

/** Answers auditors' questions from the trail, newest first. */
@Injectable()
export class AuditQueries {
  constructor(private readonly database: Database) {}

  async events(query: AuditEventsQuery): Promise<Page<AuditEventResponse>> {
    const [after] = readCursor(query.cursor, ['uuid']) ?? [];
    const { text, values } = eventsStatement(query, after ?? undefined);
    const { rows } = await this.database.pool.query<EventRow>(text, values);
    return pageOf(rows, query, (row) => [row.id], toResponse);
  }

  /** @throws Problem notFound */
  async event(id: string): Promise<AuditEventResponse> {
    const [row] = await this.database.query<EventRow>(EVENT, [id]);
    if (!row) throw new Problem(httpProblems.notFound);
    return toResponse(row);
  }
}

const COLUMNS = `id, occurred_at, kind, actor_kind, actor_id, username, role, session_id, terminal, host(address) AS address,
  request_id, purpose, reason, entity, entity_id, patient_id, encounter_id, patient_ids, changes, detail`;
const EVENT = { name: 'audit.event', text: `SELECT ${COLUMNS} FROM audit.event WHERE id = $1` };

/** Only the conditions given stand in the text, so that each question gets the plan it deserves. */
function eventsStatement(query: AuditEventsQuery, after: string | undefined): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const add = (condition: (at: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${values.length}`));
  };
  add((at) => `(patient_id = ${at}::uuid OR patient_ids @> ARRAY[${at}::uuid])`, query.patientId);
  add((at) => `encounter_id = ${at}::uuid`, query.encounterId);
  add((at) => `actor_id = ${at}::uuid`, query.actorId);
  add((at) => `username = ${at}`, query.username);
  add((at) => `kind = ${at}`, query.kind);
  add((at) => `entity = ${at}`, query.entity);
  add((at) => `entity_id = ${at}::uuid`, query.entityId);
  // The id holds the time, so a period is a range of the primary key and prunes the monthly partitions.
  add((at) => `id >= audit.uuid_floor(${at}::timestamptz)`, query.from);
  add((at) => `id < audit.uuid_floor(${at}::timestamptz)`, query.to);
  add((at) => `id < ${at}::uuid`, after);
  values.push(query.limit + 1);
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return { text: `SELECT ${COLUMNS} FROM audit.event ${where} ORDER BY id DESC LIMIT $${values.length}`, values };
}

function toResponse(row: EventRow): AuditEventResponse {
  return {
    id: row.id,
    occurredAt: row.occurred_at.toISOString(),
    kind: row.kind,
    actor: {
      id: row.actor_id,
      username: row.username,
      role: row.role,
      kind: row.actor_kind,
      sessionId: row.session_id,
    },
    entity: row.entity,
    entityId: row.entity_id,
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    patientIds: row.patient_ids,
    purpose: row.purpose,
    reason: row.reason,
    terminal: row.terminal,
    address: row.address,
    requestId: row.request_id,
    changes: row.changes && changesOf(row.kind, row.changes),
    detail: row.detail,
  };
}

function changesOf(kind: string, changes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(changes).map(([column, value]) => {
      const [before, after] = kind === 'update' ? (value as [unknown, unknown]) : [];
      return [camelCase(column), kind === 'update' ? { old: before, new: after } : value];
    }),
  );
}
