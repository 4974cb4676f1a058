import { definePatientRecord } from '../../../kernel/patient-record.js';

/** A time for which somebody is insured. */
export const insuranceRecord = definePatientRecord({
  table: 'insurance_period',
  words: { vi: 'bảo hiểm y tế', en: 'health insurance' },
  unchanging: [{ columns: ['patient_id'] }, { columns: 'all', once: "OLD.status = 'entered-in-error'" }],
});
