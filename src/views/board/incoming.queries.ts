import { Injectable } from '@nestjs/common';
import { personRef } from '../../kernel/person-ref.response.js';
import { requestContext } from '../../kernel/request-context.js';
import { birthDateText } from '../../clinical/datatypes/partial-date.js';
import { ageResponse } from '../../clinical/patients/patient.mapper.js';
import { readListPage, type ListOfPages } from '../../platform/audit/recorded-list.js';
import { Database } from '../../platform/database/database.js';
import type { PageQuery } from '../../platform/routes/pagination.js';
import { may } from '../../platform/routes/policy.js';
import type { IncomingPage, IncomingRowResponse } from './dto/incoming.response.js';

interface Row {
  readonly id: string;
  readonly patientId: string;
  readonly mrn: string;
  readonly fullName: string;
  readonly sex: string;
  readonly birthDate: string | null;
  readonly birthDatePrecision: string | null;
  readonly confidentiality: string;
  readonly presentWardId: string | null;
  readonly presentWardName: string | null;
  readonly bedCode: string | null;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedByName: string | null;
  readonly askedAt: Date;
  readonly until: Date;
  readonly version: number;
}

/** Whom a ward has been asked to take or to see, as long as they have not come. */
@Injectable()
export class IncomingQueries {
  constructor(private readonly database: Database) {}

  /** Who has waited longest first; of them those whom the person asking may see. */
  async incoming(wardId: string, query: PageQuery): Promise<IncomingPage> {
    const readsCharts = may(requestContext().actor.role, 'chart.read');
    const toRow = (row: Row) => toIncoming(row, readsCharts);
    const page = await readListPage(this.database, INCOMING, query, [wardId], toRow);
    return { wardId, ...page };
  }
}

/** A referral is over for the list once its patient has been in the ward, in a stay that counts. */
const HAS_COME = `EXISTS (SELECT FROM encounter here JOIN stay s ON s.encounter_id = here.id
    WHERE here.patient_id = g.patient_id AND here.status <> 'cancelled' AND s.ward_id = g.ward_id
      AND (s.ended_at IS NULL OR s.ended_at > g.granted_at))`;

/** $3 the ward. Who was asked stands outside of the scopes of patients: `p` is there for whom the person may see. */
const INCOMING: ListOfPages = {
  name: 'wards.incoming',
  entity: 'access_grant',
  select: `SELECT g.id, NULL::uuid AS encounter_id, g.patient_id, g.patient_id AS "patientId", g.granted_at AS "askedAt", g.until, g.reason,
      g.granted_by AS "askedBy", g.version
    FROM access_grant g`,
  where: `g.kind = 'referral' AND g.ward_id = $3::uuid AND g.until > now()
    AND EXISTS (SELECT FROM patient p WHERE p.id = g.patient_id AND p.deceased_at IS NULL AND NOT p.deceased_undated) AND NOT ${HAS_COME}`,
  key: [
    { sql: 'g.granted_at', kind: 'instant', field: 'askedAt' },
    { sql: 'g.id', kind: 'uuid', field: 'id' },
  ],
  shows: `SELECT p.mrn, p.full_name AS "fullName", p.sex, p.birth_date::text AS "birthDate", p.birth_date_precision AS "birthDatePrecision",
      p.confidentiality, asker.full_name AS "askedByName", now_in.ward_id AS "presentWardId", w.name AS "presentWardName", b.code AS "bedCode"
    FROM patient p LEFT JOIN staff_member asker ON asker.id = item."askedBy"
      LEFT JOIN LATERAL (SELECT s.ward_id, s.bed_id FROM encounter e JOIN stay s ON s.encounter_id = e.id AND s.ended_at IS NULL
        WHERE e.patient_id = p.id AND e.status = 'in-progress' ORDER BY s.started_at DESC LIMIT 1) now_in ON true
      LEFT JOIN ward w ON w.id = now_in.ward_id LEFT JOIN bed b ON b.id = now_in.bed_id
    WHERE p.id = item.patient_id`,
};

function toIncoming(row: Row, readsCharts: boolean): IncomingRowResponse {
  const birthDate = birthDateText(row.birthDate, row.birthDatePrecision);
  const { patientId, presentWardId, presentWardName, bedCode } = row;
  return {
    id: row.id,
    patientId,
    patient: {
      id: patientId,
      mrn: row.mrn,
      fullName: row.fullName,
      sex: row.sex,
      birthDate,
      age: ageResponse(birthDate),
    },
    presentWard: presentWardId ? { id: presentWardId, name: presentWardName ?? '', bedCode } : null,
    reason: readsCharts || row.confidentiality === 'N' ? row.reason : null,
    askedBy: personRef(row.askedBy, row.askedByName),
    askedAt: row.askedAt.toISOString(),
    until: row.until.toISOString(),
    version: row.version,
  };
}
