// Patients, encounters and orders to work on, written by SQL: 2,000 patients, 400 of them inpatients, 100 with two years of values.
// The same in a small hospital and in a large one, so that both are asked the same.
import pg from 'pg';
import { untriggered, writing, writingMany } from './bulk.mjs';

const INPATIENTS = 400;
const PATIENTS_MADE = 2000;
/** Patients with values, and how many each has: twenty of each of ten codes. */
const [WITH_VALUES, VALUES_EACH] = [100, 200];
/** Of whom only one bears the name. */
export const RARE = 16;
/** Accounts of the demo hospital that ask. */
const ACCOUNTS = ['doctor', 'nurse', 'department-head', 'head-nurse', 'registrar', 'lab', 'auditor'];

/**
 * The world of bench/scenario.mjs; what is there already is taken as it is.
 * @param share of all that is written, as far as the scenarios can do with less; 1 where anything is measured
 */
export async function worldOf(service, hospital = 'small', share = 1) {
  const adminUrl = service.urlOf('admin');
  const client = new pg.Pool({ connectionString: adminUrl, max: 1 });
  const sql = async (text, values) => (await client.query(text, values)).rows;
  const [{ done }] = await sql(`SELECT EXISTS (SELECT FROM patient WHERE mrn LIKE '79016-9%') AS done`);
  if (!done) await writingMany(adminUrl, (writer) => furnish(writer, share));
  const encounters = await sql(
    `SELECT e.id, e.patient_id FROM encounter e WHERE e.visit_number LIKE '26-9%' AND e.status = 'in-progress' ORDER BY e.id`,
  );
  const named = async (text) => Object.fromEntries((await sql(text)).map(({ name, id }) => [name, id]));
  const tokens = {};
  for (const account of ACCOUNTS) tokens[account] = await service.tokenOf(account);
  const staff = await named('SELECT username AS name, id FROM staff_member');
  const wards = await named('SELECT code AS name, id FROM ward');
  return { hospital, share, adminUrl, encounters, staff, wards, tokens, sql, close: () => client.end() };
}

async function furnish(client, share) {
  const of = (count, least) => Math.max(least, Math.ceil(count * share));
  const { rows: patients } = await client.query(PATIENTS, [of(PATIENTS_MADE, 600), RARE]);
  const ids = patients.map(({ id }) => id).slice(RARE);
  await client.query(IDENTIFIERS);
  await client.query(ENCOUNTERS, [ids.slice(0, of(INPATIENTS, 20))]);
  await client.query(STAYS);
  await untriggered(client, async () => {
    await client.query(VITALS);
    await client.query(VALUES, [ids.slice(0, of(WITH_VALUES, 10)), VALUES_EACH]);
  });
}

/** Active orders for a laboratory to answer. @returns [{id, patient_id}] */
export const writeOrders = (adminUrl, count, doctorId) =>
  writing(adminUrl, async (client) => (await client.query(ORDERS, [count, doctorId])).rows);

/** Tables like the real ones, with their indexes, checks and references, but without the triggers: for the floor. */
export async function makeBareTables(adminUrl, appRole = 'emr_app') {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(BARE_TABLES);
    await client.query(
      `GRANT USAGE ON SCHEMA bench TO ${appRole};
       GRANT INSERT, SELECT, UPDATE ON ALL TABLES IN SCHEMA bench TO ${appRole}`,
    );
  } finally {
    await client.end();
  }
}

const PATIENTS = `
  WITH name AS (SELECT n, (ARRAY['nguyen','tran','le','pham','hoang','vu','dang','bui'])[1 + n % 8] AS family,
      CASE WHEN n <= $2 THEN 'bq' || translate(n::text, '0123456789', 'aeioubdghk') || 'enh'
        ELSE (ARRAY['thi','van','minh','ngoc','duc','thu'])[1 + n / 8 % 6] END AS middle,
      (ARRAY['anh','binh','chau','dung','giang','hanh','khanh','lan','mai','nam'])[1 + n / 48 % 10] AS given
    FROM generate_series(1, $1::int) n)
  INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision, phones)
  SELECT '79016-9' || lpad(n::text, 7, '0'), initcap(family || ' ' || middle || ' ' || given), family || ' ' || middle || ' ' || given,
    given || ' ' || family || ' ' || middle, CASE n % 2 WHEN 0 THEN 'female' ELSE 'male' END,
    DATE '1940-01-01' + (n * 37) % 25000, 'day', ARRAY['+8491' || lpad(n::text, 7, '0')]
  FROM name ORDER BY n RETURNING id`;
