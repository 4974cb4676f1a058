import { definePatientRecord } from '../../kernel/patient-record.js';

/** A document that was printed; it never changes, but that somebody takes it back, once. */
export const issuedDocumentRecord = definePatientRecord({
  table: 'issued_document',
  path: 'documents',
  words: { vi: 'giấy tờ in từ hồ sơ', en: 'documents printed from the record' },
  deeds: {
    create: { vi: 'in giấy tờ từ hồ sơ', en: 'printed a document from the record' },
    update: { vi: 'thu hồi giấy tờ đã in', en: 'took a printed document back' },
  },
  unchanging: [
    { columns: 'all', except: ['withdrawn_at', 'withdrawn_by', 'withdrawn_reason', 'version'] },
    { columns: 'all', once: 'OLD.withdrawn_at IS NOT NULL' },
  ],
});
