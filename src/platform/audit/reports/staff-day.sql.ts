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
  signIns: signInsOf(archived ? '$4' : undefined),
  told: toldOf(archived ? '$8' : undefined),
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

/**
 * The day as a whole, from where it was worked, and what was done, in one row; $4 is `hour` or `patient`, $5 and $6 where the page
 * before ended. The day's events, tens of thousands of a machine or of who reads lists all day, are read once and counted by all that is
 * asked of them; the three answers are made of the counts. Groups stand in the order in which they began, which later events of the day
 * do not change. Sessions are told by the sign-ins.
 */
const toldOf = (archived?: string) => ({
  name: named('told', archived),
  text: `WITH own AS MATERIALIZED (
      SELECT date_bin('1 hour', uuid_extract_timestamp(id), 'epoch') AS hour, patient_id, kind, entity, terminal, address, purpose, reason,
        CASE kind WHEN 'refusal' THEN detail->>'action' WHEN 'told' THEN detail->>'why' END AS what,
        encode(min(uuid_send(id)), 'hex')::uuid::text COLLATE "C" AS first_id, min(occurred_at) AS first_at, max(occurred_at) AS last_at, count(*)::int AS times,
        max(cardinality(patient_ids)) AS most_patients
      ${own(archived)} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ), place AS (
      SELECT terminal, host(address) AS address, min(first_id) AS first_id, min(first_at) AS first_at, max(last_at) AS last_at,
        sum(times) AS times
      FROM own GROUP BY own.terminal, own.address ORDER BY min(first_id) LIMIT 200
    ), done AS (
      SELECT *, CASE $4::text WHEN 'patient' THEN coalesce(patient_id::text, '')
        ELSE to_char(hour AT TIME ZONE 'Asia/Ho_Chi_Minh', 'HH24:MI') END AS part
      FROM own WHERE entity <> 'session'
    ), counted AS (
      SELECT part, patient_id, kind, entity, what, min(first_id) AS first_id, sum(times) AS times,
        min(first_at) AS first_at, max(last_at) AS last_at, max(most_patients) AS most_patients,
        array_remove(array_agg(DISTINCT purpose), NULL) AS purposes,
        (array_remove(array_agg(DISTINCT reason), NULL))[1:20] AS reasons
      FROM done GROUP BY part, patient_id, kind, entity, what
    ), placed AS (SELECT *, min(first_id) OVER (PARTITION BY part) AS part_id FROM counted
    ), paged AS (
      SELECT * FROM placed WHERE $5::text IS NULL OR (part_id, first_id) > ($5::text COLLATE "C", $6::text COLLATE "C")
      ORDER BY part_id, first_id LIMIT $7
    ), act AS (SELECT paged.*, patient.mrn, patient.full_name FROM paged LEFT JOIN patient ON patient.id = paged.patient_id)
    SELECT min(first_at) AS first_at, max(last_at) AS last_at, coalesce(sum(times), 0)::int AS events,
      count(DISTINCT patient_id) FILTER (WHERE kind NOT IN ('refusal', 'search'))::int AS patients,
      (SELECT coalesce(jsonb_agg(to_jsonb(place) ORDER BY first_id), '[]') FROM place) AS places,
      (SELECT coalesce(jsonb_agg(to_jsonb(act) ORDER BY part_id, first_id), '[]') FROM act) AS acts
    FROM own`,
});