const IDENTIFIERS = `
  INSERT INTO patient_identifier (patient_id, system, value)
  SELECT id, 'https://benhan.vn/fhir/sid/cccd', '9990990' || right(mrn, 5) FROM patient WHERE mrn LIKE '79016-9%'`;
const ENCOUNTERS = `
  INSERT INTO encounter (visit_number, patient_id, class, status, reason, ward_id, started_at)
  SELECT '26-9' || lpad(row_number() OVER ()::text, 6, '0'), id, 'inpatient', 'in-progress', 'Theo dõi',
    (SELECT id FROM ward WHERE code = 'NOI'), now() - interval '3 days' FROM unnest($1::uuid[]) id`;
const STAYS = `
  INSERT INTO stay (encounter_id, patient_id, ward_id, started_at)
  SELECT id, patient_id, ward_id, started_at FROM encounter WHERE visit_number LIKE '26-9%'`;
const VITALS = `
  INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, heart_rate, respiratory_rate, systolic, diastolic,
    temperature, oxygen_saturation, supplemental_oxygen, consciousness)
  SELECT e.id, e.patient_id, now() - n * interval '2 hours', (SELECT id FROM staff_member WHERE username = 'nurse'),
    70 + n, 16, 120, 75, 37.0, 97, false, 'A'
  FROM encounter e, generate_series(1, 20) n WHERE e.visit_number LIKE '26-9%'`;
/** Values of ten codes, one code after the other, over two years. */
const VALUES = `
  INSERT INTO observation (patient_id, category, code_system, code, display, value_number, value_unit, status, effective_at)
  SELECT id, 'laboratory', 'http://loinc.org', (ARRAY['2823-3','2951-2','2160-0','3094-0','2345-7','718-7','6690-2','777-3','1742-6','1920-8'])[1 + n % 10],
    'Xét nghiệm', 4 + (n % 30) / 10.0, 'mmol/L', 'final', now() - n * interval '3 days 15 hours'
  FROM unnest($1::uuid[]) id, generate_series(1, $2::int) n`;
const ORDERS = `
  INSERT INTO service_order (number, patient_id, encounter_id, kind, code_system, code, display, priority, status,
    requested_by, signed_by, signed_at)
  SELECT 'XNB' || nextval('bench.order_number'), e.patient_id, e.id, 'laboratory', 'http://loinc.org', '2823-3', 'Kali huyết thanh',
    'routine', 'active', $2, $2, now()
  FROM generate_series(1, $1::int) n
  JOIN (SELECT id, patient_id, row_number() OVER (ORDER BY id) - 1 AS at, count(*) OVER () AS count
          FROM encounter WHERE visit_number LIKE '26-9%') e
    ON e.at = n % e.count
  RETURNING id, patient_id`;
const BARE_TABLES = `
  CREATE SCHEMA IF NOT EXISTS bench;
  CREATE SEQUENCE IF NOT EXISTS bench.order_number;
  CREATE TABLE IF NOT EXISTS bench.vital_signs (LIKE public.vital_signs INCLUDING ALL,
    FOREIGN KEY (encounter_id, patient_id) REFERENCES public.encounter (id, patient_id));
  CREATE TABLE IF NOT EXISTS bench.patient (LIKE public.patient INCLUDING ALL);
  CREATE TABLE IF NOT EXISTS bench.patient_identifier (LIKE public.patient_identifier INCLUDING ALL,
    FOREIGN KEY (patient_id) REFERENCES bench.patient (id));
  CREATE TABLE IF NOT EXISTS bench.idempotency_key (LIKE public.idempotency_key INCLUDING ALL);
  CREATE TABLE IF NOT EXISTS bench.number_counter (LIKE public.number_counter INCLUDING ALL);
  CREATE TABLE IF NOT EXISTS bench.event (LIKE audit.event INCLUDING ALL)`;
