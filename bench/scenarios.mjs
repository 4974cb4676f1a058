// What is measured, and what the bare driver does in its place.
import { randomUUID } from 'node:crypto';
import { INPATIENTS, writeOrders } from './hospital.mjs';

const NAMES = ['nguyen anh', 'tran thi', 'le minh', 'pham ngoc lan', 'hoang nam', 'bui chau', 'vu duc', 'dang mai'];
const VITALS = {
  heartRate: 88,
  respiratoryRate: 18,
  systolic: 128,
  diastolic: 76,
  temperature: 37.4,
  oxygenSaturation: 97,
  supplementalOxygen: false,
  consciousness: 'A',
};
const json = (token) => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/json',
  'x-terminal': 'BENCH-01',
});

/** Each: requests to send, and where it makes sense the statement of the floor with its values. */
export const SCENARIOS = {
  vitals: {
    says: 'vitals charted',
    requests: ({ encounters, tokens }) =>
      encounters.map(({ id }) => ({
        method: 'POST',
        path: `/api/v1/encounters/${id}/vitals`,
        headers: json(tokens.nurse),
        body: JSON.stringify(VITALS),
      })),
    // The same two rows, vital signs and event, without the triggers: in a transaction, and as one statement.
    floors: ({ encounters, staff }) => {
      const values = encounters.map(({ id, patient_id }) => [id, patient_id, staff.nurse, JSON.stringify(VITALS)]);
      return {
        transaction: {
          statements: [
            { ...BARE_VITALS, takes: ['id', 0, 1, 2] },
            { ...BARE_EVENT, takes: ['id', 2, 1, 0, 3] },
          ],
          values,
        },
        statement: { statements: [{ ...BARE_BOTH, takes: [0, 1, 2, 3] }], values },
      };
    },
  },
  chart: {
    says: 'chart opened',
    requests: ({ encounters, tokens }) =>
      encounters.map(({ patient_id }) => ({
        method: 'GET',
        path: `/api/v1/patients/${patient_id}/chart`,
        headers: json(tokens.doctor),
      })),
  },
  search: {
    says: 'patient searched',
    requests: ({ tokens }) =>
      NAMES.map((name) => ({
        method: 'GET',
        path: `/api/v1/patients?name=${encodeURIComponent(name)}`,
        headers: json(tokens.nurse),
      })),
  },
  result: {
    says: 'result posted',
    // Each order is answered once.
    once: true,
    requests: async ({ tokens, adminUrl, staff }, expected) =>
      (await writeOrders(adminUrl, Math.max(INPATIENTS, expected), staff.doctor)).map((order) => ({
        method: 'POST',
        path: '/fhir/R4/DiagnosticReport',
        headers: { ...json(tokens.lab), 'content-type': 'application/fhir+json', 'idempotency-key': randomUUID() },
        body: JSON.stringify(reportFor(order)),
      })),
  },
};

function reportFor({ id, patient_id }) {
  const subject = { reference: `Patient/${patient_id}` };
  const code = {
    coding: [{ system: 'http://loinc.org', code: '2823-3', display: 'Potassium' }],
    text: 'Kali huyết thanh',
  };
  const at = new Date().toISOString();
  const valueQuantity = { value: 4.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' };
  const referenceRange = [{ low: { value: 3.5 }, high: { value: 5.1 } }];
  const value = {
    resourceType: 'Observation',
    id: 'k',
    status: 'final',
    subject,
    code,
    effectiveDateTime: at,
    valueQuantity,
    referenceRange,
  };
  return {
    resourceType: 'DiagnosticReport',
    status: 'final',
    basedOn: [{ reference: `ServiceRequest/${id}` }],
    subject,
    code,
    effectiveDateTime: at,
    issued: at,
    contained: [value],
    result: [{ reference: '#k' }],
  };
}

const VITALS_COLUMNS = `encounter_id, patient_id, effective_at, recorded_by, heart_rate, respiratory_rate, systolic, diastolic,
  temperature, oxygen_saturation, supplemental_oxygen, consciousness`;
const VITALS_VALUES = `now(), $3, 88, 18, 128, 76, 37.4, 97, false, 'A'`;
const EVENT_COLUMNS = `kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity, entity_id,
  patient_id, encounter_id, changes`;
const EVENT_START = `'create', 'staff'`;
const EVENT_MIDDLE = `'nurse', 'nurse', 'BENCH-01', '127.0.0.1'::inet, 'bench', 'TREAT', 'vital_signs'`;

const BARE_VITALS = {
  name: 'bare-vitals',
  text: `INSERT INTO bench.vital_signs (id, ${VITALS_COLUMNS}) VALUES ($1, $2, $3, now(), $4, 88, 18, 128, 76, 37.4, 97, false, 'A')`,
};
const BARE_EVENT = {
  name: 'bare-event',
  text: `INSERT INTO bench.event (${EVENT_COLUMNS}) VALUES (${EVENT_START}, $2, ${EVENT_MIDDLE}, $1, $3, $4, $5)`,
};
const BARE_BOTH = {
  name: 'bare-both',
  text: `WITH v AS (INSERT INTO bench.vital_signs (${VITALS_COLUMNS}) VALUES ($1, $2, ${VITALS_VALUES}) RETURNING id)
    INSERT INTO bench.event (${EVENT_COLUMNS})
    SELECT ${EVENT_START}, $3::uuid, ${EVENT_MIDDLE}, v.id, $2::uuid, $1::uuid, $4::jsonb FROM v`,
};
