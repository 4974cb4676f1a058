import { archivedRows } from '../archived/archived-rows.js';

/** The statements of one person's day: $1 the person, $2 and $3 the instants it begins and ends; where archives are read, their events last. */

// The id holds the time, so a day is a range of the index by person and id.
const DAY = 'id >= audit.uuid_floor($2::timestamptz) AND id < audit.uuid_floor($3::timestamptz)';
const trail = (where: string, archived?: string) =>
  archived
    ? `FROM (SELECT * FROM audit.trail WHERE ${where} UNION ALL SELECT * FROM ${archivedRows(archived)} event WHERE ${where}) told`
    : `FROM audit.trail WHERE ${where}`;
const own = (archived?: string) => trail(`actor_id = $1::uuid AND ${DAY}`, archived);
const named = (name: string, archived?: string) => `audit.staff-day.${name}${archived ? '.with-archives' : ''}`;

/** @param archived whether the last value holds archived events */
export const staffDay = (archived: boolean) => ({
  summary: summaryOf(archived ? '$4' : undefined),
  signIns: signInsOf(archived ? '$4' : undefined),
  places: placesOf(archived ? '$4' : undefined),
  acts: actsOf(archived ? '$8' : undefined),
});

const summaryOf = (archived?: string) => ({
  name: named('summary', archived),
  text: `SELECT min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*)::int AS events,
    count(DISTINCT patient_id) FILTER (WHERE kind NOT IN ('refusal', 'search'))::int AS patients ${own(archived)}`,
});

/** Attempts that failed have no actor yet; they name whose account it was. Ending somebody else's session is no sign-out of one's own. */
const signInsOf = (archived?: string) => ({
  name: named('sign-ins', archived),
  text: `SELECT kind, occurred_at AS at, role, terminal, host(address) AS address FROM (
      SELECT * ${trail(`actor_id = $1::uuid AND ${DAY} AND (kind = 'sign-in' OR kind = 'sign-out' AND entity_id = session_id)`, archived)}
      UNION ALL
      SELECT * ${trail(`entity_id = $1::uuid AND kind = 'sign-in-failed' AND ${DAY}`, archived)}
    ) event ORDER BY id LIMIT 200`,
});

const placesOf = (archived?: string) => ({
  name: named('places', archived),
  text: `SELECT terminal, host(address) AS address, min(occurred_at) AS first_at, max(occurred_at) AS last_at,
    count(*)::int AS times ${own(archived)} GROUP BY terminal, address ORDER BY min(id::text COLLATE "C") LIMIT 200`,
});

/**
 * What was done, counted; $4 is `hour` or `patient`, $5 and $6 where the page before ended. Groups stand in the order in
 * which they began, which later events of the day do not change. Sessions are told by the sign-ins.
 */
const actsOf = (archived?: string) => ({
  name: named('acts', archived),
  text: `WITH done AS (
      SELECT *, CASE kind WHEN 'refusal' THEN detail->>'action' WHEN 'told' THEN detail->>'why' END AS what, CASE $4::text WHEN 'patient' THEN coalesce(patient_id::text, '') ELSE
        to_char(date_trunc('hour', uuid_extract_timestamp(id) AT TIME ZONE 'Asia/Ho_Chi_Minh'), 'HH24:MI') END AS part
      ${trail(`actor_id = $1::uuid AND ${DAY} AND entity <> 'session'`, archived)}
    ), counted AS (
      SELECT part, patient_id, kind, entity, what, min(id::text COLLATE "C") AS first_id, count(*)::int AS times,
        min(occurred_at) AS first_at, max(occurred_at) AS last_at, max(cardinality(patient_ids)) AS most_patients,
        array_remove(array_agg(DISTINCT purpose), NULL) AS purposes,
        (array_remove(array_agg(DISTINCT reason), NULL))[1:20] AS reasons
      FROM done GROUP BY part, patient_id, kind, entity, what
    ), placed AS (SELECT *, min(first_id) OVER (PARTITION BY part) AS part_id FROM counted)
    SELECT placed.*, patient.mrn, patient.full_name FROM placed LEFT JOIN patient ON patient.id = placed.patient_id
    WHERE $5::text IS NULL OR (part_id, first_id) > ($5::text COLLATE "C", $6::text COLLATE "C")
    ORDER BY part_id, first_id LIMIT $7`,
});
