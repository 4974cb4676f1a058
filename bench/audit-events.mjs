// A hospital's past as audit events: a year, 1,000 people, 50,000 patients, in the mix of a day's work.

/**
 * Partitions of the past twelve months, which the service makes only for the months to come; as it makes them (prisma/guards/10-append-only.sql),
 * or it would take the trail for tampered with.
 */
export async function makePastMonths(client) {
  await client.query(`DO $$
    DECLARE day timestamptz; parent text; part text;
    BEGIN
      FOR back IN 1..12 LOOP
        day := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - make_interval(months => back);
        FOREACH parent IN ARRAY ARRAY['event', 'shown'] LOOP
          part := parent || to_char(day AT TIME ZONE 'UTC', '_YYYY_MM');
          CONTINUE WHEN to_regclass('audit.' || part) IS NOT NULL;
          BEGIN
            EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.%I FOR VALUES FROM (%L) TO (%L)', part, parent,
              audit.uuid_floor(day), audit.uuid_floor(day + interval '1 month'));
          EXCEPTION WHEN check_violation THEN
            CONTINUE; -- the hospital has events of that month, in the partition that takes what no other does
          END;
          EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON audit.%I FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()',
            parent || '_no_truncate', part);
          EXECUTE format('ALTER TABLE audit.%I ENABLE ALWAYS TRIGGER %I', part, parent || '_no_truncate');
          EXECUTE format('ALTER TABLE audit.%I OWNER TO %I', part,
            (SELECT tableowner FROM pg_tables WHERE schemaname = 'audit' AND tablename = parent));
        END LOOP;
      END LOOP;
    END $$`);
}

/** Puts a patient on `count` lists of the past month, among nine others each. */
export const writeLists = (client, patientId, count) => client.query(LISTS, [patientId, count]);

/** Opens a patient's record `count` times in the past month. */
export const writeReads = (client, patientId, count) => client.query(READS, [patientId, count]);

/** Events of eleven months ago whose request, person, terminal and address stand in no other event. */
export const writeSeldom = (client, count) => client.query(SELDOM, [count]);

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

/** Who works here, the nurse among them: a question by a person is about somebody whom the service knows. */
const PEOPLE = `(SELECT array_agg(id ORDER BY place) AS ids, array_agg(username ORDER BY place) AS names
  FROM (SELECT id, username, row_number() OVER (ORDER BY username <> 'nurse', username) AS place FROM staff_member WHERE status = 'active') one
  WHERE place <= 20) people`;

const LISTS = `
  INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity,
    patient_ids, detail)
  SELECT uuidv7(-past), now() - past, 'list', 'staff', ids[1 + n % cardinality(ids)], names[1 + n % cardinality(ids)], 'nurse', 'KHOA-' || n % 40,
    '10.1.2.7'::inet, md5('list' || n || $1), 'TREAT', 'ward_board',
    ARRAY(SELECT CASE i WHEN 0 THEN $1::uuid ELSE ${idOf(`'patient' || (n * 10 + i) % 50000`)} END FROM generate_series(0, 9) i),
    jsonb_build_object('route', 'GET /api/v1/wards/:id/board')
  FROM (SELECT n, make_interval(secs => n * 2592000.0 / $2) AS past FROM generate_series(1, $2::int) n) made CROSS JOIN ${PEOPLE}`;

const READS = `
  INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity,
    patient_id, detail)
  SELECT uuidv7(-past), now() - past, 'read', 'staff', ids[1 + n % cardinality(ids)], names[1 + n % cardinality(ids)], 'nurse', 'KHOA-' || n % 40,
    '10.1.2.7'::inet, md5('read' || n || $1), 'TREAT', 'chart', $1::uuid, jsonb_build_object('route', 'GET /api/v1/patients/:id/chart')
  FROM (SELECT n, make_interval(secs => n * 2592000.0 / $2) AS past FROM generate_series(1, $2::int) n) made CROSS JOIN ${PEOPLE}`;

const SELDOM = `
  INSERT INTO audit.event (id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity, detail)
  SELECT uuidv7(-past), now() - past, 'read', 'staff', ${idOf(`'gone' || n`)}, 'gone-' || n, 'nurse', 'KHO-CU-' || n, ('10.250.0.' || n)::inet,
    'bench-seldom-' || n, 'TREAT', 'chart', jsonb_build_object('route', 'GET /api/v1/patients/:id/chart')
  FROM (SELECT n, make_interval(days => 330, secs => n * 600) AS past FROM generate_series(1, $1::int) n) made`;
