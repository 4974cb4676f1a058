import { definePatientRecord } from '../../../kernel/patient-record.js';

/** Family and social history, implants, alerts, pregnancy and lactation. */
export const backgroundRecord = definePatientRecord({
  table: 'history_item',
  words: { vi: 'tiền sử, cảnh báo, thai sản', en: 'history, alerts, pregnancy' },
  inEncounter: { inError: "status = 'entered-in-error'" },
  unchanging: [
    { columns: ['kind', 'code_system', 'code', 'display', 'off_list', 'details', 'recorded_by', 'recorded_at'] },
  ],
});
