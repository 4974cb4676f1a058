// At the bedside: vital signs, the chart, values of a code.
import { BARE_BOTH, BARE_EVENT, BARE_VITALS } from './bare-charting.mjs';

export const VITALS = {
  heartRate: 88,
  respiratoryRate: 18,
  systolic: 128,
  diastolic: 76,
  temperature: 37.4,
  oxygenSaturation: 97,
  supplementalOxygen: false,
  consciousness: 'A',
};

const charted =
  (body) =>
  ({ encounters }) =>
    encounters.map(({ id, patient_id }) => ({
      as: 'nurse',
      method: 'POST',
      path: `/api/v1/encounters/${id}/vitals`,
      body,
      answer: { contains: [`"encounterId":"${id}"`, `"patientId":"${patient_id}"`] },
    }));

export const charting = {
  vitals: {
    says: 'vitals charted',
    requests: charted(VITALS),
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
  'one-value': { says: 'one observation charted', requests: charted({ heartRate: 92 }) },
  chart: {
    says: 'chart opened',
    requests: ({ encounters }) =>
      encounters.map(({ patient_id }) => ({
        as: 'doctor',
        path: `/api/v1/patients/${patient_id}/chart`,
        answer: { contains: [`"patient":{"id":"${patient_id}"`] },
      })),
  },
  'values-of-a-code': {
    says: '20 observations of a code',
    prepare: async ({ sql }) => ({
      patients: await sql(`SELECT DISTINCT patient_id AS id FROM observation o JOIN encounter e USING (patient_id)
        WHERE e.visit_number LIKE '26-9%' AND o.code = '2823-3' ORDER BY 1 LIMIT 100`),
    }),
    requests: (_, { patients }) =>
      patients.map(({ id }) => ({
        as: 'doctor',
        path: `/api/v1/patients/${id}/observations?code=2823-3`,
        answer: { contains: [`"patientId":"${id}"`], items: 20 },
      })),
  },
};
