import { definePatientRecord } from '../../kernel/patient-record.js';
import { ORDER_MOVES } from './order-state.rules.js';

/** An order. It counts by when it was signed. */
export const serviceOrderRecord = definePatientRecord({
  table: 'service_order',
  path: 'orders',
  fhir: 'ServiceRequest',
  alsoIn: 'fhir_source',
  words: { vi: 'chỉ định', en: 'orders' },
  deeds: {
    create: { vi: 'ra chỉ định', en: 'wrote an order' },
    update: { vi: 'cập nhật chỉ định', en: 'updated an order' },
  },
  list: { vi: 'danh sách chỉ định chờ làm', en: 'a list of orders to be done' },
  moves: ORDER_MOVES,
  unchanging: [
    { columns: ['number', 'patient_id', 'encounter_id', 'kind', 'created_at'] },
    // A draft of another system becomes the order of the doctor who signs it.
    { columns: ['requested_by'], once: 'OLD.requested_by IS NOT NULL' },
    // What was signed stays as it was signed: another wish is another order that takes its place.
    {
      columns: ['code_system', 'code', 'display', 'priority', 'instructions', 'detail', 'replaces_id', 'verbal_by'],
      once: "OLD.status <> 'draft'",
    },
    { columns: ['signed_by'], once: 'OLD.signed_by IS NOT NULL' },
  ],
  inEncounter: {
    happened: { at: 'signed_at', where: "status <> 'entered-in-error'" },
    opens: 'true',
    inError: "status IN ('cancelled', 'entered-in-error')",
    unsettled: [
      {
        kind: 'draft-order',
        words: { vi: 'Chỉ định chưa ký', en: 'Unsigned order' },
        where: "status = 'draft'",
        shows: 'display',
        since: 'created_at',
      },
      {
        kind: 'active-order',
        words: { vi: 'Chỉ định chưa xong', en: 'Active order' },
        where: "status IN ('active', 'on-hold')",
        shows: 'display',
        since: 'signed_at',
      },
      {
        kind: 'verbal-order',
        words: { vi: 'Y lệnh miệng bác sĩ chưa ký', en: 'Verbal order not signed by its doctor' },
        where: "read_back_at IS NOT NULL AND signed_at IS NULL AND status IN ('completed')",
        shows: 'display',
        since: 'read_back_at',
      },
    ],
  },
});
