import { MISSED, type RadarRule } from './radar-rule.js';
import { reasons, thresholdWords, titles } from './rules.words.js';

/** What is suspicious because of when and how much was opened. */

/**
 * How many records a person opened is looked at once for each ten minutes, at the last they opened in them, and of what they wrote
 * the first and the last of each ten minutes: for each record by itself, an hour in which many are opened would cost its square.
 */
export const oddHours: RadarRule = {
  code: 'odd-hours',
  severity: 'low',
  title: titles.oddHours,
  reason: reasons.oddHours,
  thresholds: {
    fromHour: { usual: 22, least: 0, most: 23, about: thresholdWords.fromHour },
    toHour: { usual: 5, least: 0, most: 23, about: thresholdWords.toHour },
    patients: { usual: 3, least: 1, most: 100, about: thresholdWords.patientsAtLeast },
  },
  sql: `WITH night AS MATERIALIZED (
      SELECT opened.actor_id, opened.id, opened.occurred_at, date_bin('10 minutes', opened.occurred_at, 'epoch') AS minutes
      FROM opened, LATERAL (SELECT extract(hour FROM opened.occurred_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS hour) clock
      WHERE CASE WHEN ($2::jsonb->>'fromHour')::int > ($2::jsonb->>'toHour')::int
        THEN clock.hour >= ($2::jsonb->>'fromHour')::int OR clock.hour < ($2::jsonb->>'toHour')::int
        ELSE clock.hour >= ($2::jsonb->>'fromHour')::int AND clock.hour < ($2::jsonb->>'toHour')::int END),
    written AS MATERIALIZED (
      SELECT span.actor_id, min(event.at) AS first_at, max(event.at) AS last_at FROM (SELECT actor_id, min(occurred_at) AS first, max(occurred_at) AS last FROM night GROUP BY actor_id) span
        CROSS JOIN LATERAL (SELECT uuid_extract_timestamp(trail.id) AS at FROM audit.trail WHERE trail.actor_id = span.actor_id
          AND trail.kind IN ('create', 'update') AND trail.patient_id IS NOT NULL
          AND trail.id >= audit.uuid_floor(span.first - interval '2 hours')
          AND trail.id < audit.uuid_floor(span.last + interval '2 hours')) event
      GROUP BY span.actor_id, date_bin('10 minutes', event.at, 'epoch')),
    counted AS MATERIALIZED (
      SELECT last.actor_id, last.minutes, read.patients
      FROM (SELECT DISTINCT ON (actor_id, minutes) * FROM night ORDER BY actor_id, minutes, id DESC) last,
        LATERAL (SELECT count(DISTINCT trail.patient_id) AS patients FROM audit.trail
          WHERE trail.actor_id = last.actor_id AND trail.kind = 'read' AND trail.patient_id IS NOT NULL
            AND trail.id > audit.uuid_floor(last.occurred_at - interval '3 hours') AND trail.id <= last.id) read)
    SELECT night.actor_id, NULL::uuid AS patient_id, night.id AS event_id, night.occurred_at,
      jsonb_build_object('patients', counted.patients) AS params
    FROM night JOIN counted USING (actor_id, minutes)
    WHERE counted.patients >= ($2::jsonb->>'patients')::int
      AND NOT EXISTS (SELECT FROM written WHERE written.actor_id = night.actor_id
        AND written.last_at >= night.occurred_at - interval '2 hours'
        AND written.first_at < night.occurred_at + interval '2 hours')`,
};

/** Whose events are counted with those of whoever asks: of the same person or machine in any session, and of whoever asks at the same terminal. */
const TOGETHER = (asked: string): string =>
  `(other.actor_id = ${asked}.actor_id OR other.terminal = ${asked}.terminal AND other.actor_kind = 'staff')`;

/** Answers that say that somebody with a number is a patient here. */
const TOLD_BY_NUMBER = `(other.kind = 'told' AND other.detail->>'why' IN ('identifier-taken', 'identifier-conflict', 'several-match')
    OR other.kind IN ('search', 'list', 'told') AND other.detail ? 'byNumber')`;

/** The threshold for people, or that for machines: whoever sends for a hospital meets more numbers, and more that were mistyped, than a desk does. */
const LEAST = (one: string, people: string, machines: string): string =>
  `($2::jsonb->>CASE WHEN ${one}.machine_minutes IS NULL THEN '${people}' ELSE '${machines}' END)::int`;

/** That the `other` event came in the rule's minutes until this one. */
const JUST_BEFORE = (one: string): string =>
  `other.id > audit.uuid_floor(${one}.occurred_at - make_interval(mins => ($2::jsonb->>'minutes')::int)) AND other.id <= ${one}.id`;

/** Said of a case that several people made together. */
const shared = (people: string): string =>
  `CASE WHEN ${people} > 1 THEN jsonb_build_object('shared', 'at-one-terminal') ELSE '{}' END`;

/**
 * The answer that a number is taken says that its holder is a patient here: asked often, it is a look-up that shows no record. Of machines the last
 * in each ten minutes is looked at: they ask so often that looking at each would cost its square.
 */
