// What a ward looks at: its board and its lists, where few patients are tied to it and where nine thousand are.
import { writingMany } from '../bulk.mjs';

const BEDS = 40;
/** Patients whom the ward's people may see: in its beds, seen lately, or expected. The open number decides nothing but the cost. */
const TIED = { 'DO-IT': 50, 'DO-NHIEU': 9000 };
/** Who works in that ward and in no other. */
const WHO = { 'DO-IT': 'department-head', 'DO-NHIEU': 'head-nurse' };
const ARRIVING = 40;

const prepare = async (world) => {
  const wards = {};
  for (const [code, tied] of Object.entries(TIED)) wards[code] = await wardOf(world, code, tied);
  return wards;
};

async function wardOf({ adminUrl, sql, staff, share }, code, tied) {
  const [known] = await sql('SELECT id FROM ward WHERE code = $1', [code]);
  if (known) return known.id;
  return writingMany(adminUrl, async (client) => {
    const { rows } = await client.query(WARD, [code]);
    await client.query('INSERT INTO staff_ward (staff_id, ward_id) VALUES ($1, $2)', [staff[WHO[code]], rows[0].id]);
    await client.query(PATIENTS, [code, Math.max(TIED['DO-IT'], Math.ceil(tied * share))]);
    await client.query(VISITS, [code, rows[0].id]);
    await client.query(BED_ROWS, [rows[0].id, BEDS]);
    await client.query(STAYS, [rows[0].id]);
    await client.query(VITALS, [rows[0].id, staff.doctor]);
    await client.query(ORDERS, [rows[0].id, staff.doctor]);
    await client.query(MEDICINES, [rows[0].id, staff.doctor]);
    await client.query(REPORTS, [rows[0].id]);
    return rows[0].id;
  });
}

const board = (code) => ({
  says: `board, ${TIED[code]} tied patients`,
  open: ARRIVING,
  prepare,
  requests: (_, wards) => [
    {
      as: WHO[code],
      path: `/api/v1/wards/${wards[code]}/board`,
      answer: { contains: [`"wardId":"${wards[code]}"`, `"wardCode":"${code}"`, '"heartRate":81'], items: BEDS },
    },
  ],
});
const list = (code) => ({
  says: `ward's encounters, ${TIED[code]} tied`,
  prepare,
  requests: (_, wards) => [
    {
      as: WHO[code],
      path: `/api/v1/encounters?wardId=${wards[code]}&status=in-progress&limit=100`,
      answer: { contains: [`"${wards[code]}"`], items: BEDS },
    },
  ],
});
const worklist = (code) => ({
  says: `worklist, ${TIED[code]} tied`,
  prepare,
  requests: () => [
    {
      as: WHO[code],
      path: '/api/v1/orders?kind=laboratory&status=active',
      answer: { contains: ['"items":[{'], items: 20 },
    },
  ],
});

export const wards = {
  board: board('DO-IT'),
  'board-9000': board('DO-NHIEU'),
  'ward-list': list('DO-IT'),
  'ward-list-9000': list('DO-NHIEU'),
  worklist: worklist('DO-IT'),
  'worklist-9000': worklist('DO-NHIEU'),
};

const WARD = `INSERT INTO ward (code, name, kind) VALUES ($1, 'Khoa đo ' || $1, 'inpatient') RETURNING id`;
const PATIENTS = `
  INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision)
  SELECT $1 || '-' || lpad(n::text, 6, '0'), 'Phùng Thị Yến', 'phung thi yen', 'yen phung thi', 'female', DATE '1950-01-01' + n, 'day'
  FROM generate_series(1, $2::int) n`;
/** The first forty are here, a fifth of the others was seen in the last month, and the rest is expected. */
const VISITS = `
  INSERT INTO encounter (visit_number, patient_id, class, status, ward_id, started_at, ended_at)
  SELECT 'V-' || mrn, id, CASE WHEN n <= ${BEDS} THEN 'inpatient' ELSE 'outpatient' END,
    CASE WHEN n <= ${BEDS} THEN 'in-progress' WHEN n % 5 = 0 THEN 'finished' ELSE 'planned' END, $2::uuid,
    now() - CASE WHEN n <= ${BEDS} THEN interval '3 days' WHEN n % 5 = 0 THEN interval '20 days' ELSE interval '-3 days' END,
    CASE WHEN n > ${BEDS} AND n % 5 = 0 THEN now() - interval '19 days' END
  FROM (SELECT id, mrn, row_number() OVER (ORDER BY mrn) AS n FROM patient WHERE mrn LIKE $1 || '-______') p`;
const BED_ROWS = `
  WITH made AS (INSERT INTO room (ward_id, code) SELECT $1::uuid, 'P' || n FROM generate_series(1, 10) n RETURNING id, code)
  INSERT INTO bed (ward_id, room_id, code)
  SELECT $1::uuid, made.id, made.code || '.' || n FROM made, generate_series(1, $2::int / 10) n`;
const STAYS = `
  INSERT INTO stay (encounter_id, patient_id, ward_id, bed_id, started_at)
  SELECT e.id, e.patient_id, $1::uuid, b.id, e.started_at
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS at FROM encounter WHERE ward_id = $1 AND status = 'in-progress') e
  JOIN (SELECT *, row_number() OVER (ORDER BY id) AS at FROM bed WHERE ward_id = $1) b USING (at)`;
const VITALS = `
  INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, heart_rate, respiratory_rate, systolic, diastolic,
    temperature, oxygen_saturation, supplemental_oxygen, consciousness)
  SELECT id, patient_id, now() - n * interval '2 hours', $2::uuid, 80 + n, 16, 120, 75, 37.0, 97, false, 'A'
  FROM encounter, generate_series(1, 12) n WHERE ward_id = $1 AND status = 'in-progress'`;
const ORDERS = `
  INSERT INTO service_order (number, patient_id, encounter_id, kind, code_system, code, display, priority, status,
    requested_by, signed_by, signed_at)
  SELECT 'X' || visit_number, patient_id, id, 'laboratory', 'http://loinc.org', '2823-3', 'Kali huyết thanh', 'routine', 'active',
    $2::uuid, $2::uuid, now()
  FROM encounter WHERE ward_id = $1 AND status = 'in-progress'`;
/** Five medicines each, three times a day. */
const MEDICINES = `
  INSERT INTO service_order (number, patient_id, encounter_id, kind, code_system, code, display, priority, status,
    requested_by, signed_by, signed_at, detail)
  SELECT 'M' || n || visit_number, patient_id, id, 'medication', 'http://www.whocc.no/atc', 'J01CA0' || n, 'Thuốc thứ ' || n, 'routine', 'active',
    $2::uuid, $2::uuid, now() - interval '1 day',
    '{"dose": {"value": 500, "unit": "mg"}, "route": "oral", "timing": {"times": ["06:00", "14:00", "22:00"]}}'::jsonb
  FROM encounter, generate_series(1, 5) n WHERE ward_id = $1 AND status = 'in-progress'`;
const REPORTS = `
  INSERT INTO diagnostic_report (patient_id, encounter_id, category, code_system, code, display, status, effective_at, issued_at)
  SELECT patient_id, id, 'laboratory', 'http://loinc.org', '2823-3', 'Kali huyết thanh', 'final', now() - n * interval '3 hours', now()
  FROM encounter, generate_series(1, 5) n WHERE ward_id = $1 AND status = 'in-progress'`;
