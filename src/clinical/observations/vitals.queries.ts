import { Injectable } from '@nestjs/common';
import { RecordedRead, subjectIn, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { Problem } from '../../kernel/problem.js';
import { latestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { FlowsheetQuery, VitalsQuery } from './dto/vitals.dto.js';
import type { FlowsheetResponse, VitalsPage, VitalsResponse } from './dto/vitals.response.js';
import { flowsheetOf } from './flowsheet.js';
import { observationProblems } from './observations.errors.js';
import { toVitalsResponse, VITALS_COLUMNS, VITALS_COUNT, VITALS_PEOPLE, type VitalsRow } from './vitals.mapper.js';
import { firstRow } from '../../platform/database/rows.js';

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
    return toVitalsResponse({ ...row, ...numbersOf(row) });
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

/** Prisma gives exact decimals as objects where the driver gives numbers. */
function numbersOf({ temperature, weight, height, glucose }: VitalsRow): Partial<VitalsRow> {
  const number = (value: unknown) => (value === null ? null : Number(value));
  return { temperature: number(temperature), weight: number(weight), height: number(height), glucose: number(glucose) };
}

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
