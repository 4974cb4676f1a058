import { Injectable } from '@nestjs/common';
import { readList, type ListRead } from '../../platform/audit/recorded-list.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { Database } from '../../platform/database/database.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { news2, news2Fits, type News2Values } from '../../clinical/observations/news2.rules.js';
import type { Sex } from '../../clinical/patients/dto/patient.dto.js';
import { ageInYears, parsePartialDate } from '../../clinical/datatypes/partial-date.js';
import { birthDateText } from '../../clinical/patients/patient.mapper.js';
import { may } from '../../platform/routes/policy.js';
import type { BoardEncounterResponse, BoardRowResponse, WardBoardResponse } from './dto/ward-board.response.js';
import { wardProblems } from '../../hospital/wards/wards.errors.js';
import { BED_ORDER } from '../../hospital/wards/wards.queries.js';

const MOST_ROWS = 500;

type Vitals = Omit<NonNullable<BoardEncounterResponse['vitals']>, 'news2Total'>;

interface BoardRow {
  readonly ward_code: string;
  readonly ward_name: string;
  readonly bed_id: string | null;
  readonly room_code: string | null;
  readonly bed_code: string | null;
  readonly active: boolean | null;
  readonly taken: boolean | null;
  readonly encounter_id: string | null;
  readonly class: string;
  readonly patient_id: string;
  readonly mrn: string;
  readonly full_name: string;
  readonly sex: string;
  readonly birth_date: string | null;
  readonly birth_date_precision: string | null;
  readonly confidentiality: string;
  readonly started_at: Date;
  readonly since: Date;
  readonly reason: string | null;
  readonly vitals: Vitals | null;
}

/**
 * Who lies where in a ward. A read model: the page that hangs in the corridor reads beds, stays, patients and their latest
 * vital signs in one statement, which also records the reading, whatever the size of the ward and the length of its history.
 */
@Injectable()
export class WardBoardQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem wardNotFound */
  async board(wardId: string): Promise<WardBoardResponse> {
    const asked = { most: MOST_ROWS, values: [wardId], entityId: wardId.toLowerCase() };
    const rows = await readList<BoardRow>(this.database, BOARD, asked);
    const [first] = rows;
    if (!first) throw new Problem(wardProblems.wardNotFound);
    const { ward_code: wardCode, ward_name: wardName } = first;
    const readsCharts = may(requestContext().actor.role, 'chart.read');
    const items = rows
      .slice(0, MOST_ROWS)
      .map((row) => toRow(readsCharts ? row : identityOf(row)))
      .filter(({ bed, encounter }) => bed ?? encounter);
    return { wardId, wardCode, wardName, items, complete: rows.length <= MOST_ROWS };
  }
}

/** Index scans for each bed, and for who is there now: what lay there before is not read. */
const BEDS = `SELECT b.id, r.code AS room_code, b.code, b.active, row_number() OVER (ORDER BY ${BED_ORDER}) AS bed_place,
    coalesce((SELECT true FROM place_taken t WHERE t.bed_id = b.id LIMIT 1), false) AS taken
  FROM bed b JOIN room r ON r.id = b.room_id WHERE b.ward_id = $3::uuid`;

const BOARD: ListRead = {
  name: 'wards.board',
  entity: 'ward_board',
  // The ward stands first, so that an empty one still gives a row, and one that is not known gives none.
  standsOnItself: true,
  page: `SELECT w.code AS ward_code, w.name AS ward_name, b.id AS bed_id, b.room_code, b.code AS bed_code, b.active, b.taken,
      s.encounter_id, s.patient_id, s.started_at AS since
    FROM ward w LEFT JOIN (
      (${BEDS}) b FULL JOIN (SELECT * FROM stay WHERE ward_id = $3::uuid AND ended_at IS NULL) s ON s.bed_id = b.id) ON true
    WHERE w.id = $3::uuid ORDER BY b.bed_place NULLS LAST, s.started_at, s.id LIMIT $2 + 1`,
  shows: `SELECT e.class, p.mrn, p.full_name, p.sex, p.birth_date::text, p.birth_date_precision, p.confidentiality, e.started_at, e.reason, v.vitals
    FROM encounter e JOIN patient p ON p.id = e.patient_id LEFT JOIN LATERAL (
      SELECT jsonb_build_object('effectiveAt', effective_at, 'heartRate', heart_rate,
          'respiratoryRate', respiratory_rate, 'systolic', systolic, 'diastolic', diastolic,
          'temperature', temperature, 'oxygenSaturation', oxygen_saturation,
          'supplementalOxygen', supplemental_oxygen, 'consciousness', consciousness) AS vitals
      FROM vital_signs WHERE encounter_id = item.encounter_id AND status <> 'entered-in-error'
      ORDER BY effective_at DESC, id DESC LIMIT 1) v ON true
    WHERE e.id = item.encounter_id`,
};

/** What those see who read no charts: who lies where, and the reason unless the record is confidential. */
const identityOf = (row: BoardRow): BoardRow => ({
  ...row,
  vitals: null,
  reason: row.confidentiality === 'N' ? row.reason : null,
});

function toRow(row: BoardRow): BoardRowResponse {
  const { bed_id: id, room_code: roomCode, bed_code: code, active, taken } = row;
  return {
    bed: id === null ? null : { id, roomCode: roomCode!, code: code!, active: active!, taken: taken! },
    encounter: row.encounter_id === null ? null : toEncounter(row, row.encounter_id),
  };
}

function toEncounter(row: BoardRow, id: string): BoardEncounterResponse {
  const birthDate = birthDateText(row.birth_date, row.birth_date_precision);
  return {
    id,
    class: row.class,
    patientId: row.patient_id,
    patient: { mrn: row.mrn, fullName: row.full_name, sex: row.sex as Sex, birthDate },
    startedAt: row.started_at.toISOString(),
    since: row.since.toISOString(),
    reason: row.reason,
    vitals: row.vitals && scored(row.vitals, birthDate),
  };
}

function scored(vitals: Vitals, birthDate: string | null): NonNullable<BoardEncounterResponse['vitals']> {
  const age = birthDate === null ? null : ageInYears(parsePartialDate(birthDate)!, hospitalDate());
  return {
    ...vitals,
    effectiveAt: new Date(vitals.effectiveAt).toISOString(),
    news2Total: news2Fits(age) ? news2(vitals as News2Values, { scale: 1 }).total : null,
  };
}
