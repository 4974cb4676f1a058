// A hospital's past as audit events: a year, 1,000 people, 50,000 patients, in the mix of a day's work.

/** Partitions of the past twelve months, which the service makes only for the months to come. */
export async function makePastMonths(client) {
  await client.query(`DO $$
    DECLARE day timestamptz; parent text;
    BEGIN
      FOR back IN 1..12 LOOP
        day := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - make_interval(months => back);
        FOREACH parent IN ARRAY ARRAY['event', 'shown'] LOOP
          EXECUTE format('CREATE TABLE IF NOT EXISTS audit.%I PARTITION OF audit.%I FOR VALUES FROM (%L) TO (%L)',
            parent || to_char(day AT TIME ZONE 'UTC', '_YYYY_MM'), parent, audit.uuid_floor(day),
            audit.uuid_floor(day + interval '1 month'));
        END LOOP;
      END LOOP;
    END $$`);
}

/** Adds `count` events that end `daysAgo` days ago and go back a month. */
export const addEvents = (client, count, daysAgo) => client.query(EVENTS, [count, daysAgo]);

/** A UUID made of words, the same each time. */
const idOf = (words) => `overlay(overlay(md5(${words}) placing '4' from 13) placing '8' from 17)::uuid`;

const EVENTS = `
  INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, session_id, terminal, address,
    request_id, purpose, entity, entity_id, patient_id, encounter_id, patient_ids, changes, detail)
  SELECT uuidv7(-past), now() - past, kind, 'staff', ${idOf(`'staff' || person`)}, 'staff' || person,
    (ARRAY['doctor', 'nurse', 'nurse', 'registrar', 'lab'])[1 + person % 5], ${idOf(`'session' || person || n / 5000`)},
    'KHOA-' || person % 40, ('10.1.' || person % 40 || '.7')::inet, md5('request' || n || $2), 'TREAT', entity, gen_random_uuid(),
    CASE WHEN kind NOT IN ('list', 'search') THEN ${idOf(`'patient' || patient`)} END,
    CASE WHEN kind NOT IN ('list', 'search') THEN ${idOf(`'encounter' || patient`)} END,
    CASE WHEN kind IN ('list', 'search') THEN ARRAY(SELECT ${idOf(`'patient' || (patient + i) % 50000`)} FROM generate_series(0, 9) i) END,
    CASE kind
      WHEN 'create' THEN jsonb_build_object('effective_at', now() - past, 'recorded_by', md5('staff' || person), 'heart_rate', 60 + n % 60,
        'respiratory_rate', 16, 'systolic', 100 + n % 60, 'diastolic', 60 + n % 30, 'temperature', 36.5 + (n % 30) / 10.0,
        'oxygen_saturation', 92 + n % 8, 'supplemental_oxygen', false, 'consciousness', 'A')
      WHEN 'update' THEN jsonb_build_object('status', jsonb_build_array('active', 'completed'), 'version', jsonb_build_array(1, 2))
    END,
    CASE WHEN kind IN ('read', 'list', 'search') THEN jsonb_build_object('route', 'GET /api/v1/patients/:id/chart') END
  FROM (SELECT n, make_interval(secs => $2 * 86400 + random() * 2592000) AS past, floor(random() * 1000)::int AS person,
          floor(random() * 50000)::int AS patient,
          (ARRAY['create', 'create', 'create', 'update', 'read', 'read', 'read', 'read', 'list', 'search'])[1 + n % 10] AS kind,
          (ARRAY['vital_signs', 'note', 'service_order', 'observation', 'chart'])[1 + n % 5] AS entity
        FROM generate_series(1, $1::int) n) made`;
