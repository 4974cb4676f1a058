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
  oru: oruOf('result sent as HL7 v2', 0, { once: 600 }),
  'oru-large': oruOf('result with a document of 5 MB sent as HL7 v2', 5e6, { once: 4, levels: [2], open: 1 }),
  bundle: bundleOf('Bundle of 1,000 entries sent as FHIR', 0),
  'bundle-large': bundleOf('Bundle of 1,000 entries and 5 MB sent as FHIR', 4_400),
};

/** Results of orders, each with a document of some bytes beside its value. */
function oruOf(says, documentLength, how) {
  return {
    says,
    ...how,
    prepare: async ({ sql }) => ({
      mrns: new Map((await sql('SELECT id, mrn FROM patient')).map(({ id, mrn }) => [id, mrn])),
    }),
    requests: async ({ adminUrl, sql, staff, share = 1 }, { mrns }, expected) => {
      const orders = await writeOrders(adminUrl, expected, staff.doctor);
      const numbers = await sql('SELECT id, number FROM service_order WHERE id = ANY($1)', [
        orders.map(({ id }) => id),
      ]);
      const numberOf = new Map(numbers.map(({ id, number }) => [id, number]));
      const document = Buffer.alloc((documentLength * share * 3) / 4, 'x').toString('base64');
      return orders.map(({ id, patient_id }) => ({
        as: 'lab',
        method: 'POST',
        path: '/hl7v2',
        headers: { 'content-type': 'x-application/hl7-v2+er7' },
        body: oruFor(mrns.get(patient_id), numberOf.get(id), document),
        answer: { status: 200, contains: ['MSA|AA|'], lacks: ['ERR|'] },
      }));
    },
  };
}

/** Values of one patient, each an entry with a note of some length; as many Bundles as are asked for. */
function bundleOf(says, noteLength) {
  return {
    says,
    once: 4,
    levels: [2],
    open: 1,
    requests: ({ encounters, share = 1 }, _, expected) =>
      Array.from({ length: expected }, (__, place) => ({
        as: 'lab',
        method: 'POST',
        path: '/fhir/R4',
        headers: { 'content-type': 'application/fhir+json' },
        body: transactionFor(encounters[place % encounters.length].patient_id, Math.ceil(ENTRIES * share), noteLength),
        answer: { status: 200, contains: ['"type":"transaction-response"', '201'] },
      })),
  };
}

const ENTRIES = 1_000;

function transactionFor(patient, entries, noteLength) {
  const note = noteLength > 0 ? [{ text: 'Mẫu đạt yêu cầu. '.repeat(noteLength / 17) }] : undefined;
  const at = new Date().toISOString();
  const entry = Array.from({ length: entries }, (_, place) => ({
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource: {
      resourceType: 'Observation',
      status: 'final',
      subject: { reference: `Patient/${patient}` },
      code: { coding: [{ system: 'http://loinc.org', code: '2951-2' }], text: 'Natri' },
      effectiveDateTime: at,
      valueQuantity: { value: 138 + (place % 5), unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
      ...(note && { note }),
    },
    request: { method: 'POST', url: 'Observation' },
  }));
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

function oruFor(mrn, order, document) {
  const now = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 19).replace(/\D/g, '');
  const id = randomUUID();
  return [
    `MSH|^~\\&|LIS|XN|EMR|BV|${now}||ORU^R01^ORU_R01|${id}|P|2.5.1||||||UNICODE UTF-8`,
    `PID|1||${mrn}^^^MRN^MR`,
    `OBR|1|${order}|${id}^LIS|2823-3^Kali^LN|||${now}|||||||||||||||${now}||LAB|F`,
    'OBX|1|NM|2823-3^Kali^LN||4.1|mmol/L|3.5-5.1||||F',
    ...(document ? [`OBX|2|ED|11502-2^Phieu ket qua^LN||^application^pdf^Base64^${document}||||||F`] : []),
    '',
  ].join('\r');
}

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
