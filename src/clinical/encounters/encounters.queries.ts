import { patientRecords } from '../../kernel/patient-record.js';
import { Injectable } from '@nestjs/common';
import { readList } from '../../platform/audit/recorded-list.js';
import { RecordedRead, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { VersionHistory } from '../../platform/audit/version-history.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { pageOf, readCursor, type Page } from '../../platform/routes/pagination.js';
import { requestContext } from '../../kernel/request-context.js';
import { may } from '../../platform/routes/policy.js';
import type { EncountersQuery } from './dto/encounter.dto.js';
import type { EncounterHistoryResponse, EncounterResponse } from './dto/encounter.response.js';
import { placeOf, toEncounterResponse, visitOf, type EncounterRow } from './encounter.mapper.js';
import type { EncounterState } from './encounter-state.rules.js';
import { encounterProblems } from './encounters.errors.js';
import { firstRow } from '../../platform/database/rows.js';

/** Reads encounters with the names of patient, ward and bed, in one statement. */
@Injectable()
export class EncountersQueries {
  private readonly encounters: RecordedRead<EncounterRow>;

  constructor(
    private readonly database: Database,
    private readonly history: VersionHistory,
  ) {
    this.encounters = new RecordedRead(database, ONE_ENCOUNTER);
  }

  /** @throws Problem encounterNotFound */
  async get(id: string): Promise<EncounterResponse> {
    const row = await this.encounters.of(id);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    return shown(row);
  }

  /** As {@link get}, inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<EncounterResponse> {
    return shown(firstRow(await tx.$queryRawUnsafe<EncounterRow[]>(ONE.text, id)));
  }

  async stateOf(id: string): Promise<EncounterState | undefined> {
    const [row] = await this.database.query<{ status: EncounterState }>(KNOWN, [id]);
    return row?.status;
  }

  /** @throws Problem encounterNotFound */
  async patientOf(id: string): Promise<string> {
    const [row] = await this.database.query<{ patient_id: string }>(KNOWN, [id]);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    return row.patient_id;
  }

  /** Whether anything refers to the encounter that a cancellation would leave without its place. */
  async isCharted(tx: Tx, id: string): Promise<boolean> {
    return firstRow(await tx.$queryRawUnsafe<{ charted: boolean }[]>(chartedSql(), id)).charted;
  }

  /**
   * The last moment at which somebody was with the patient, as far as the record says; undefined when it says nothing.
   * Vital signs and values count by when they were taken, notes and orders by when they were signed. An addendum, as a
   * result, may come after the patient has left.
   */
  async lastCharted(tx: Tx, id: string): Promise<Date | undefined> {
    return firstRow(await tx.$queryRawUnsafe<{ at: Date | null }[]>(lastChartedSql(), id)).at ?? undefined;
  }

  /** Encounters of a ward or a patient, the latest begun first. @throws Problem validation when neither is named */
  async list(query: EncountersQuery): Promise<Page<EncounterResponse>> {
    if (!query.wardId && !query.patientId) throw neitherNamed();
    const values: unknown[] = [];
    const at = (value: unknown) => `$${values.push(value) + 2}`;
    const conditions: string[] = [];
    if (query.wardId) conditions.push(`e.ward_id = ${at(query.wardId)}::uuid`);
    if (query.patientId) conditions.push(`e.patient_id = ${at(query.patientId)}::uuid`);
    if (query.status) conditions.push(`e.status = ${at(query.status)}`);
    const [startedAt, id] = readCursor(query.cursor, ['instant', 'uuid']) ?? [];
    if (startedAt && id) conditions.push(`(e.started_at, e.id) < (${at(startedAt)}::timestamptz, ${at(id)}::uuid)`);
    const page = `SELECT ${OWN}, e.id AS encounter_id FROM encounter e WHERE ${conditions.join(' AND ')}
      ORDER BY e.started_at DESC, e.id DESC LIMIT $2 + 1`;
    const name = `encounters.list:${['wardId', 'patientId', 'status', 'cursor'].map((key) => (query[key as keyof EncountersQuery] ? 1 : 0)).join('')}`;
    const read = { name, entity: 'encounter', page, shows: OF_ENCOUNTER };
    const rows = await readList<EncounterRow>(this.database, read, { most: query.limit, values });
    return pageOf(rows, query, (row) => [row.started_at.toISOString(), row.id], shown);
  }

  /** Where the patient was during an encounter, and who changed it. @throws Problem encounterNotFound */
  async historyOf(id: string): Promise<EncounterHistoryResponse> {
    const patientId = await this.patientOf(id);
    const [stays, changes] = await Promise.all([
      this.database.query<StayRow>(STAYS, [id]),
      this.history.since('encounter', id, 1),
    ]);
    return { id, patientId, stays: stays.map(toStay), changes };
  }
}

/** An encounter as the role of the request may see it. */
const shown = (row: EncounterRow): EncounterResponse =>
  toEncounterResponse(may(requestContext().actor.role, 'chart.read') ? row : visitOf(row));

const neitherNamed = () =>
  invalidField('wardId', 'ward-or-patient', {
    vi: 'Chọn khoa hoặc người bệnh.',
    en: 'Name a ward or a patient.',
  });

const OWN = `e.id, e.visit_number, e.patient_id, e.class, e.status, e.reason, e.ward_id, e.started_at, e.ended_at, e.discharged_by,
    e.discharge_disposition, e.discharge_note, e.version`;
/** What is shown of an encounter beside its own columns. */
const SHOWN = `p.mrn, p.full_name, p.sex, p.birth_date::text, p.birth_date_precision, p.confidentiality, w.code AS ward_code, w.name AS ward_name,
    s.bed_id, b.code AS bed_code`;
const placed = (encounter: string) => `LEFT JOIN ward w ON w.id = ${encounter}.ward_id
  LEFT JOIN stay s ON s.encounter_id = ${encounter}.id AND s.ended_at IS NULL LEFT JOIN bed b ON b.id = s.bed_id`;
const ENCOUNTER = `SELECT ${OWN}, ${SHOWN} FROM encounter e JOIN patient p ON p.id = e.patient_id ${placed('e')}`;
const OF_ENCOUNTER = `SELECT ${SHOWN} FROM patient p ${placed('item')} WHERE p.id = item.patient_id`;
const ONE_ENCOUNTER: ReadOfOne = {
  name: 'encounters.read',
  kind: 'encounter',
  entity: 'encounter',
  subject: 'SELECT patient_id, id AS encounter_id FROM encounter WHERE id = asked.entity_id',
  shows: `SELECT ${OWN}, ${SHOWN}
    FROM encounter e CROSS JOIN LATERAL (SELECT * FROM patient WHERE id = e.patient_id OFFSET 0) p LEFT JOIN ward w ON w.id = e.ward_id
      LEFT JOIN LATERAL (SELECT bed_id FROM stay WHERE encounter_id = e.id AND ended_at IS NULL OFFSET 0) s ON true
      LEFT JOIN bed b ON b.id = s.bed_id
    WHERE e.id = asked.entity_id`,
};
const ONE = { name: 'encounters.one', text: `${ENCOUNTER} WHERE e.id = $1::uuid` };

const KNOWN = { name: 'encounters.known', text: 'SELECT patient_id, status FROM encounter WHERE id = $1' };

const inEncounters = () =>
  patientRecords().flatMap(({ table, inEncounter }) => (inEncounter ? [{ table, ...inEncounter }] : []));

/** Whether an encounter ($1) has a row of any record that keeps it. */
const chartedSql = () =>
  `SELECT ${inEncounters()
    .filter(({ leavesItFree }) => leavesItFree === undefined)
    .map(({ table }) => `EXISTS (SELECT FROM ${table} WHERE encounter_id = $1::uuid)`)
    .join(' OR ')} AS charted`;

/** The latest moment that any record of an encounter ($1) tells. */
const lastChartedSql = () =>
  `SELECT greatest(${inEncounters()
    .flatMap(({ table, happened }) =>
      happened
        ? [`(SELECT max(${happened.at}) FROM ${table} WHERE encounter_id = $1::uuid AND ${happened.where})`]
        : [],
    )
    .join(', ')}) AS at`;

interface StayRow {
  id: string;
  ward_id: string;
  ward_code: string;
  ward_name: string;
  bed_id: string | null;
  bed_code: string | null;
  started_at: Date;
  ended_at: Date | null;
}

const STAYS = {
  name: 'encounters.stays',
  text: `SELECT s.id, s.ward_id, w.code AS ward_code, w.name AS ward_name, s.bed_id, b.code AS bed_code, s.started_at, s.ended_at
    FROM stay s JOIN ward w ON w.id = s.ward_id LEFT JOIN bed b ON b.id = s.bed_id
    WHERE s.encounter_id = $1 ORDER BY s.started_at, s.id LIMIT 200`,
};

const toStay = (row: StayRow) => ({
  id: row.id,
  ward: placeOf(row.ward_id, row.ward_code, row.ward_name)!,
  bed: placeOf(row.bed_id, row.bed_code),
  startedAt: row.started_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
});
