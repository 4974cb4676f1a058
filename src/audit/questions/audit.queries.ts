import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { nextPage, pageOf, readCursor, type Page } from '../../http/pagination.js';
import { httpProblems, invalidField, Problem } from '../../http/problem.js';
import type { AuditEventFilter, AuditEventsQuery } from '../dto/audit-events.dto.js';
import type { AuditEventResponse } from '../dto/audit-event.response.js';
import { EVENT_COLUMNS, eventResponse, type EventRow } from './event-row.js';
import { eventQuestion } from './event-question.js';

/** Answers auditors' questions from the trail, newest first. */
@Injectable()
export class AuditQueries {
  constructor(private readonly database: Database) {}

  /**
   * A page may be short, even empty, and still have a `next`: then the events looked at held no more, and others wait.
   * @throws Problem validation when the period ends before it begins
   */
  async events(query: AuditEventsQuery): Promise<Page<AuditEventResponse>> {
    requirePeriod(query);
    const [after] = readCursor(query.cursor, ['uuid']) ?? [];
    const { page, edge } = eventQuestion(query, EVENT_COLUMNS, query.limit + 1, after ?? undefined);
    const { rows } = await this.database.pool.query<EventRow>(page.text, page.values);
    if (rows.length > query.limit) return pageOf(rows, query, (row) => [row.id], eventResponse);
    const { rows: edges } = await this.database.pool.query<{ id: string }>(edge.text, edge.values);
    const items = rows.map(eventResponse);
    return { items, next: edges[0] ? nextPage(query, [edges[0].id]) : null };
  }

  /** @throws Problem notFound */
  async event(id: string): Promise<AuditEventResponse> {
    const [row] = await this.database.query<EventRow>(EVENT, [id]);
    if (!row) throw new Problem(httpProblems.notFound);
    return eventResponse(row);
  }
}

/** @throws Problem validation */
export function requirePeriod({ from, to }: AuditEventFilter): void {
  if (from && to && Date.parse(to) <= Date.parse(from)) {
    throw invalidField('to', 'after-from', { vi: 'to phải sau from.', en: 'to must be after from.' });
  }
}

const EVENT = { name: 'audit.event', text: `SELECT ${EVENT_COLUMNS} FROM audit.event WHERE id = $1` };
