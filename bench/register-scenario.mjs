// Registering patients, and what the bare driver does with the same rows and the same gap-free counter.
import { randomInt, randomUUID } from 'node:crypto';

const FAMILIES = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi'];
const GIVEN = ['Anh', 'Bình', 'Châu', 'Dung', 'Giang', 'Hạnh', 'Khanh', 'Lan', 'Mai', 'Nam'];

/** Twelve digits that are nobody else's in this run: born in Hà Nội, female, in the twentieth century. */
let lastCitizen = randomInt(1e6);
const citizenId = () => `0011${String(lastCitizen++).padStart(8, '0')}`;

const personOf = (n) => ({
  fullName: `${FAMILIES[n % FAMILIES.length]} Thị ${GIVEN[n % GIVEN.length]}`,
  sex: 'female',
  birthDate: '1980-02-03',
  identifiers: [{ system: 'cccd', value: citizenId() }],
  phones: [`09${String(n % 1e8).padStart(8, '0')}`],
});

/** A scenario as bench/scenarios.mjs has them. Its requests are signed as the registrar, whose token `tokens` must have. */
export const REGISTER = {
  says: 'patient registered',
  // Each citizen is registered once.
  once: true,
  requests: ({ tokens }, expected) =>
    Array.from({ length: Math.max(400, expected) }, (_, n) => ({
      method: 'POST',
      path: '/api/v1/patients',
      headers: {
        authorization: `Bearer ${tokens.registrar}`,
        'content-type': 'application/json',
        'x-terminal': 'BENCH-01',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(personOf(n)),
    })),
  floors: ({ staff }) => {
    const values = [
      [staff.registrar, JSON.stringify({ mrn: '79016-00000001', full_name: 'Nguyễn Thị Anh', sex: 'female' })],
    ];
    return {
      transaction: {
        statements: [
          { name: 'bare-patient', text: `WITH ${NUMBER} ${PATIENT}`, takes: ['id'] },
          { name: 'bare-identifier', text: IDENTIFIER, takes: ['id'] },
          { name: 'bare-events', text: EVENTS, takes: ['id', 0, 1] },
        ],
        values,
      },
      statement: {
        statements: [
          {
            name: 'bare-registration',
            text: `WITH ${NUMBER}, p AS (${PATIENT}), i AS (${IDENTIFIER}) ${EVENTS}`,
            takes: ['id', 0, 1],
          },
        ],
        values,
      },
    };
  },
};

/** Tables like the real ones, with their indexes, checks and references, but without the triggers; `bench.event` is there already. */
export const REGISTER_TABLES = `
  CREATE TABLE bench.number_counter (LIKE public.number_counter INCLUDING ALL);
  CREATE TABLE bench.patient (LIKE public.patient INCLUDING ALL);
  CREATE TABLE bench.patient_identifier (LIKE public.patient_identifier INCLUDING ALL,
    FOREIGN KEY (patient_id) REFERENCES bench.patient (id));
  GRANT INSERT, SELECT, UPDATE ON ALL TABLES IN SCHEMA bench TO emr_app`;

const NUMBER = `number AS (INSERT INTO bench.number_counter (name, last) VALUES ('mrn', 1)
    ON CONFLICT (name) DO UPDATE SET last = number_counter.last + 1 RETURNING last)`;
const PATIENT = `INSERT INTO bench.patient (id, mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision, phones)
    SELECT $1::uuid, '79016-' || lpad(last::text, 8, '0'), 'Nguyễn Thị Anh', 'nguyen thi anh', 'anh nguyen thi', 'female',
      DATE '1980-02-03', 'day', ARRAY['+84903123456'] FROM number`;
const IDENTIFIER = `INSERT INTO bench.patient_identifier (patient_id, system, value)
    VALUES ($1::uuid, 'https://benhan.vn/fhir/sid/cccd', $1::uuid::text)`;
const EVENTS = `INSERT INTO bench.event (kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity,
      entity_id, patient_id, changes)
    SELECT 'create', 'staff', $2::uuid, 'registrar', 'registrar', 'BENCH-01', '127.0.0.1'::inet, 'bench', 'TREAT', entity,
      $1::uuid, $1::uuid, $3::jsonb FROM unnest(ARRAY['patient', 'patient_identifier']) entity`;
