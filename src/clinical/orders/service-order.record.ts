import { definePatientRecord } from '../../kernel/patient-record.js';

/** An order. It counts by when it was signed. */
export const serviceOrderRecord = definePatientRecord({
  table: 'service_order',
  path: 'orders',
  fhir: 'ServiceRequest',
  words: { vi: 'chỉ định', en: 'orders' },
  deeds: {
    create: { vi: 'ra chỉ định', en: 'wrote an order' },
    update: { vi: 'cập nhật chỉ định', en: 'updated an order' },
  },
  list: { vi: 'danh sách chỉ định chờ làm', en: 'a list of orders to be done' },
  inEncounter: { happened: { at: 'signed_at', where: "status <> 'entered-in-error'" }, opens: 'true' },
});
