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
import { momentOf } from '../questions/audit.queries.js';
import { OPENED } from './opened.sql.js';
import { ArchivedEvents } from '../archived/archived-events.js';
import { archivedRows, idFloor, leavesOf, notCovered } from '../archived/archived-rows.js';
import { endOf, periodOf, type Period } from './period.js';

/** Events of one page; what a usual patient has in a year is far less. */
export const MOST_EVENTS = 400;

/** Who looked at a patient, from the trail. */
@Injectable()
export class AccessReportQueries {
  constructor(
    private readonly database: Database,
    private readonly archived: ArchivedEvents,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /**
   * A page ends after `limit` days, or before the day that would take it past {@link MOST_EVENTS}; only a day that has more than
   * that alone is told in parts.
   * @throws Problem validation, notFound
   */
  async report(patientId: string, query: AccessReportQuery): Promise<AccessReportResponse> {
    const { from, to } = periodOf(query);
    const [before] = readCursor(query.cursor, ['uuid']) ?? [];
    const [patient] = await this.database.query<ReportPatientResponse>(PATIENT, [patientId]);
    if (!patient) throw new Problem(httpProblems.notFound);
    const { rows, next, missing } = await this.accesses(patientId, { from, to }, before ?? undefined, query.limit);
    const asked: AccessReportQuery = { ...query, from, to };
    return {
      hospital: this.settings.hospitalName,
      patient,
      from,
      to,
      madeAt: new Date().toISOString(),
      covers: {
        from: next ? hospitalDate(momentOf(next)) : from,
        to: before ? hospitalDate(new Date(momentOf(before).getTime() - 1)) : to,
      },
      searchedFrom: before ? momentOf(before).toISOString() : null,
      searchedTo: next && momentOf(next).toISOString(),
      notCovered: missing,
      ...entriesOf(rows.filter(isGroup), requestContext().language),
      next: next && nextPage(asked, [next]),
    };
  }

  /** From the database alone when that fills the page; otherwise with what the archives at hand hold. */
  private async accesses(patientId: string, { from, to }: Period, before: string | undefined, limit: number) {
    const [fromId, toId] = [idFloor(hospitalMidnight(from)), idFloor(endOf(to))];
    const months = await this.archived.months(fromId, toId);
    const [newest] = months.filter(({ path, firstId }) => path && (!before || firstId < before));
    const values = [patientId, hospitalMidnight(from), endOf(to), before ?? null, limit];
    const rows = await this.database.query<AccessRow>(ACCESSES, values);
    const next = rows[0]?.next_before ?? null;
    if (!newest || (next && next >= newest.pastId)) return { rows, next, missing: notCovered(months) };
    const beforeId = before && before < toId ? before : toId;
    const { events, edge, unfit } = await this.archived.search(
      months.filter(({ firstId }) => firstId < beforeId),
      {
        id: patientId.toLowerCase(),
        fromId,
        beforeId,
      },
    );
    const lowest = edge && edge > fromId ? edge : null;
    const leaves = leavesOf(events.filter(({ id }) => !edge || id >= edge));
    const all = await this.database.query<AccessRow>(ACCESSES_WITH_ARCHIVES, [...values, lowest, leaves]);
    return { rows: all, next: all[0]?.next_before ?? lowest, missing: notCovered(months, unfit) };
  }
}

/** A group, or nulls beside where the next page goes on when the page has no group. */
type AccessRow = AccessGroup & { readonly next_before: string | null };
const isGroup = ({ day }: AccessRow): boolean => day !== null;

const PATIENT = {
  name: 'audit.access-report.patient',
  text: 'SELECT id, mrn, full_name AS "fullName" FROM patient WHERE id = $1',
};

const COLUMNS =
  'event.id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, purpose, reason, entity, encounter_id';
// The id holds the time, so the period is a range of it and prunes the monthly partitions.
const DAY_OF_ID = `(uuid_extract_timestamp(id) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date`;
/** The smallest id of a day. */
const startOf = (day: string) => `audit.uuid_floor(${day}::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')`;

/**
 * The newest events only, and no more than a page may have: two ordered scans, each of its own index, of what is about the
 * patient and of the lists that showed them among others. The day is that of the id, as the
 * period's bounds are, so that no event falls between two pages.
 *
 * `edge` is the least id of this page, when there is more: the start of the earliest day that is told whole, or, of a day with
 * more events than fit, the last of those that do.
 */
const accesses = (
  found: string,
  event: string,
): string => `WITH ${found}, dated AS (SELECT id, about, ${DAY_OF_ID} AS day, row_number() OVER (ORDER BY id DESC) AS place FROM found
    ), ranked AS (SELECT *, dense_rank() OVER (ORDER BY day DESC) AS nth FROM dated
    ), past AS (
      -- The first event that this page leaves to the next.
      SELECT * FROM ranked WHERE nth > $5::int OR place > ${MOST_EVENTS} ORDER BY id DESC LIMIT 1
    ), edge AS (
      SELECT CASE WHEN past.nth > 1 AND past.nth <= $5::int THEN ${startOf('(past.day + 1)')}
        WHEN past.nth > $5::int THEN ${startOf('(SELECT min(day) FROM ranked WHERE nth <= $5::int)')}
        ELSE (SELECT id FROM ranked WHERE place = ${MOST_EVENTS}) END AS id FROM past
    ), seen AS (
      SELECT ${COLUMNS}, about AND ${OPENED} AS opened, kind = 'refusal' AS refused, ranked.day,
        CASE kind WHEN 'refusal' THEN detail->>'action' WHEN 'told' THEN coalesce(detail->>'why', detail->>'name') END AS what
      FROM ranked CROSS JOIN LATERAL (${event}) event
      WHERE NOT EXISTS (SELECT FROM edge WHERE ranked.id < edge.id)
    ), grouped AS (
      SELECT day, opened, refused, what, actor_kind, actor_id, username, role, entity, kind, purpose, stayed,
        count(*)::int AS times, min(occurred_at) AS first_at, max(occurred_at) AS last_at,
        array_agg(DISTINCT terminal) FILTER (WHERE terminal IS NOT NULL) AS terminals,
        (array_agg(DISTINCT reason) FILTER (WHERE reason IS NOT NULL AND opened))[1:20] AS reasons
      FROM (SELECT *, CASE WHEN opened THEN encounter_id END AS stayed FROM seen) seen
      GROUP BY day, opened, refused, what, actor_kind, actor_id, username, role, entity, kind, purpose, stayed
    )
    SELECT page.next_before, g.day::text, g.opened, g.refused, g.what, g.actor_kind, g.actor_id, g.username, s.full_name, g.role, g.entity, g.kind,
      g.purpose, g.times, g.first_at, g.last_at, coalesce(g.terminals, '{}') AS terminals, coalesce(g.reasons, '{}') AS reasons,
      ARRAY(SELECT DISTINCT w.name FROM stay JOIN ward w ON w.id = stay.ward_id
             WHERE stay.encounter_id = g.stayed AND stay.started_at <= g.last_at
               AND (stay.ended_at IS NULL OR stay.ended_at > g.first_at)) AS wards
    FROM (SELECT (SELECT id FROM edge) AS next_before) page LEFT JOIN grouped g ON true LEFT JOIN staff_member s ON s.id = g.actor_id
    ORDER BY g.day DESC, g.first_at`;

const FOUND = (from: string) => `SELECT * FROM audit.newest_of_patient($1::uuid, ${from},
        least(audit.uuid_floor($3::timestamptz), $4::uuid), ${MOST_EVENTS + 1})`;
const EVENT = 'SELECT * FROM audit.trail event WHERE event.id = ranked.id';

export const ACCESSES = {
  name: 'audit.access-report.accesses',
  text: accesses(`found AS MATERIALIZED (${FOUND('audit.uuid_floor($2::timestamptz)')})`, `${EVENT} OFFSET 0`),
};

/** The same, not before the id `$6`, with archived events `$7`, whose period was checked where they were read. */
const ACCESSES_WITH_ARCHIVES = {
  name: 'audit.access-report.accesses-with-archives',
  text: accesses(
    `archived AS MATERIALIZED (SELECT * FROM ${archivedRows('$7')} event
      WHERE patient_id = $1::uuid OR patient_ids @> ARRAY[$1::uuid]
    ), found AS MATERIALIZED (
      SELECT * FROM ((${FOUND('greatest(audit.uuid_floor($2::timestamptz), $6::uuid)')})
        UNION ALL SELECT id, patient_id IS NOT DISTINCT FROM $1::uuid FROM archived) told
      ORDER BY id DESC LIMIT ${MOST_EVENTS + 1})`,
    `${EVENT} UNION ALL SELECT * FROM archived event WHERE event.id = ranked.id`,
  ),
};
