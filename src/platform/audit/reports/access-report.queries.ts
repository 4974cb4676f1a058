import { Inject, Injectable } from '@nestjs/common';
import { hospitalDate, hospitalMidnight } from '../../../kernel/hospital-time.js';
import { SETTINGS_TOKEN, type Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import { requestContext } from '../../../kernel/request-context.js';
import { nextPage, readCursor } from '../../routes/pagination.js';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import { entriesOf, type AccessGroup } from './access-entries.js';
import type { AccessReportQuery } from './dto/access-report.dto.js';
import type { AccessReportResponse, ReportPatientResponse } from './dto/access-report.response.js';
import { OPENED } from './opened.sql.js';
import { endOf, periodOf } from './period.js';

/** Who looked at a patient, from the trail. */
@Injectable()
export class AccessReportQueries {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @throws Problem validation, notFound */
  async report(patientId: string, query: AccessReportQuery): Promise<AccessReportResponse> {
    const { from, to } = periodOf(query);
    const [before] = readCursor(query.cursor, ['instant']) ?? [];
    const [patient] = await this.database.query<ReportPatientResponse>(PATIENT, [patientId]);
    if (!patient) throw new Problem(httpProblems.notFound);
    const end = before && new Date(before) < endOf(to) ? new Date(before) : endOf(to);
    const values = [patientId, hospitalMidnight(from), end, query.limit + 1];
    const groups = await this.database.query<AccessGroup>(ACCESSES, values);
    const shown = groups.filter(({ nth }) => nth <= query.limit);
    const earliestDay = shown.length < groups.length ? shown[shown.length - 1].day : null;
    const { language } = requestContext();
    const asked: AccessReportQuery = { ...query, from, to };
    return {
      hospital: this.settings.hospitalName,
      patient,
      from,
      to,
      madeAt: new Date().toISOString(),
      covers: { from: earliestDay ?? from, to: hospitalDate(new Date(end.getTime() - 1)) },
      ...entriesOf(shown, language),
      next: earliestDay && nextPage(asked, [hospitalMidnight(earliestDay).toISOString()]),
    };
  }
}

const PATIENT = {
  name: 'audit.access-report.patient',
  text: 'SELECT id, mrn, full_name AS "fullName" FROM patient WHERE id = $1',
};

const COLUMNS =
  'id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, purpose, reason, entity, encounter_id';
// The id holds the time, so the period is a range of it and prunes the monthly partitions.
const PERIOD = 'id >= audit.uuid_floor($2::timestamptz) AND id < audit.uuid_floor($3::timestamptz)';

/**
 * Two scans, each of its own index: what is about the patient, and lists that showed them among others. Who was refused
 * saw nothing. The day is that
 * of the id, as the period's bounds are, so that no event falls between two pages.
 */
const ACCESSES = {
  name: 'audit.access-report.accesses',
  text: `WITH seen AS (
      SELECT ${COLUMNS}, ${OPENED} AS opened FROM audit.trail
       WHERE patient_id = $1::uuid AND kind <> 'refusal' AND ${PERIOD}
      UNION ALL
      SELECT ${COLUMNS}, false FROM audit.trail
       WHERE patient_ids @> ARRAY[$1::uuid] AND patient_id IS DISTINCT FROM $1::uuid AND ${PERIOD}
    ), dated AS (
      SELECT *, (uuid_extract_timestamp(id) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day,
        CASE WHEN opened THEN encounter_id END AS stayed FROM seen
    ), grouped AS (
      SELECT day, opened, actor_kind, actor_id, username, role, entity, kind, purpose, stayed,
        count(*)::int AS times, min(occurred_at) AS first_at, max(occurred_at) AS last_at,
        array_agg(DISTINCT terminal) FILTER (WHERE terminal IS NOT NULL) AS terminals,
        (array_agg(DISTINCT reason) FILTER (WHERE reason IS NOT NULL AND opened))[1:20] AS reasons
      FROM dated GROUP BY day, opened, actor_kind, actor_id, username, role, entity, kind, purpose, stayed
    ), ranked AS (SELECT *, dense_rank() OVER (ORDER BY day DESC)::int AS nth FROM grouped)
    SELECT g.nth, g.day::text, g.opened, g.actor_kind, g.actor_id, g.username, s.full_name, g.role, g.entity, g.kind, g.purpose, g.times,
      g.first_at, g.last_at, coalesce(g.terminals, '{}') AS terminals, coalesce(g.reasons, '{}') AS reasons,
      ARRAY(SELECT DISTINCT w.name FROM stay JOIN ward w ON w.id = stay.ward_id
             WHERE stay.encounter_id = g.stayed AND stay.started_at <= g.last_at
               AND (stay.ended_at IS NULL OR stay.ended_at > g.first_at)) AS wards
    FROM ranked g LEFT JOIN staff_member s ON s.id = g.actor_id
    WHERE g.nth <= $4 ORDER BY g.day DESC, g.first_at`,
};
