// Patients, encounters and orders to work on, written by SQL: 400 inpatients with two years of history behind some of them.
import pg from 'pg';

export const INPATIENTS = 400;
const CONTEXT = JSON.stringify({ actorKind: 'system', username: 'system:bench' });

export async function furnish(adminUrl) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('emr.context', $1, true)`, [CONTEXT]);
    const { rows: patients } = await client.query(PATIENTS, [INPATIENTS]);
    const ids = patients.map(({ id }) => id);
    const { rows: encounters } = await client.query(ENCOUNTERS, [ids]);
    await client.query(VITALS);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    const { rows: staff } = await client.query('SELECT username, id FROM staff_member');
    return { encounters, staff: Object.fromEntries(staff.map(({ username, id }) => [username, id])) };
  } finally {
    await client.end();
  }
}

/** Active orders for a laboratory to answer. @returns [{id, patient_id}] */
export async function writeOrders(adminUrl, count, doctorId) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('emr.context', $1, true)`, [CONTEXT]);
    const { rows } = await client.query(ORDERS, [count, doctorId]);
    await client.query('COMMIT');
    return rows;
  } finally {
    await client.end();
  }
}

/** Tables like the real ones, with their indexes, checks and references, but without the triggers: for the floor. */
export async function makeBareTables(adminUrl, appRole = 'emr_app') {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(BARE_TABLES);
    await client.query(
      `GRANT USAGE ON SCHEMA bench TO ${appRole}; GRANT INSERT, SELECT ON ALL TABLES IN SCHEMA bench TO ${appRole}`,
    );
  } finally {
    await client.end();
  }
}

const PATIENTS = `
  WITH name AS (SELECT n, (ARRAY['nguyen','tran','le','pham','hoang','vu','dang','bui'])[1 + n % 8] AS family,
      (ARRAY['thi','van','minh','ngoc','duc','thu'])[1 + n % 6] AS middle,
      (ARRAY['anh','binh','chau','dung','giang','hanh','khanh','lan','mai','nam'])[1 + n % 10] AS given
    FROM generate_series(1, $1::int) n)
  INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision)
  SELECT '79016-9' || lpad(n::text, 7, '0'), initcap(family || ' ' || middle || ' ' || given), family || ' ' || middle || ' ' || given,
    given || ' ' || family || ' ' || middle, CASE n % 2 WHEN 0 THEN 'female' ELSE 'male' END,
    DATE '1940-01-01' + (n * 37) % 25000, 'day' FROM name RETURNING id`;
const ENCOUNTERS = `
  INSERT INTO encounter (visit_number, patient_id, class, status, reason, ward_id, started_at)
  SELECT '26-9' || lpad(row_number() OVER ()::text, 6, '0'), id, 'inpatient', 'in-progress', 'Theo dõi',
    (SELECT id FROM ward WHERE code = 'NOI'), now() - interval '3 days' FROM unnest($1::uuid[]) id
  RETURNING id, patient_id`;
const VITALS = `
  INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, heart_rate, respiratory_rate, systolic, diastolic,
    temperature, oxygen_saturation, supplemental_oxygen, consciousness)
  SELECT e.id, e.patient_id, now() - n * interval '2 hours', (SELECT id FROM staff_member WHERE username = 'nurse'),
    70 + n, 16, 120, 75, 37.0, 97, false, 'A'
  FROM encounter e, generate_series(1, 20) n WHERE e.visit_number LIKE '26-9%'`;
const ORDERS = `
  INSERT INTO service_order (number, patient_id, encounter_id, kind, code_system, code, display, priority, status,
    requested_by, signed_by, signed_at)
  SELECT 'XNB' || nextval('bench.order_number'), e.patient_id, e.id, 'laboratory', 'http://loinc.org', '2823-3', 'Kali huyết thanh',
    'routine', 'active', $2, $2, now()
  FROM generate_series(1, $1::int) n
  JOIN (SELECT id, patient_id, row_number() OVER (ORDER BY id) - 1 AS at FROM encounter WHERE visit_number LIKE '26-9%') e
    ON e.at = n % ${INPATIENTS}
  RETURNING id, patient_id`;
const BARE_TABLES = `
  CREATE SCHEMA bench;
  CREATE SEQUENCE bench.order_number;
  CREATE TABLE bench.vital_signs (LIKE public.vital_signs INCLUDING ALL,
    FOREIGN KEY (encounter_id, patient_id) REFERENCES public.encounter (id, patient_id));
  CREATE TABLE bench.event (LIKE audit.event INCLUDING ALL)`;
