import { hospitalDate } from '../../kernel/hospital-time.js';
import {
  takeNumber,
  YEARLY_SERIES,
  yearlyNumberSql,
  yearlyPrefix,
  yearlySeries,
} from '../../platform/database/counters.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';

/** An encounter that begins here, and the place in which it does. */
export interface NewAdmission {
  readonly patientId: string;
  readonly class: string;
  readonly reason: string;
  readonly wardId: string;
  readonly bedId: string | null | undefined;
  /** Now by the database's clock, when null; what lies ahead of that clock means now as well. */
  readonly startedAt: Date | null;
  readonly admittedBy: string | undefined;
}

/** Stores an admission under the next visit number (số vào viện), which runs from 1 in each year: 26-000001. @returns its id */
export async function storeAdmission(tx: Tx, admission: NewAdmission): Promise<string> {
  const year = hospitalDate().slice(0, 4);
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    ADMIT,
    yearlySeries(SERIES.series, year),
    yearlyPrefix(SERIES.letters, year),
    admission.patientId,
    admission.class,
    admission.reason,
    admission.wardId,
    admission.bedId ?? null,
    admission.startedAt?.toISOString() ?? null,
    admission.admittedBy ?? null,
  );
  return firstRow(rows).id;
}

const SERIES = YEARLY_SERIES.visits;
const ADMIT = `WITH number AS (${takeNumber('SELECT $1::text, 1')}),
  e AS (
    INSERT INTO encounter (visit_number, patient_id, class, status, reason, ward_id, started_at, admitted_by)
    SELECT ${yearlyNumberSql('$2::text', 'last')}, $3::uuid, $4::text, 'in-progress', $5::text, $6::uuid,
      least(coalesce($8::timestamptz, clock.now), clock.now), $9::uuid
    FROM number, (SELECT date_trunc('milliseconds', clock_timestamp()) AS now) clock RETURNING *),
  s AS (
    INSERT INTO stay (encounter_id, patient_id, ward_id, bed_id, started_at)
    SELECT id, patient_id, ward_id, $7::uuid, started_at FROM e)
  SELECT id FROM e`;
