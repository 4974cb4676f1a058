import { definePatientRecord } from '../../../kernel/patient-record.js';

/** That two records of one person were put together, which rows moved, and that it was taken back. */
export const mergeRecord = definePatientRecord({
  table: 'patient_merge',
  words: { vi: 'gộp hồ sơ trùng', en: 'putting two records of one person together' },
  deeds: {
    create: { vi: 'gộp hai hồ sơ của một người', en: 'put two records of one person together' },
    update: { vi: 'gộp hoặc tách lại hồ sơ', en: 'merged records, or took that back' },
  },
  unchanging: [
    { columns: ['patient_id', 'merged_id', 'reason', 'merged_by', 'merged_at'] },
    { columns: 'all', once: 'OLD.undone_at IS NOT NULL' },
  ],
});
