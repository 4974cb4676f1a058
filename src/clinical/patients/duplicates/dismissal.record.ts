import { definePatientRecord } from '../../../kernel/patient-record.js';

/** That two records which looked alike are of two people, and that this was taken back. */
export const dismissalRecord = definePatientRecord({
  table: 'duplicate_dismissal',
  words: { vi: 'xác định hai hồ sơ là hai người', en: 'telling two alike records apart' },
  unchanging: [
    { columns: ['patient_id', 'other_id', 'reason', 'dismissed_by', 'dismissed_at'] },
    { columns: 'all', once: 'OLD.undone_at IS NOT NULL' },
  ],
});
