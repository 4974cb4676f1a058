import { definePatientRecord } from '../../kernel/patient-record.js';

/** What another system sent, kept whole. */
export const fhirSourceRecord = definePatientRecord({
  table: 'fhir_source',
  words: { vi: 'dữ liệu nhận từ cơ sở khác', en: 'data received from elsewhere' },
});
