// A patient with a long history beside a usual one: what is asked of both must cost nearly the same.
import { randomUUID } from 'node:crypto';

const CONTEXT = JSON.stringify({ actorKind: 'system', username: 'system:bench' });

/** What a patient has: encounters, observations, lists they were shown on and records of them that were opened, over a year. */
export const HEAVY = { encounters: 500, observations: 50_000, lists: 100_000, reads: 5_000 };
export const USUAL = { encounters: 3, observations: 200, lists: 120, reads: 40 };

/**
 * Writes one patient with such a history by SQL, as an owner of the tables.
 * @param client pg client of the administrator
 * @returns the patient's id
 */
export async function writeHistory(client, { encounters, observations, lists, reads }) {
  await client.query('BEGIN');
  await client.query(`SELECT set_config('emr.context', $1, true)`, [CONTEXT]);
  const mrn = `79016-8${randomUUID().slice(0, 7)}`;
  const { rows } = await client.query(PATIENT, [mrn]);
  const [{ id }] = rows;
  await client.query(ENCOUNTERS, [id, encounters]);
  await client.query(OBSERVATIONS, [id, observations]);
  await client.query(LISTS, [id, lists]);
  await client.query(READS, [id, reads]);
  await client.query('COMMIT');
  return id;
}

const events = (parameters) => `/api/v1/audit/events?${new URLSearchParams(parameters)}`;
const day = (daysAgo) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

/**
 * What is asked about a patient: who asks, and the address. `username` is of somebody whose lists showed the patient.
 * Each answer for a {@link HEAVY} patient may cost at most 3 times that for a {@link USUAL} one.
 */
export const OF_A_PATIENT = {
  'FHIR observations': { role: 'doctor', path: (id) => `/fhir/R4/Observation?patient=${id}` },
  'FHIR observations by code': { role: 'doctor', path: (id) => `/fhir/R4/Observation?patient=${id}&code=2823-3` },
  'FHIR observations by category': {
    role: 'doctor',
    path: (id) => `/fhir/R4/Observation?patient=${id}&category=imaging`,
  },
  observations: { role: 'doctor', path: (id) => `/api/v1/patients/${id}/observations` },
  'observations by category': {
    role: 'doctor',
    path: (id) => `/api/v1/patients/${id}/observations?category=imaging`,
  },
  'access report, default': { role: 'auditor', path: (id) => `/api/v1/patients/${id}/access-report` },
  'access report, a month': {
    role: 'auditor',
    path: (id) => `/api/v1/patients/${id}/access-report?from=${day(90)}&to=${day(60)}`,
  },
  'events about a patient': { role: 'auditor', path: (id) => events({ patientId: id }) },
  'events about a patient by a person': {
    role: 'auditor',
    path: (id, username = 'staff7') => events({ patientId: id, username }),
  },
};

const past = `make_interval(secs => random() * 28512000)`; // 330 days
const PATIENT = `
  INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision)
  VALUES ($1, 'Nguyễn Thị Lâu', 'nguyen thi lau', 'lau nguyen thi', 'female', '1950-03-01', 'day') RETURNING id`;
const ENCOUNTERS = `
  INSERT INTO encounter (visit_number, patient_id, class, status, reason, ward_id, started_at, ended_at)
  SELECT '26-8' || right($1::uuid::text, 4) || lpad(n::text, 5, '0'), $1, 'outpatient', 'finished', 'Tái khám',
    (SELECT id FROM ward WHERE code = 'NOI'), now() - n * interval '7 days', now() - n * interval '7 days' + interval '1 hour'
  FROM generate_series(1, $2::int) n`;
const OBSERVATIONS = `
  INSERT INTO observation (patient_id, category, code_system, code, display, value_number, value_unit, status, effective_at)
  SELECT $1, CASE WHEN n % 50 = 0 THEN 'imaging' ELSE 'laboratory' END, 'http://loinc.org',
    (ARRAY['2823-3', '2951-2', '2160-0', '2345-7', '718-7'])[1 + n % 5], 'Xét nghiệm', 4 + n % 7, 'mmol/L', 'final',
    now() - n / 20 * interval '7 hours'
  FROM generate_series(1, $2::int) n`;
const WHO = `'staff', md5('staff' || person)::uuid, 'staff' || person, 'nurse', 'KHOA-' || person % 40,
    ('10.1.' || person % 40 || '.7')::inet, gen_random_uuid()::text, 'TREAT'`;
const EVENT = `id, occurred_at, kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity, `;
const LISTS = `
  INSERT INTO audit.event (${EVENT} entity_id, patient_ids, detail)
  SELECT uuidv7(-past), now() - past, 'list', ${WHO}, 'ward_board', NULL,
    ARRAY(SELECT md5('bench' || (n + i) % 5000)::uuid FROM generate_series(1, 9) i) || $1::uuid,
    '{"route": "GET /api/v1/wards/:id/board"}'
  FROM (SELECT n, ${past} AS past, floor(random() * 200)::int AS person FROM generate_series(1, $2::int) n) made`;
const READS = `
  INSERT INTO audit.event (${EVENT} entity_id, patient_id, detail)
  SELECT uuidv7(-past), now() - past, 'read', ${WHO}, 'chart', NULL, $1, '{"route": "GET /api/v1/patients/:id/chart"}'
  FROM (SELECT n, ${past} AS past, floor(random() * 200)::int AS person FROM generate_series(1, $2::int) n) made`;
