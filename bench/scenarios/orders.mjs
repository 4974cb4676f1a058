// A medicine ordered and signed, with every check: allergies, what else is ordered, dose, renal function, pregnancy, results.
import { writing } from '../bulk.mjs';

const ENALAPRIL = { system: 'http://www.whocc.no/atc', code: 'C09AA02', display: 'Enalapril 5 mg' };
/** The same patients are ordered for again and again, so that some checks stop the signature: the doctor says why, each time. */
const REASONS = ['duplicate-therapy', 'daily-dose', 'renal-function', 'result', 'interaction', 'pregnancy'];
const body = {
  ...{ kind: 'medication', medication: ENALAPRIL, dose: { value: 5, unit: 'mg' }, route: 'oral', sign: true },
  timing: { times: ['08:00'], durationDays: 5 },
  overrides: REASONS.map((rule) => ({ rule, reason: 'Đo tải: đã xem xét' })),
};

/** A basket as large as one may be: each line is held against every other, and against what is known of the patient. */
const BASKET = Array.from({ length: 50 }, (_, n) => ({
  ...{
    kind: 'medication',
    dose: { value: 5, unit: 'mg' },
    route: 'oral',
    timing: { times: ['08:00'], durationDays: 5 },
  },
  medication: { ...ENALAPRIL, ...(n % 2 && { code: 'C08CA01', display: `Amlodipine ${n} mg` }) },
}));

/** What the checks look at: weight and height, a creatinine and a potassium of today, an allergy to another medicine. */
const WEIGHTS = `
  INSERT INTO vital_signs (encounter_id, patient_id, effective_at, recorded_by, weight, height)
  SELECT id, patient_id, now() - interval '1 hour', (SELECT id FROM staff_member WHERE username = 'nurse'), 58, 160
  FROM encounter WHERE visit_number LIKE '26-9%'`;
const RESULTS = `
  INSERT INTO observation (patient_id, category, code_system, code, display, value_number, value_unit, status, effective_at)
  SELECT e.patient_id, 'laboratory', 'http://loinc.org', v.code, 'Xét nghiệm', v.value, v.unit, 'final', now() - interval '2 hours'
  FROM encounter e, (VALUES ('2160-0', 80, 'umol/L'), ('2823-3', 4.2, 'mmol/L')) v(code, value, unit)
  WHERE e.visit_number LIKE '26-9%'`;

export const orders = {
  'signed-order': {
    says: 'medicine signed with all checks',
    once: 80,
    prepare: async ({ adminUrl }) => {
      await writing(adminUrl, async (client) => {
        await client.query(WEIGHTS);
        await client.query(RESULTS);
      });
      return {};
    },
    requests: ({ encounters }, _, expected) =>
      Array.from({ length: expected }, (__, n) => encounters[n % encounters.length]).map(({ id, patient_id }) => ({
        as: 'doctor',
        method: 'POST',
        path: `/api/v1/encounters/${id}/orders`,
        body,
        answer: { contains: ['"status":"active"', '"checks":[', `"patientId":"${patient_id}"`] },
      })),
  },
  'order-basket': {
    says: 'basket of 50 medicines previewed',
    requests: ({ encounters }) =>
      encounters.map(({ id, patient_id }) => ({
        as: 'doctor',
        method: 'POST',
        path: `/api/v1/encounters/${id}/orders/preview`,
        body: { orders: BASKET },
        answer: { status: 200, contains: [`"patientId":"${patient_id}"`, '"checks":[{'] },
      })),
  },
};
