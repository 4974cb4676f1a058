// The same questions about a usual patient and about one with 500 encounters, 50,000 values and a place on 100,000 lists.
import { makePastMonths, writeLists, writeReads } from '../audit-events.mjs';
import { untriggered, writingMany } from '../bulk.mjs';

const WHO = {
  usual: { mrn: '79016-80000001', encounters: 5, values: 200, lists: 100, reads: 40 },
  heavy: { mrn: '79016-80000002', encounters: 500, values: 50_000, lists: 100_000, reads: 5000 },
};

const prepare = async (world) => {
  const ids = {};
  for (const [who, sizes] of Object.entries(WHO)) ids[who] = await patientOf(world, sizes);
  return ids;
};

async function patientOf({ adminUrl, sql, wards, share }, { mrn, encounters, values, lists, reads }) {
  const of = (count) => Math.max(Math.ceil(count * share), Math.min(count, 200));
  const [known] = await sql('SELECT id FROM patient WHERE mrn = $1', [mrn]);
  if (known) return known.id;
  return writingMany(adminUrl, async (client) => {
    const { rows } = await client.query(PATIENT, [mrn]);
    const [{ id }] = rows;
    await client.query(ENCOUNTERS, [id, mrn, of(encounters), wards.NOI]);
    await untriggered(client, () => client.query(VALUES, [id, of(values)]));
    await makePastMonths(client);
    await writeLists(client, id, of(lists));
    await writeReads(client, id, of(reads));
    return id;
  });
}

/** A question about either, as two scenarios. */
function pair(name, says, as, pathOf, answer = {}) {
  const about = (who) => ({
    says: `${says}, ${who} patient`,
    prepare,
    requests: (_, ids) => [
      { as, path: pathOf(ids[who]), answer: { ...answer, contains: [ids[who], ...(answer.contains ?? [])] } },
    ],
  });
  return { [name]: about('usual'), [`${name}-heavy`]: about('heavy') };
}

const native = (parameters) => (id) => `/api/v1/patients/${id}/observations${parameters}`;
const fhir = (parameters) => (id) => `/fhir/R4/Observation?patient=${id}${parameters}`;
const trail = (parameters) => (id) => `/api/v1/audit/events?patientId=${id}${parameters}`;
const report = (parameters) => (id) => `/api/v1/patients/${id}/access-report${parameters}`;
const day = (ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

export const heavy = {
  ...pair('access-report', 'access report', 'auditor', report('')),
  ...pair('access-report-days', 'access report of two weeks', 'auditor', report(`?from=${day(20)}&to=${day(6)}`)),
  ...pair('trail-of-patient', 'trail of', 'auditor', trail(''), { items: 20 }),
  ...pair('trail-of-patient-person', 'trail by a person of', 'auditor', trail('&username=nurse'), { atLeast: 1 }),
  ...pair('fhir-values', 'FHIR Observation?patient=', 'doctor', fhir(''), { atLeast: 20 }),
  ...pair('fhir-values-code', 'FHIR Observation?patient= and code', 'doctor', fhir('&code=2823-3'), { atLeast: 20 }),
  ...pair('fhir-values-category', 'FHIR Observation?patient= and category', 'doctor', fhir('&category=imaging'), {
    atLeast: 1,
  }),
  ...pair('values', 'observations without a code', 'doctor', native(''), { items: 20 }),
  ...pair('values-category', 'observations of a category', 'doctor', native('?category=imaging'), { atLeast: 1 }),
};

const PATIENT = `
  INSERT INTO patient (mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision)
  VALUES ($1, 'Lương Văn Khỏe', 'luong van khoe', 'khoe luong van', 'male', '1948-03-02', 'day') RETURNING id`;
/** The last one is open, in the ward where the doctor works. */
const ENCOUNTERS = `
  INSERT INTO encounter (visit_number, patient_id, class, status, ward_id, started_at, ended_at)
  SELECT 'V-' || $2 || '-' || n, $1::uuid, CASE n WHEN 1 THEN 'inpatient' ELSE 'outpatient' END,
    CASE n WHEN 1 THEN 'in-progress' ELSE 'finished' END, $4::uuid, now() - n * interval '3 days',
    CASE WHEN n > 1 THEN now() - n * interval '3 days' + interval '2 hours' END
  FROM generate_series(1, $3::int) n`;
const VALUES = `
  INSERT INTO observation (patient_id, category, code_system, code, display, value_number, value_unit, status, effective_at)
  SELECT $1::uuid, CASE WHEN n % 50 = 0 THEN 'imaging' ELSE 'laboratory' END, 'http://loinc.org', (ARRAY['2823-3','2951-2','2160-0','3094-0','2345-7','718-7','6690-2','777-3','1742-6','1920-8'])[1 + n % 10],
    'Xét nghiệm', 4 + (n % 30) / 10.0, 'mmol/L', 'final', now() - n * interval '40 minutes'
  FROM generate_series(1, $2::int) n`;
