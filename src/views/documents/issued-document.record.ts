import { definePatientRecord } from '../../kernel/patient-record.js';

/** A document that was printed; it never changes. */
export const issuedDocumentRecord = definePatientRecord({
  table: 'issued_document',
  words: { vi: 'giấy tờ in từ hồ sơ', en: 'documents printed from the record' },
  deeds: { create: { vi: 'in giấy tờ từ hồ sơ', en: 'printed a document from the record' } },
  unchanging: [{ columns: 'all' }],
});
