// A laboratory's result, sent as FHIR for an order.
import { randomUUID } from 'node:crypto';
import { writeOrders } from '../hospital.mjs';

export const results = {
  result: {
    says: 'result sent as FHIR',
    // Each order is answered once.
    once: 600,
    requests: async ({ adminUrl, staff }, _, expected) =>
      (await writeOrders(adminUrl, expected, staff.doctor)).map((order) => ({
        as: 'lab',
        method: 'POST',
        path: '/fhir/R4/DiagnosticReport',
        headers: { 'content-type': 'application/fhir+json', 'idempotency-key': randomUUID() },
        body: reportFor(order),
        answer: {
          contains: [
            '"resourceType":"DiagnosticReport"',
            `"Patient/${order.patient_id}"`,
            `ServiceRequest/${order.id}"`,
          ],
        },
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
  const value = {
    resourceType: 'Observation',
    id: 'k',
    status: 'final',
    subject,
    code,
    effectiveDateTime: at,
    valueQuantity: { value: 4.1, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    referenceRange: [{ low: { value: 3.5 }, high: { value: 5.1 } }],
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
