// A chart of ten years beside a new one. Both fill what a chart shows: what differs is only how much lies behind it.
import { untriggered, writingMany } from '../bulk.mjs';

const WHO = {
  new: { mrn: '79016-80000011', encounters: 5, rows: 12 },
  'ten-years': { mrn: '79016-80000012', encounters: 500, rows: 5_000 },
};

/** Charts arriving a second, at which one still has to open at once. */
const ARRIVING = 300;

const prepare = async (world) => {
  const ids = {};
  for (const [who, sizes] of Object.entries(WHO)) ids[who] = await patientOf(world, sizes);
  return ids;
};

async function patientOf({ adminUrl, sql, wards, staff, share }, { mrn, encounters, rows }) {
  const of = (count) => Math.max(Math.ceil(count * share), Math.min(count, 12));
  const [known] = await sql('SELECT id FROM patient WHERE mrn = $1', [mrn]);
  if (known) return known.id;
  return writingMany(adminUrl, async (client) => {
    const [{ id }] = (await client.query(PATIENT, [mrn])).rows;
    const open = (await client.query(ENCOUNTERS, [id, mrn, of(encounters), wards.NOI])).rows.find(
      ({ status }) => status === 'in-progress',
    );
    await untriggered(client, async () => {
      for (const text of [VITALS, NOTES]) await client.query(text, [id, open.id, of(rows), staff.doctor]);
      for (const text of [REPORTS, PROBLEMS]) await client.query(text, [id, open.id, of(rows)]);
      await client.query(VALUES, [id]);
    });
    return id;
  });
}

const chartOf = (who, says) => ({
  says: `chart opened, ${says}`,
  open: ARRIVING,
  prepare,
  requests: (_, ids) => [
    { as: 'doctor', path: `/api/v1/patients/${ids[who]}/chart`, answer: { contains: [ids[who], 'orMore'] } },
  ],
});

export const tenYears = {
  'chart-new': chartOf('new', 'begun this week'),
  'chart-ten-years': chartOf('ten-years', '10 years, 500 encounters, 50,000 values'),
};

const PATIENT = `
  INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision)
  VALUES ($1, 'Phạm Văn Bền', 'pham van ben', 'ben pham van', 'male', '1951-07-09', 'day') RETURNING id`;
const ENCOUNTERS = `
  INSERT INTO encounter (visit_number, patient_id, class, status, ward_id, started_at, ended_at)
  SELECT 'T-' || $2 || '-' || n, $1::uuid, CASE n WHEN 1 THEN 'inpatient' ELSE 'outpatient' END,
    CASE n WHEN 1 THEN 'in-progress' ELSE 'finished' END, $4::uuid, now() - n * interval '7 days',
    CASE WHEN n > 1 THEN now() - n * interval '7 days' + interval '2 hours' END
  FROM generate_series(1, $3::int) n RETURNING id, status`;
/** Of every list, as many rows as it shows and 6 more, or thousands. */
const VITALS = `
  INSERT INTO vital_signs (patient_id, encounter_id, effective_at, heart_rate, respiratory_rate, systolic, diastolic, temperature,
    oxygen_saturation, supplemental_oxygen, consciousness, recorded_by, status)
  SELECT $1::uuid, $2::uuid, now() - n * interval '17 hours', 60 + n % 50, 16, 120, 80, 37.5, 98, false, 'A', $4::uuid, 'final'
  FROM generate_series(1, $3::int) n`;
const NOTES = `
  INSERT INTO note (patient_id, encounter_id, type, sections, author_id, status, signed_by, signed_at, content_hash)
  SELECT $1::uuid, $2::uuid, 'progress', jsonb_build_array(jsonb_build_object('code', 'course', 'text', 'Tỉnh, ăn uống được, ngày ' || n)),
    $4::uuid, 'signed', $4::uuid, now(), 'x' FROM generate_series(1, $3::int) n`;
const REPORTS = `
  INSERT INTO diagnostic_report (patient_id, encounter_id, category, display, status, effective_at)
  SELECT $1::uuid, $2::uuid, 'LAB', 'Sinh hoá máu', 'final', now() - n * interval '17 hours' FROM generate_series(1, $3::int) n`;
const PROBLEMS = `
  INSERT INTO problem (patient_id, display, clinical_status, recorded_at, encounter_id)
  SELECT $1::uuid, 'Vấn đề ' || n, CASE WHEN n <= 12 THEN 'active' ELSE 'resolved' END, now() - n * interval '17 hours', $2::uuid
  FROM generate_series(1, $3::int) n`;
const VALUES = `
  INSERT INTO observation (patient_id, encounter_id, report_id, category, display, value_number, value_unit, interpretation, status, effective_at)
  SELECT r.patient_id, r.encounter_id, r.id, 'laboratory', 'Chỉ số ' || n, n, 'mmol/L', CASE n WHEN 7 THEN 'H' ELSE 'N' END, 'final', r.effective_at
  FROM diagnostic_report r, generate_series(1, 10) n WHERE r.patient_id = $1`;
