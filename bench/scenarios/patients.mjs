// At the desk: a patient registered, a patient's record opened.
import { randomInt, randomUUID } from 'node:crypto';

// Others than those who are searched: their searches are to find the same before and after.
const FAMILY = ['Lưu', 'Mạc', 'Tạ', 'Quách', 'Thái', 'Từ', 'Tống', 'Viên'];
const GIVEN = ['Hữu Phước', 'Kim Yến', 'Bảo Quyên', 'Hải Sơn', 'Gia Vỹ', 'Tường Uyên'];
const pick = (list, n) => list[n % list.length];

/** Everybody is new, whatever was registered before: counted on from a place of this run's own. */
let next = randomInt(3e7);
/** Birthdays, cards and telephones lie apart, as those of people who come one after the other: not each the next of the last. */
const spread = (n, size) => (n * 7919) % size;
/** Nobody's card: of a year before the generated hospital's oldest. */
const cardOf = (n) => `0790${String(spread(n, 3e7)).padStart(8, '0')}`;
const phoneOf = (n) => `098${String(spread(n, 1e7)).padStart(7, '0')}`;
const FIRST_DAY = Date.UTC(1940, 0, 1);
const [DAY, DAYS] = [86_400_000, 25_000];
const birthDateOf = (n) => new Date(FIRST_DAY + spread(n, DAYS) * DAY).toISOString().slice(0, 10);

export const patients = {
  register: {
    says: 'patient registered',
    once: 1000,
    requests: (_, __, expected) =>
      Array.from({ length: expected }, () => {
        const n = next++;
        const card = cardOf(n);
        return {
          as: 'registrar',
          method: 'POST',
          path: '/api/v1/patients',
          headers: { 'idempotency-key': randomUUID() },
          body: {
            fullName: `${pick(FAMILY, n)} ${pick(GIVEN, n >> 3)}`,
            sex: n % 2 ? 'male' : 'female',
            birthDate: birthDateOf(n),
            identifiers: [{ system: 'cccd', value: card }],
            phones: [phoneOf(n)],
          },
          answer: { contains: [`"value":"${card}"`, '"mrn":"79016-'] },
        };
      }),
    floors: ({ staff }) => {
      const values = [
        [staff.registrar, JSON.stringify({ full_name: 'Lưu Hữu Phước', sex: 'male', phones: ['+84980000000'] })],
      ];
      return {
        transaction: { statements: BARE, values },
        statement: { statements: [BARE_WHOLE], values },
      };
    },
  },
  patient: {
    says: 'patient read',
    requests: ({ encounters }) =>
      encounters.map(({ patient_id }, n) => ({
        as: n % 3 === 2 ? 'registrar' : 'doctor',
        path: `/api/v1/patients/${patient_id}`,
        answer: { contains: [`{"id":"${patient_id}"`] },
      })),
  },
};

// The same rows by the bare driver, with the same gap-free number and without the triggers.
const PATIENT = `INSERT INTO bench.patient (id, mrn, full_name, name_search, name_sort, sex, birth_date, birth_date_precision, phones)
    SELECT $1::uuid, '79016-' || lpad(last::text, 8, '0'), 'Lưu Hữu Phước', 'luu huu phuoc', 'phuoc luu huu', 'male', DATE '1990-05-12', 'day',
      ARRAY['+84980000000'] FROM number`;
const NUMBER = `number AS (INSERT INTO bench.number_counter (name, last) VALUES ('mrn', 1)
    ON CONFLICT (name) DO UPDATE SET last = number_counter.last + 1 RETURNING last)`;
const IDENTIFIER = `INSERT INTO bench.patient_identifier (patient_id, system, value)
    VALUES ($1::uuid, 'https://benhan.vn/fhir/sid/cccd', $1::uuid::text)`;
const EVENTS = `INSERT INTO bench.event (kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity,
      entity_id, patient_id, changes)
    SELECT 'create', 'staff', $2::uuid, 'registrar', 'registrar', 'BENCH-01', '127.0.0.1'::inet, 'bench', 'TREAT', entity,
      $1::uuid, $1::uuid, $3::jsonb FROM unnest(ARRAY['patient', 'patient_identifier']) entity`;
const KEY = `INSERT INTO bench.idempotency_key (actor_id, key, route, request_hash, response)
    VALUES ($2::uuid, $1::uuid::text, 'bench', 'bench', $3::jsonb)`;
const BARE = [
  { name: 'bare-patient', text: `WITH ${NUMBER} ${PATIENT}`, takes: ['id'] },
  { name: 'bare-identifier', text: IDENTIFIER, takes: ['id'] },
  { name: 'bare-events', text: EVENTS, takes: ['id', 0, 1] },
  { name: 'bare-key', text: KEY, takes: ['id', 0, 1] },
];
const BARE_WHOLE = {
  name: 'bare-registration',
  text: `WITH ${NUMBER}, p AS (${PATIENT}), i AS (${IDENTIFIER}), k AS (${KEY}) ${EVENTS}`,
  takes: ['id', 0, 1],
};
