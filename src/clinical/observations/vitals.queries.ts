import { Injectable } from '@nestjs/common';
import { RecordedRead, subjectIn, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { PRESENCE_COLUMNS, type Presence } from '../encounters/presence.rules.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { Problem } from '../../kernel/problem.js';
import { birthDateText, parsePartialDate } from '../datatypes/partial-date.js';
import { latestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { FlowsheetQuery, VitalsQuery } from './dto/vitals.dto.js';
import type { FlowsheetResponse, VitalsPage, VitalsResponse } from './dto/vitals.response.js';
import { flowsheetOf } from './flowsheet.js';
import { observationProblems } from './observations.errors.js';
import { toVitalsResponse, VITALS_COLUMNS, VITALS_COUNT, VITALS_PEOPLE, type VitalsRow } from './vitals.mapper.js';
import { firstRow } from '../../platform/database/rows.js';
import { bandsOn, type AgeBand } from './plausible-ranges.js';
import { MEASURED_COLUMNS, MEASURED_FIELDS, type MeasuredField } from './vitals.columns.js';

const HOURS_SHOWN = 72;
const MOST_SETS = 500;

/** Reads vital signs, the latest taken first. */
@Injectable()
export class VitalsQueries {
  private readonly sets: RecordedRead<VitalsRow>;

  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
  ) {
    this.sets = new RecordedRead(database, ONE_SET);
  }

  /** @throws Problem vitalsNotFound */
  async get(id: string): Promise<VitalsResponse> {
    const row = await this.sets.of(id);
    if (!row) throw new Problem(observationProblems.vitalsNotFound);
    return toVitalsResponse(row);
  }

  /** As {@link get}, inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<VitalsResponse> {
    const row = firstRow(await tx.$queryRawUnsafe<VitalsRow[]>(ONE.text, id));
    return toVitalsResponse(inNumbers(row));
  }

  /** What is stored of a set, inside a transaction. */
  async storedWithin(tx: Tx, id: string): Promise<Record<MeasuredField, unknown> & { recordedBy: string }> {
    return inNumbers(firstRow(await tx.$queryRawUnsafe<StoredRow[]>(STORED, id)));
  }

  /** What decides whether a set may be charted in an encounter; undefined when there is none. */
  async chartable(encounterId: string, effectiveAt: Date | string | null): Promise<Chartable | undefined> {
    const at = effectiveAt === null ? new Date() : new Date(effectiveAt);
    const [row] = await this.database.query<ChartableRow>(CHARTABLE, [encounterId, at]);
    if (!row) return undefined;
    const birth = birthDateText(row.birthDate, row.birthDatePrecision);
    const bands = bandsOn(birth === null ? undefined : parsePartialDate(birth), hospitalDate(at));
    return { ...row, bands, at };
  }

  /** Sets of one encounter; those entered in error are shown as such. @throws Problem encounterNotFound */
  async list(encounterId: string, query: VitalsQuery): Promise<VitalsPage> {
    const [patientId, page] = await Promise.all([
      this.encounters.patientOf(encounterId),
      readPage(this.database, LIST, query, [encounterId], toVitalsResponse),
    ]);
    return { patientId, ...page };
  }

  /** The sheet of a period, of what was not entered in error. @throws Problem encounterNotFound */
  async flowsheet(encounterId: string, query: FlowsheetQuery): Promise<FlowsheetResponse> {
    const to = query.to ? new Date(query.to) : new Date(Date.now() + 60_000);
    const from = query.from ? new Date(query.from) : new Date(to.getTime() - HOURS_SHOWN * 3_600_000);
    const [patientId, rows] = await Promise.all([
      this.encounters.patientOf(encounterId),
      this.database.query<VitalsRow>(PERIOD, [encounterId, from, to, MOST_SETS + 1]),
    ]);
    const sets = rows.slice(0, MOST_SETS).reverse().map(toVitalsResponse);
    return { encounterId, patientId, ...flowsheetOf(sets), more: rows.length > MOST_SETS };
  }
}

type StoredRow = Record<MeasuredField, unknown> & { recordedBy: string };
interface ChartableRow extends Presence {
  readonly status: string;
  readonly isBefore: boolean;
  readonly birthDate: string | null;
  readonly birthDatePrecision: string | null;
}
export interface Chartable extends Presence, Pick<ChartableRow, 'status' | 'isBefore'> {
  /** The moment that was asked about. */
  readonly at: Date;
  /** The ages that the patient may be of. */
  readonly bands: readonly AgeBand[];
}

/** Prisma gives exact decimals as objects where the driver gives numbers. */
function inNumbers<Row extends object>(row: Row): Row {
  const number = (value: unknown) => (Prisma.Decimal.isDecimal(value) ? value.toNumber() : value);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, number(value)])) as Row;
}

const STORED = `SELECT recorded_by AS "recordedBy", ${MEASURED_FIELDS.map((field) => {
  const [column, type] = MEASURED_COLUMNS[field];
  return `${column}${type === 'jsonb' ? '::text' : ''} AS "${field}"`;
}).join(', ')} FROM vital_signs WHERE id = $1::uuid`;
const CHARTABLE = {
  name: 'vitals.chartable',
  text: `SELECT e.status, e.started_at > $2::timestamptz + interval '1 minute' AS "isBefore", p.birth_date::text AS "birthDate",
      p.birth_date_precision AS "birthDatePrecision", ${PRESENCE_COLUMNS}
    FROM encounter e JOIN patient p ON p.id = e.patient_id WHERE e.id = $1`,
};
const FROM = `FROM vital_signs v JOIN patient p ON p.id = v.patient_id ${VITALS_PEOPLE}`;
const ONE = { name: 'vitals.one', text: `SELECT ${VITALS_COLUMNS} ${FROM} WHERE v.id = $1::uuid` };
const ONE_SET: ReadOfOne = {
  name: 'vitals.read',
  kind: 'vital_signs',
  entity: 'vital_signs',
  subject: subjectIn('vital_signs'),
  shows: `SELECT ${VITALS_COLUMNS}
    FROM vital_signs v CROSS JOIN LATERAL (SELECT * FROM patient WHERE id = v.patient_id OFFSET 0) p ${VITALS_PEOPLE}
    WHERE v.id = asked.entity_id`,
};
const LIST: KeysetList = {
  name: 'vitals.list',
  select: `SELECT ${VITALS_COLUMNS} ${FROM}`,
  where: 'v.encounter_id = $1',
  ...latestFirst('v', 'effective_at', 'effectiveAt'),
};
const PERIOD = {
  name: 'vitals.period',
  text: `SELECT ${VITALS_COLUMNS} ${FROM}
    WHERE v.encounter_id = $1 AND v.effective_at BETWEEN $2 AND $3 AND v.${VITALS_COUNT}
    ORDER BY v.effective_at DESC, v.id DESC LIMIT $4`,
};
