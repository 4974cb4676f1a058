import { Injectable } from '@nestjs/common';
import { currentContext } from '../../kernel/request-context.js';
import { readListPage, type ListOfPages } from '../../platform/audit/recorded-list.js';
import { Database } from '../../platform/database/database.js';
import { birthDateText } from '../datatypes/partial-date.js';
import { ageResponse } from '../patients/patient.mapper.js';
import type { MovementsQuery } from './dto/movement.dto.js';
import type { MovementKind, MovementPage, MovementResponse } from './dto/movement.response.js';
import { placeOf } from './encounter.mapper.js';
import { MOVEMENT_WORDS } from './encounters.words.js';

/** A week is what a ward round looks back on; further than a month a list of movements is a register. */
const [USUAL_DAYS, MOST_DAYS] = [7, 31];
const DAY_MS = 86_400_000;

/** Who came to a ward and who left it. A transfer stands in the lists of both wards, whoever of them made it. */
@Injectable()
export class MovementsQueries {
  constructor(private readonly database: Database) {}

  /** The latest first, since a moment at most 31 days ago. */
  async ofWard(wardId: string, query: MovementsQuery): Promise<MovementPage> {
    const asked = query.since ? Date.parse(query.since) : Date.now() - USUAL_DAYS * DAY_MS;
    const since = new Date(Math.max(asked, Date.now() - MOST_DAYS * DAY_MS)).toISOString();
    const page = await readListPage(this.database, MOVEMENTS, query, [wardId, since], toMovement);
    return { wardId, since, ...page };
  }
}

const MOVEMENTS: ListOfPages = {
  name: 'encounters.movements',
  entity: 'encounter',
  select: `SELECT moved.* FROM ward_movements(current_setting('emr.scope', true), $3::uuid, $4::timestamptz) moved`,
  key: [
    { sql: 'moved.at', kind: 'instant', field: 'at' },
    { sql: 'moved.id', kind: 'uuid', field: 'id' },
    { sql: 'moved.kind', kind: 'text', field: 'kind' },
  ],
  descending: true,
  shows: `SELECT p.mrn, p.full_name, p.sex, p.birth_date::text, p.birth_date_precision, e.visit_number, w.code AS ward_code, w.name AS ward_name
    FROM patient p JOIN encounter e ON e.id = item.encounter_id LEFT JOIN ward w ON w.id = item.other_ward_id WHERE p.id = item.patient_id`,
};

interface MovementRow {
  readonly id: string;
  readonly kind: MovementKind;
  readonly at: Date;
  readonly encounter_id: string;
  readonly patient_id: string;
  readonly other_ward_id: string | null;
  readonly ward_code: string | null;
  readonly ward_name: string | null;
  readonly mrn: string;
  readonly full_name: string;
  readonly sex: string;
  readonly birth_date: string | null;
  readonly birth_date_precision: string | null;
  readonly visit_number: string | null;
}

function toMovement(row: MovementRow): MovementResponse {
  const birthDate = birthDateText(row.birth_date, row.birth_date_precision);
  return {
    kind: row.kind,
    text: MOVEMENT_WORDS[row.kind][currentContext()?.language ?? 'vi'],
    at: row.at.toISOString(),
    otherWard: placeOf(row.other_ward_id, row.ward_code, row.ward_name),
    encounterId: row.encounter_id,
    visitNumber: row.visit_number,
    patientId: row.patient_id,
    patient: {
      id: row.patient_id,
      mrn: row.mrn,
      fullName: row.full_name,
      sex: row.sex,
      birthDate,
      age: ageResponse(birthDate),
    },
  };
}
