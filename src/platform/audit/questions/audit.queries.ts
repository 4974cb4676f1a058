import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { nextPage, readCursor } from '../../routes/pagination.js';
import { httpProblems, invalidField, Problem } from '../../../kernel/problem.js';
import type { AuditEventFilter, AuditEventsQuery } from '../dto/audit-events.dto.js';
import type { AuditEventPage, AuditEventResponse } from '../dto/audit-event.response.js';
import { NAME_COLUMNS, namesIn, type NamedRow } from './event-names.js';
import { EVENT_COLUMNS, eventResponse, onlyAbout, PAGE_COLUMNS, type EventRow } from './event-row.js';
import { MOST_LOOKED_AT, type EventFilter } from './event-places.js';
import { archivedQuestion, eventQuestion } from './event-question.js';
import { archivedProblems } from '../archived/archived.errors.js';
import { ArchivedEvents, type ArchivedMonth } from '../archived/archived-events.js';
import { archivedRows, idFloor, leavesOf, notCovered, outOfReach } from '../archived/archived-rows.js';
import { idSought, newestRun } from './archived-part.js';
import { sealedQuestion, sealedSpan } from './sealed-question.js';
import { elementAt } from '../../../kernel/list.js';
import { auditWords } from '../audit.words.js';

/** Answers auditors' questions from the trail, newest first. */
@Injectable()
export class AuditQueries {
  constructor(
    private readonly database: Database,
    private readonly archived: ArchivedEvents,
  ) {}

  /**
   * A page may be short, even empty, and still have a `next`: then the events looked at held no more, and others wait;
   * `searchedTo` says how far back that was.
   * @throws Problem validation when the period ends before it begins
   */
  async events(query: AuditEventsQuery): Promise<AuditEventPage> {
    requirePeriod(query);
    const months = await this.archived.monthsOf(query);
    if (query.order === 'sealed') return this.sealed(query, months);
    const [after] = readCursor(query.cursor, ['uuid']) ?? [];
    const columns = `${PAGE_COLUMNS}, ${NAME_COLUMNS}`;
    const { rows, next, unfit } = await this.across<NamedRow>(query, months, columns, query.limit, after ?? undefined);
    return {
      items: await this.told(rows, query.patientId),
      searchedTo: next ? momentOf(next).toISOString() : null,
      notCovered: notCovered(idSought(query) ? months : outOfReach(months), unfit),
      next: next ? nextPage(query, [next]) : null,
    };
  }

