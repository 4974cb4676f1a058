import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { nextPage, pageOf, readCursor, type Page, type PageQuery } from '../../routes/pagination.js';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import { camelCase } from '../../../kernel/camel-case.js';
import { requestContext } from '../../../kernel/request-context.js';
import { ArchivedEvents, type ArchiveAnswer, type ArchivedMonth } from '../archived/archived-events.js';
import { archivedRows, idFloor, leavesOf, notCovered } from '../archived/archived-rows.js';
import { momentOf } from '../questions/audit.queries.js';
import { fieldWords } from '../fields/field.words.js';
import { recordWords } from './reports.words.js';
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
  constructor(
    private readonly database: Database,
    private readonly archived: ArchivedEvents,
  ) {}

  /** Oldest first. @throws Problem notFound when the trail knows no such record */
  async life(record: RecordParams, query: PageQuery): Promise<RecordLifeResponse> {
    const [after] = readCursor(query.cursor, ['uuid']) ?? [];
    const months = await this.archived.months(earliestOf(record.id));
    const unread = after ? months.filter(({ pastId }) => pastId > after) : months;
    const asked = { id: record.id.toLowerCase(), fromId: after ?? undefined, oldestFirst: true };
    const answer = unread.some(({ path }) => path) ? await this.archived.search(unread, asked) : NOTHING_READ;
    const values = [record.entity, record.id, after ?? FIRST_ID, query.limit + 1];
    const rows = await this.database.query<AccessRow>(VERSIONS, values);
    const events = leavesOf(answer.events);
    if (events !== NO_LEAVES) {
      rows.push(...(await this.database.query<AccessRow>(ARCHIVED_VERSIONS, [...values, events])));
    }
    const told = rows.filter(({ id }) => !answer.edge || id <= answer.edge).sort((a, b) => (a.id < b.id ? -1 : 1));
    return { ...(await this.headOf(record, months, answer)), ...pageTo(answer.edge, told, query, versionOf) };
  }

  /** Newest first. @throws Problem notFound when the trail knows no such record */
  async reads(record: RecordParams, query: PageQuery): Promise<RecordReadsResponse> {
    const [before] = readCursor(query.cursor, ['uuid']) ?? [];
    const months = await this.archived.months(earliestOf(record.id));
    const values = [record.id, before ?? LAST_ID, query.limit + 1];
    const rows = await this.database.query<AccessRow>(READS, values);
    const last = rows.length > query.limit ? rows.at(-1) : undefined;
    // What is newer than any archived month fills the page by itself.
    const unread = months.filter(({ firstId, pastId }) => (!before || firstId < before) && (!last || pastId > last.id));
    const asked = { id: record.id.toLowerCase(), beforeId: before ?? undefined };
    const answer = unread.some(({ path }) => path) ? await this.archived.search(unread, asked) : NOTHING_READ;
    const events = leavesOf(answer.events);
    if (events !== NO_LEAVES) rows.push(...(await this.database.query<AccessRow>(ARCHIVED_READS, [...values, events])));
    const told = rows.filter(({ id }) => !answer.edge || id >= answer.edge).sort((a, b) => (a.id < b.id ? 1 : -1));
    return { ...(await this.headOf(record, months, answer)), ...pageTo(answer.edge, told, query, readOf) };
  }

  /** Whose record it is. Unknown is only what nothing that was not read may know. @throws Problem notFound */
  private async headOf(record: RecordParams, months: readonly ArchivedMonth[], answer: ArchiveAnswer) {
    const missing = notCovered(months, answer.unfit);
    const words = recordWords(record.entity, requestContext().language);
    const [known] = await this.database.query<{ patient_id: string | null }>(SUBJECT, [record.entity, record.id]);
    if (known) return { ...record, words, patientId: known.patient_id, notCovered: missing };
    const [archived] = await this.database.query<{ patient_id: string | null }>(ARCHIVED_SUBJECT, [
      record.entity,
      record.id,
      leavesOf(answer.events),
    ]);
    const isUnknown = !archived && !answer.edge && missing.length === 0;
    if (isUnknown) throw new Problem(httpProblems.notFound);
    return { ...record, words, patientId: archived?.patient_id ?? null, notCovered: missing };
  }
}

const NO_LEAVES = leavesOf([]);
const NOTHING_READ: ArchiveAnswer = { events: [], edge: undefined, unfit: [] };

/**
 * Nothing is told of a record from before the day before its id was made, which a UUIDv7 says; undefined where it is none. The day
 * is for clocks that disagree.
 */
const earliestOf = (id: string): string | undefined =>
  /^.{14}7/.test(id) ? idFloor(new Date(momentOf(id).getTime() - 86_400_000)) : undefined;

/** A page that is short goes on where the reading of archives ended. */
function pageTo<Item>(
  edge: string | undefined,
  rows: readonly AccessRow[],
  query: PageQuery,
  item: (row: AccessRow) => Item,
): Page<Item> {
  const page = pageOf(rows, query, ({ id }) => [id], item);
  return page.next === null && edge ? { ...page, next: nextPage(query, [edge]) } : page;
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
      .map(([column, value]) => ({ ...namesOf(row.entity, column), ...sidesOf(kind, value) })),
  };
}

/** The trail keeps [before, after] of an update, and the one value of a create or a delete. */
function sidesOf(kind: string, value: unknown): Pick<FieldChangeResponse, 'old' | 'new'> {
  if (kind === 'create') return { old: null, new: value };
  if (kind === 'delete') return { old: value, new: null };
  const [before, after] = value as [unknown, unknown];
  return { old: before, new: after };
}

/** A field as the API spells it, and as people call it. */
const namesOf = (entity: string, column: string): Pick<FieldChangeResponse, 'field' | 'words'> => ({
  field: camelCase(column),
  words: fieldWords(entity, column)?.[requestContext().language] ?? null,
});

const subject = (trail: string) => `SELECT patient_id FROM ${trail} event WHERE entity = $1 AND entity_id = $2
           AND kind IN ('create', 'update', 'delete', 'read', 'replay')
         ORDER BY id LIMIT 1`;
const SUBJECT = { name: 'audit.record.subject', text: subject('audit.trail') };
const ARCHIVED_SUBJECT = { name: 'audit.record.archived-subject', text: subject(archivedRows('$3')) };

const access = (events: string) => `SELECT e.id, e.occurred_at, e.kind, e.actor_kind, e.actor_id, e.username,
    s.full_name, e.role, e.terminal, host(e.address) AS address, e.purpose, e.reason, e.entity, e.changes
  FROM (${events}) e LEFT JOIN staff_member s ON s.id = e.actor_id ORDER BY e.id`;

const versions = (trail: string) =>
  access(`SELECT * FROM ${trail} event WHERE entity = $1 AND entity_id = $2 AND id > $3
    AND kind IN ('create', 'update', 'delete') ORDER BY id LIMIT $4`);
const VERSIONS = { name: 'audit.record.versions', text: versions('audit.trail') };
const ARCHIVED_VERSIONS = { name: 'audit.record.archived-versions', text: versions(archivedRows('$5')) };
// Not by entity: a chart is opened by its patient's id, and shows the patient.
const reads = (trail: string) =>
  `${access(`SELECT * FROM ${trail} event WHERE entity_id = $1 AND id < $2
    AND kind IN ('read', 'replay') ORDER BY id DESC LIMIT $3`)} DESC`;
const READS = { name: 'audit.record.reads', text: reads('audit.trail') };
const ARCHIVED_READS = { name: 'audit.record.archived-reads', text: reads(archivedRows('$4')) };