export const identifierProbing: RadarRule = {
  code: 'identifier-probing',
  severity: 'high',
  title: titles.identifierProbing,
  reason: reasons.identifierProbing,
  thresholds: {
    patients: { usual: 5, least: 2, most: 100, about: thresholdWords.patientsAtLeast },
    machinePatients: { usual: 20, least: 2, most: 1000, about: thresholdWords.patientsOfMachines },
    minutes: { usual: 60, least: 1, most: 1440, about: thresholdWords.withinMinutes },
  },
  sql: `SELECT told.actor_id, NULL::uuid AS patient_id, told.id AS event_id, told.occurred_at,
      jsonb_build_object('patients', recent.patients, 'minutes', ($2::jsonb->>'minutes')::int) || ${shared('recent.people')} AS params
    FROM (SELECT DISTINCT ON (told.actor_id, told.machine_minutes, CASE WHEN told.machine_minutes IS NULL THEN told.id END) told.*
          FROM told JOIN audit.trail other ON other.id = told.id AND ${TOLD_BY_NUMBER}
          ORDER BY told.actor_id, told.machine_minutes, CASE WHEN told.machine_minutes IS NULL THEN told.id END, told.id DESC) told,
      LATERAL (SELECT count(DISTINCT whom.patient_id) AS patients, count(DISTINCT other.actor_id) AS people FROM audit.trail other,
          LATERAL (SELECT unnest(other.patient_ids) AS patient_id UNION SELECT other.patient_id) whom
        WHERE ${TOGETHER('told')} AND ${TOLD_BY_NUMBER}
          AND ${JUST_BEFORE('told')}) recent
    WHERE recent.patients >= ${LEAST('told', 'patients', 'machinePatients')}`,
};

/** Who is new has a card, an identity document and a telephone, each of which a desk looks for before it registers them. */
const NUMBERS_OF_ONE = 3;
const REGISTERED = `(other.kind = 'create' AND other.entity = 'patient')`;

/**
 * That nobody here has a number says so of its holder: whoever goes through numbers meets more of these than of patients. Looked at once for each
 * person or machine and ten minutes, at the last number that nobody had. What is looked for because somebody is registered then is a desk's daily work.
 */
export const identifierGuessing: RadarRule = {
  code: 'identifier-guessing',
  severity: 'medium',
  title: titles.identifierGuessing,
  reason: reasons.identifierGuessing,
  thresholds: {
    numbers: { usual: 30, least: 2, most: 1000, about: thresholdWords.numbersAtLeast },
    machineNumbers: { usual: 100, least: 2, most: 10000, about: thresholdWords.numbersOfMachines },
    minutes: { usual: 60, least: 1, most: 1440, about: thresholdWords.withinMinutes },
  },
  sql: `SELECT last.actor_id, NULL::uuid AS patient_id, last.id AS event_id, last.occurred_at,
      jsonb_build_object('numbers', recent.numbers, 'minutes', ($2::jsonb->>'minutes')::int) || ${shared('recent.people')} AS params
    FROM (SELECT DISTINCT ON (actor_id, date_bin('10 minutes', occurred_at, 'epoch')) * FROM missed
          ORDER BY actor_id, date_bin('10 minutes', occurred_at, 'epoch'), id DESC) last,
      LATERAL (SELECT count(DISTINCT other.detail->'query') FILTER (WHERE NOT ${REGISTERED}) AS numbers,
          count(DISTINCT other.actor_id) FILTER (WHERE NOT ${REGISTERED}) AS people, count(*) FILTER (WHERE ${REGISTERED}) AS registered
        FROM audit.trail other WHERE ${TOGETHER('last')} AND (${MISSED('other')} OR ${REGISTERED})
          AND ${JUST_BEFORE('last')}) recent
    WHERE recent.numbers - ${NUMBERS_OF_ONE} * recent.registered >= ${LEAST('last', 'numbers', 'machineNumbers')}`,
};

/** Looked at once for each person and ten minutes, at the last record they opened in them. */
export const manyCharts: RadarRule = {
  code: 'many-charts',
  severity: 'medium',
  title: titles.manyCharts,
  reason: reasons.manyCharts,
  thresholds: {
    patients: {
      usual: 40,
      least: 2,
      most: 1000,
      about: thresholdWords.morePatients,
    },
    minutes: { usual: 60, least: 1, most: 480, about: thresholdWords.withinMinutes },
  },
  sql: `SELECT last.actor_id, NULL::uuid AS patient_id, last.id AS event_id, last.occurred_at,
      jsonb_build_object('patients', recent.patients, 'minutes', ($2::jsonb->>'minutes')::int) AS params
    FROM (SELECT DISTINCT ON (actor_id, date_bin('10 minutes', occurred_at, 'epoch')) * FROM opened
          ORDER BY actor_id, date_bin('10 minutes', occurred_at, 'epoch'), id DESC) last,
      LATERAL (SELECT count(DISTINCT other.patient_id) AS patients FROM audit.trail other
        WHERE other.actor_id = last.actor_id AND other.kind = 'read' AND other.patient_id IS NOT NULL
          AND ${JUST_BEFORE('last')}) recent
    WHERE recent.patients > ($2::jsonb->>'patients')::int`,
};
