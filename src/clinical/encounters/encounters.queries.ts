import { patientRecords, lastHappenedSql } from '../../kernel/patient-record.js';
import { Injectable } from '@nestjs/common';
import { readListPage, type ListOfPages } from '../../platform/audit/recorded-list.js';
import { RecordedRead, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { VersionHistory } from '../../platform/audit/version-history.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import { latestFirst } from '../../platform/routes/keyset.js';
import type { Page } from '../../platform/routes/pagination.js';
import { tellTogether } from '../../platform/routes/rules-across.js';
import { requestContext } from '../../kernel/request-context.js';
import { may } from '../../platform/routes/policy.js';
import { EncountersQuery } from './dto/encounter.dto.js';
import type { EncounterHistoryResponse, EncounterResponse } from './dto/encounter.response.js';
import {
  ENCOUNTER_COLUMNS,
  placeOf,
  SHOWN_COLUMNS,
  toEncounterResponse,
  visitOf,
  type EncounterRow,
} from './encounter.mapper.js';
import { openItemsSql, toOpenItems, type OpenRow } from './open-items.js';
import type { OpenItemResponse } from './dto/discharge.response.js';
import { encounterProblems } from './encounters.errors.js';
import { firstRow } from '../../platform/database/rows.js';
import { chartableSql, type ChartableRow } from './late-entry.rules.js';
import { encounterWords } from './encounters.words.js';

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

  /** What an encounter says of charting in it; undefined when there is none. */
  async chartable(id: string): Promise<ChartableRow | undefined> {
    const [row] = await this.database.query<ChartableRow>(CHARTABLE, [id, requestContext().actor.id ?? null]);
    return row;
  }

  /** @throws Problem encounterNotFound */
  async patientOf(id: string): Promise<string> {
    const [row] = await this.database.query<{ patientId: string }>(KNOWN, [id]);
    if (!row) throw new Problem(encounterProblems.encounterNotFound);
    return row.patientId;
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
    return firstRow(await tx.$queryRawUnsafe<{ at: Date | null }[]>(lastHappenedSql('= $1::uuid'), id)).at ?? undefined;
  }

  /** What is unfinished in it: what a discharge asks about. */
  async openItems(id: string): Promise<OpenItemResponse[]> {
    return toOpenItems(await this.database.query<OpenRow>({ name: 'encounters.open', text: openItemsSql() }, [id]));
  }

  /** The same inside a transaction that holds the encounter. */
  async openItemsWithin(tx: Tx, id: string): Promise<OpenItemResponse[]> {
    return toOpenItems(await tx.$queryRawUnsafe<OpenRow[]>(openItemsSql(), id));
  }

  /** Encounters of a ward or a patient, the latest begun first. @throws Problem validation when neither is named */
  list(query: EncountersQuery): Promise<Page<EncounterResponse>> {
    if (!query.wardId && !query.patientId) throw neitherNamed();
    return readListPage(this.database, LIST, query, [], shown);
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

const NEITHER_NAMED: FieldError = {
  pointer: 'wardId',
  rule: 'ward-or-patient',
  message: encounterWords.wardOrPatient,
};
tellTogether(EncountersQuery, ({ wardId, patientId }, refused) =>
  wardId || patientId || refused.has('wardId') || refused.has('patientId') ? [] : [NEITHER_NAMED],
);
const neitherNamed = () => new Problem(httpProblems.validation, { errors: [NEITHER_NAMED] });

/** Where an encounter is now, and its people: the columns that name them. */
const placed = (
  encounter: string,
  [by, led, triaged, seen]: readonly [string, string, string, string],
) => `LEFT JOIN ward w ON w.id = ${encounter}.ward_id
  LEFT JOIN stay s ON s.encounter_id = ${encounter}.id AND s.ended_at IS NULL LEFT JOIN bed b ON b.id = s.bed_id
  LEFT JOIN staff_member discharger ON discharger.id = ${encounter}.${by}
  LEFT JOIN staff_member attending ON attending.id = ${encounter}.${led}
  LEFT JOIN staff_member triager ON triager.id = ${encounter}.${triaged}
  LEFT JOIN staff_member seer ON seer.id = ${encounter}.${seen}`;
const ENCOUNTER = `SELECT ${ENCOUNTER_COLUMNS}, ${SHOWN_COLUMNS}
  FROM encounter e JOIN patient p ON p.id = e.patient_id ${placed('e', ['discharged_by', 'attending_id', 'triaged_by', 'seen_by'])}`;
/** Columns of an encounter `e` in a list, and what is shown of a row of it besides. */
export const ENCOUNTER_OF_LIST = `${ENCOUNTER_COLUMNS}, e.patient_id, e.id AS encounter_id, e.ward_id`;
export const SHOWS_OF_LIST = `SELECT ${SHOWN_COLUMNS} FROM patient p ${placed('item', ['"dischargedBy"', '"attendingId"', '"triagedBy"', '"seenBy"'])} WHERE p.id = item.patient_id`;
const LIST: ListOfPages = {
  name: 'encounters.list',
  entity: 'encounter',
  select: `SELECT ${ENCOUNTER_OF_LIST} FROM encounter e`,
  filters: {
    wardId: (value) => `e.ward_id = ${value}::uuid`,
    // Of who was merged: those of whose record stayed.
    patientId: (value) => `e.patient_id = (SELECT coalesce(survivor_of(${value}::uuid), ${value}::uuid))`,
    status: (value) => `e.status = ${value}`,
  },
  ...latestFirst('e', 'started_at', 'startedAt'),
  shows: SHOWS_OF_LIST,
};
const ONE_ENCOUNTER: ReadOfOne = {
  name: 'encounters.read',
  kind: 'encounter',
  entity: 'encounter',
  subject: 'SELECT patient_id, id AS encounter_id FROM encounter WHERE id = asked.entity_id',
  shows: `SELECT ${ENCOUNTER_COLUMNS}, ${SHOWN_COLUMNS}
    FROM encounter e CROSS JOIN LATERAL (SELECT * FROM patient WHERE id = e.patient_id OFFSET 0) p LEFT JOIN ward w ON w.id = e.ward_id
      LEFT JOIN LATERAL (SELECT bed_id FROM stay WHERE encounter_id = e.id AND ended_at IS NULL OFFSET 0) s ON true
      LEFT JOIN bed b ON b.id = s.bed_id LEFT JOIN staff_member discharger ON discharger.id = e.discharged_by
      LEFT JOIN staff_member attending ON attending.id = e.attending_id LEFT JOIN staff_member triager ON triager.id = e.triaged_by
      LEFT JOIN staff_member seer ON seer.id = e.seen_by
    WHERE e.id = asked.entity_id`,
};
const ONE = { name: 'encounters.one', text: `${ENCOUNTER} WHERE e.id = $1::uuid` };

const KNOWN = {
  name: 'encounters.known',
  text: 'SELECT patient_id AS "patientId", status FROM encounter WHERE id = $1',
};

const CHARTABLE = {
  name: 'encounters.chartable',
  text: `SELECT ${chartableSql('$2')} FROM encounter e WHERE e.id = $1`,
};

const inEncounters = () =>
  patientRecords().flatMap(({ table, inEncounter }) => (inEncounter ? [{ table, ...inEncounter }] : []));

/** Whether an encounter ($1) has a row of any record that keeps it; what was entered in error keeps nothing. */
const chartedSql = () =>
  `SELECT ${inEncounters()
    .filter(({ leavesItFree }) => leavesItFree === undefined)
    .map(
      ({ table, inError }) =>
        `EXISTS (SELECT FROM ${table} WHERE encounter_id = $1::uuid${inError ? ` AND NOT (${inError})` : ''})`,
    )
    .join(' OR ')} AS charted`;

interface StayRow {
  readonly id: string;
  readonly wardId: string;
  readonly wardCode: string;
  readonly wardName: string;
  readonly bedId: string | null;
  readonly bedCode: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

const STAYS = {
  name: 'encounters.stays',
  text: `SELECT s.id, s.ward_id AS "wardId", w.code AS "wardCode", w.name AS "wardName", s.bed_id AS "bedId", b.code AS "bedCode",
      s.started_at AS "startedAt", s.ended_at AS "endedAt"
    FROM stay s JOIN ward w ON w.id = s.ward_id LEFT JOIN bed b ON b.id = s.bed_id
    WHERE s.encounter_id = $1 ORDER BY s.started_at, s.id LIMIT 200`,
};

const toStay = (row: StayRow) => ({
  id: row.id,
  ward: placeOf(row.wardId, row.wardCode, row.wardName)!,
  bed: placeOf(row.bedId, row.bedCode),
  startedAt: row.startedAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
});
