// What a ward asks for again and again (its board, its encounters, its worklist), in a ward whose past is short and in one whose past
// is long. Both have 40 patients in 44 beds now; they differ in how many were tied to the ward lately.
import pg from 'pg';

const [BEDS, LYING] = [44, 40];
const CONTEXT = JSON.stringify({ actorKind: 'system', username: 'system:bench' });

/** The two wards: how many patients are tied to each, and who works in it and in no other. */
const WARDS = {
  short: { code: 'SCOPE-A', tied: 50, username: 'nurse' },
  long: { code: 'SCOPE-B', tied: 9000, username: 'head-nurse' },
};

/**
 * Writes both wards. @param visitsElsewhere finished visits in a third ward, for the size of the tables
 * @returns by the names of {@link WARDS}, the ward's id and 40 of its patients and encounters
 */
export async function furnishWards(adminUrl, { visitsElsewhere = 20_000 } = {}) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT set_config('emr.context', $1, true)`, [CONTEXT]);
    const made = {};
    for (const [name, { code, tied, username }] of Object.entries(WARDS)) {
      const { rows } = await client.query(WARD, [code, BEDS]);
      const wardId = rows[0].id;
      await client.query(MOVE, [username, wardId]);
      const lying = await visits(client, { wardId, count: LYING, from: code, status: 'in-progress', daysAgo: 5 });
      await client.query(STAYS, [wardId]);
      await client.query(VITALS, [wardId]);
      // Of those tied, most come as outpatients: the appointments and the visits of a month.
      const rest = tied - LYING;
      const finished = Math.min(Math.ceil(rest / 4), 1900);
      await visits(client, { wardId, count: finished, from: `${code}-f`, status: 'finished', daysAgo: 20 });
      await visits(client, { wardId, count: rest - finished, from: `${code}-p`, status: 'planned', daysAgo: 1 });
      made[name] = { wardId, username, lying };
    }
    await client.query(ORDERS, [Object.values(made).map(({ wardId }) => wardId)]);
    const { rows } = await client.query(WARD, ['SCOPE-C', BEDS]);
    const elsewhere = { wardId: rows[0].id, status: 'finished', daysAgo: 60 };
    await visits(client, { ...elsewhere, count: visitsElsewhere, from: 'SCOPE-C' });
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return made;
  } finally {
    await client.end();
  }
}

/** Requests for the board of one of the two wards, or its encounters, or the worklist of who works there. */
export const WARD_REQUESTS = {
  board: ({ wardId }) => `/api/v1/wards/${wardId}/board`,
  encounters: ({ wardId }) => `/api/v1/encounters?wardId=${wardId}&status=in-progress`,
  worklist: () => `/api/v1/orders?kind=laboratory&status=active`,
};

async function visits(client, { wardId, count, from, status, daysAgo }) {
  if (count <= 0) return [];
  const { rows } = await client.query(VISITS, [count, from, wardId, status, daysAgo]);
  return rows;
}

const WARD = `
  WITH w AS (INSERT INTO ward (code, name, kind) VALUES ($1, 'Khoa ' || $1, 'inpatient') RETURNING id),
    r AS (INSERT INTO room (ward_id, code) SELECT id, 'P' || n FROM w, generate_series(1, ($2::int + 3) / 4) n RETURNING id, ward_id, code),
    b AS (INSERT INTO bed (ward_id, room_id, code) SELECT ward_id, r.id, 'G' || r.code || n FROM r, generate_series(1, 4) n RETURNING id)
  SELECT id, (SELECT count(*) FROM b) AS beds FROM w`;
const MOVE = `
  WITH left_ward AS (UPDATE staff_ward SET ended_at = now() WHERE ended_at IS NULL
      AND staff_id = (SELECT id FROM staff_member WHERE username = $1) RETURNING id),
    here AS (UPDATE staff_member SET hospital_wide = false WHERE username = $1 AND hospital_wide RETURNING id)
  INSERT INTO staff_ward (staff_id, ward_id, started_at)
  SELECT id, $2, now() - interval '100 days' FROM staff_member WHERE username = $1`;
const VISITS = `
  WITH name AS (SELECT n, (ARRAY['nguyen','tran','le','pham'])[1 + n % 4] || ' van ' || (ARRAY['anh','binh','chau','dung','lan'])[1 + n % 5] AS name
      FROM generate_series(1, $1::int) n),
    p AS (INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision)
      SELECT $2 || lpad(n::text, 7, '0'), initcap(name), name, name, 'female', DATE '1950-01-01' + (n * 37) % 20000, 'day' FROM name
      RETURNING id, mrn)
  INSERT INTO encounter (visit_number, patient_id, class, status, reason, ward_id, started_at, ended_at)
  SELECT mrn, id, CASE $4 WHEN 'in-progress' THEN 'inpatient' ELSE 'outpatient' END, $4, 'Theo dõi', $3,
    now() - make_interval(days => $5), CASE $4 WHEN 'finished' THEN now() - make_interval(days => $5 - 2) END FROM p
  RETURNING id, patient_id`;
const STAYS = `
  INSERT INTO stay (encounter_id, patient_id, ward_id, bed_id, started_at)
  SELECT e.id, e.patient_id, $1, b.id, e.started_at
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM encounter WHERE ward_id = $1) e
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM bed WHERE ward_id = $1) b USING (place)`;
const VITALS = `
  INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, heart_rate, respiratory_rate, systolic, diastolic,
    temperature, oxygen_saturation, supplemental_oxygen, consciousness)
  SELECT e.id, e.patient_id, now() - n * interval '2 hours', (SELECT id FROM staff_member WHERE username = 'nurse'),
    70 + n, 16, 120, 75, 37.0, 97, false, 'A'
  FROM encounter e, generate_series(1, 20) n WHERE e.ward_id = $1`;
// Those of both wards turn about, as they would be written.
const ORDERS = `
  INSERT INTO service_order (number, patient_id, encounter_id, kind, code_system, code, display, priority, status,
    requested_by, signed_by, signed_at)
  SELECT 'XN' || e.visit_number || '-' || n, e.patient_id, e.id, 'laboratory', 'http://loinc.org', '2823-3', 'Kali huyết thanh',
    'routine', 'active', s.id, s.id, now()
  FROM (SELECT *, row_number() OVER (PARTITION BY ward_id ORDER BY id) AS place FROM encounter
      WHERE ward_id = ANY($1::uuid[]) AND status = 'in-progress') e,
    generate_series(1, 2) n, (SELECT id FROM staff_member WHERE username = 'doctor') s
  ORDER BY n, place, ward_id`;
