import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { nextPage, readCursor } from '../../routes/pagination.js';
import { httpProblems, invalidField, Problem } from '../../../kernel/problem.js';
import type { AuditEventFilter, AuditEventsQuery } from '../dto/audit-events.dto.js';
import type { AuditEventPage, AuditEventResponse } from '../dto/audit-event.response.js';
import { NAME_COLUMNS, type NamedRow } from './event-names.js';
import { EVENT_COLUMNS, eventResponse, onlyAbout, PAGE_COLUMNS, type EventRow } from './event-row.js';
import { MOST_LOOKED_AT, type EventFilter } from './event-places.js';
import { eventQuestion } from './event-question.js';
import { sealedQuestion, sealedSpan } from './sealed-question.js';
import { elementAt } from '../../../kernel/list.js';

/** Answers auditors' questions from the trail, newest first. */
@Injectable()
export class AuditQueries {
  constructor(private readonly database: Database) {}

  /**
   * A page may be short, even empty, and still have a `next`: then the events looked at held no more, and others wait;
   * `searchedTo` says how far back that was.
   * @throws Problem validation when the period ends before it begins
   */
  async events(query: AuditEventsQuery): Promise<AuditEventPage> {
    requirePeriod(query);
    if (query.order === 'sealed') return this.sealed(query);
    const [after] = readCursor(query.cursor, ['uuid']) ?? [];
    const { rows, next } = await this.look<NamedRow>(
      query,
      `${PAGE_COLUMNS}, ${NAME_COLUMNS}`,
      query.limit,
      after ?? undefined,
    );
    const items = rows.map((row) => eventResponse(onlyAbout(row, query.patientId)));
    return {
      items,
      searchedTo: next ? momentOf(next).toISOString() : null,
      next: next ? nextPage(query, [next]) : null,
    };
  }

  private async sealed(query: AuditEventsQuery): Promise<AuditEventPage> {
    const [cursor] = readCursor(query.cursor, ['whole']) ?? [];
    const after = cursor === undefined ? (query.after ?? -1) : Number(cursor);
    const columns = `${PAGE_COLUMNS}, ${NAME_COLUMNS}`;
    const { rows, next, last } = await this.lookSealed<NamedRow>(query, columns, query.limit, after);
    return {
      items: rows.map((row) => eventResponse(onlyAbout(row, query.patientId))),
      sealedTo: last < 0 ? null : last,
      searchedTo: null,
      next: next === undefined ? null : nextPage(query, [String(next)]),
    };
  }

  /**
   * The same in the order of sealing.
   * @param after the number to go on behind; -1 from the beginning
   * @returns `last`: up to which number nothing is left; `next`: the same where more is sealed behind it
   */
  async lookSealed<Row extends object>(
    filter: EventFilter,
    columns: string,
    limit: number,
    after: number,
  ): Promise<{ rows: Row[]; next: number | undefined; last: number }> {
    const span = sealedSpan(after);
    const [found] = await this.database.query<{ leaves: number; last: number | null }>(
      { text: span.text },
      span.values,
    );
    const last = found?.last ?? after;
    const question = sealedQuestion(await this.withBearers(filter), columns, limit + 1, { after, last });
    const rows = await this.database.query<Row & { sealed_as: number }>({ text: question.text }, question.values);
    if (rows.length > limit) {
      const { sealed_as: reached } = elementAt(rows, limit - 1);
      return { rows: rows.slice(0, limit), next: reached, last: reached };
    }
    return { rows, next: found?.leaves === MOST_LOOKED_AT ? last : undefined, last };
  }

  /**
   * Looks at events once, see {@link eventQuestion}.
   * @returns at most `limit` rows, and the id to go on after; undefined when nothing is left
   */
  async look<Row extends { id: string }>(
    filter: EventFilter,
    columns: string,
    limit: number,
    after: string | undefined,
  ): Promise<{ rows: Row[]; next: string | undefined }> {
    const { page, edge } = eventQuestion(await this.withBearers(filter), columns, limit + 1, after);
    const rows = await this.database.query<Row>({ text: page.text }, page.values);
    if (rows.length > limit) return { rows: rows.slice(0, limit), next: elementAt(rows, limit - 1).id };
    const edges = await this.database.query<{ id: string }>({ text: edge.text }, edge.values);
    return { rows, next: edges[0]?.id };
  }

  /** A name, once given to a person or a machine, stays theirs. Indexes of a patient's events and of failed sign-ins hold ids, no names. */
  private async withBearers(filter: EventFilter): Promise<EventFilter> {
    const isMeant = filter.kind === 'sign-in-failed';
    if (filter.actorId) return isMeant ? { ...filter, bearers: [filter.actorId] } : filter;
    if (filter.username === undefined || !(filter.patientId || isMeant)) return filter;
    const found = await this.database.query<{ id: string }>(BEARERS, [filter.username]);
    return { ...filter, bearers: found.map(({ id }) => id) };
  }

  /** @throws Problem notFound */
  async event(id: string): Promise<AuditEventResponse> {
    const [row] = await this.database.query<NamedRow>(NAMED_EVENT, [id]);
    if (!row) throw new Problem(httpProblems.notFound);
    return eventResponse(row);
  }

  /** An event as the trail has it. */
  async row(id: string): Promise<EventRow | undefined> {
    const [row] = await this.database.query<EventRow>(EVENT, [id]);
    return row;
  }
}

/** When an event was written, to the millisecond: the id of a UUIDv7 begins with it. */
export const momentOf = (id: string): Date => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16));

/** @throws Problem validation */
export function requirePeriod({ from, to, order, after }: AuditEventFilter): void {
  if (after !== undefined && order !== 'sealed') {
    throw invalidField('after', 'only-sealed', {
      vi: 'Chỉ dùng after cùng với order=sealed.',
      en: 'after goes only with order=sealed.',
    });
  }
  if (from && to && Date.parse(to) <= Date.parse(from)) {
    throw invalidField('to', 'after-from', {
      vi: 'Thời điểm cuối phải sau thời điểm đầu.',
      en: 'The end must be after the beginning.',
    });
  }
}

const BEARERS = {
  name: 'audit.bearers',
  text: 'SELECT id FROM staff_member WHERE username = $1 UNION SELECT id FROM machine_client WHERE client_id = $1',
};
const NAMED_EVENT = {
  name: 'audit.named-event',
  text: `SELECT ${EVENT_COLUMNS}, ${NAME_COLUMNS} FROM audit.trail WHERE id = $1`,
};
const EVENT = { name: 'audit.event', text: `SELECT ${EVENT_COLUMNS} FROM audit.trail WHERE id = $1` };