  /** In the order of sealing no archive is read: every archived month of the period is named as not covered. */
  private async sealed(query: AuditEventsQuery, months: readonly ArchivedMonth[]): Promise<AuditEventPage> {
    const [cursor] = readCursor(query.cursor, ['whole']) ?? [];
    const after = cursor === undefined ? (query.after ?? -1) : Number(cursor);
    const columns = `${PAGE_COLUMNS}, ${NAME_COLUMNS}`;
    const { rows, next, last } = await this.lookSealed<NamedRow>(query, columns, query.limit, after);
    return {
      items: await this.told(rows, query.patientId),
      sealedTo: last < 0 ? null : last,
      searchedTo: null,
      notCovered: notCovered(outOfReach(months)),
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
   * Newest first from the database and from archives; of those, one run of months without a gap at most.
   * @param months of the period, newest first
   * @returns at most `limit` rows, the id to go on after, and months whose files are not what was archived
   */
  async across<Row extends { id: string }>(
    query: EventFilter,
    months: readonly ArchivedMonth[],
    columns: string,
    limit: number,
    start: string | undefined,
  ): Promise<{ rows: Row[]; next: string | undefined; unfit: readonly string[] }> {
    const rows: Row[] = [];
    let unfit: readonly string[] = [];
    let after = start;
    for (let isFirst = true; ; isFirst = false) {
      const run = idSought(query) ? newestRun(months, after) : undefined;
      const from = run ? momentOf(run.pastId).toISOString() : query.from;
      if (!run || !after || after > run.pastId) {
        const looked = await this.look<Row>({ ...query, from }, columns, limit - rows.length, after);
        rows.push(...looked.rows);
        if (looked.next || !run) return { rows, next: looked.next, unfit };
        if (!isFirst || rows.length === limit) return { rows, next: run.pastId, unfit };
      }
      const read = await this.lookInArchives<Row>(query, run.months, columns, limit - rows.length, after);
      rows.push(...read.rows);
      unfit = read.unfit;
      if (read.next) return { rows, next: read.next, unfit };
      after = run.firstId;
      if (rows.length === limit) return { rows, next: after, unfit };
    }
  }

  private async lookInArchives<Row extends { id: string }>(
    filter: EventFilter,
    months: readonly ArchivedMonth[],
    columns: string,
    limit: number,
    beforeId: string | undefined,
  ): Promise<{ rows: Row[]; next: string | undefined; unfit: readonly string[] }> {
    const { from, to } = filter;
    const toId = to && idFloor(new Date(to));
    const { events, edge, unfit } = await this.archived.search(months, {
      id: idSought(filter) ?? '',
      fromId: from && idFloor(new Date(from)),
      beforeId: toId && (!beforeId || toId < beforeId) ? toId : beforeId,
    });
    if (events.length === 0) return { rows: [], next: edge, unfit };
    const all = leavesOf(events.filter(({ id }) => !edge || id >= edge));
    const { text, values } = archivedQuestion(await this.withBearers(filter), columns, limit + 1, all);
    const rows = await this.database.query<Row>({ text }, values);
    const next = rows.length > limit ? elementAt(rows, limit - 1).id : edge;
    return { rows: rows.slice(0, limit), next, unfit };
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

  /** @throws Problem notFound, archiveNotAtHand */
  async event(id: string): Promise<AuditEventResponse> {
    const [row] = await this.database.query<NamedRow>(NAMED_EVENT, [id]);
    if (row) return elementAt(await this.told([row]), 0);
    const { event, month } = await this.archived.byId(id);
    if (month) throw new Problem(archivedProblems.archiveNotAtHand, { params: { month } });
    if (!event) throw new Problem(httpProblems.notFound);
    const archived = await this.database.query<NamedRow>(ARCHIVED_EVENT, [leavesOf([event])]);
    return elementAt(await this.told(archived), 0);
  }

  /** As they are answered, with whom and what they name. @param patientId where they are asked about one patient only */
  private async told(rows: readonly NamedRow[], patientId?: string): Promise<AuditEventResponse[]> {
    const about = rows.map((row) => onlyAbout(row, patientId));
    const names = await namesIn(this.database, about);
    return about.map((row) => eventResponse(row, names));
  }

  /** An event as the trail has it. @throws Problem archiveNotAtHand */
  async row(id: string): Promise<EventRow | undefined> {
    const [row] = await this.database.query<EventRow>(EVENT, [id]);
    if (row) return row;
    const { event, month } = await this.archived.byId(id);
    if (month) throw new Problem(archivedProblems.archiveNotAtHand, { params: { month } });
    if (!event) return undefined;
    const [archived] = await this.database.query<EventRow>(ARCHIVED_EVENT, [leavesOf([event])]);
    return archived;
  }
}

/** When an event was written, to the millisecond: the id of a UUIDv7 begins with it. */
export const momentOf = (id: string): Date => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16));

/** @throws Problem validation */
export function requirePeriod({ from, to, order, after }: AuditEventFilter): void {
  if (after !== undefined && order !== 'sealed') {
    throw invalidField('after', 'only-sealed', auditWords.afterNeedsSealed);
  }
  if (from && to && Date.parse(to) <= Date.parse(from)) {
    throw invalidField('to', 'after-from', auditWords.endAfterBeginning);
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
const ARCHIVED_EVENT = {
  name: 'audit.archived-event',
  text: `SELECT ${EVENT_COLUMNS}, ${NAME_COLUMNS} FROM ${archivedRows('$1')} event`,
};
const EVENT = { name: 'audit.event', text: `SELECT ${EVENT_COLUMNS} FROM audit.trail WHERE id = $1` };
