import { definePatientRecord } from '../../kernel/patient-record.js';

/** A paper or picture. What it is never changes; it was entered in error at most. */
export const storedFileRecord = definePatientRecord({
  table: 'stored_file',
  path: 'files',
  words: { vi: 'giấy tờ, hình ảnh lưu trong hồ sơ', en: 'papers and pictures in the record' },
  deeds: {
    create: { vi: 'thêm giấy tờ, hình ảnh vào hồ sơ', en: 'added a paper or picture' },
    update: { vi: 'đánh dấu giấy tờ, hình ảnh ghi nhầm', en: 'marked a paper or picture as entered in error' },
  },
  inEncounter: { inError: "status = 'entered-in-error'" },
  unchanging: [
    { columns: 'all', except: ['status', 'status_reason', 'marked_by', 'marked_at', 'version', 'updated_at'] },
    { columns: 'all', once: "OLD.status = 'entered-in-error'" },
  ],
});

/** The bytes of it, sealed. */
export const storedFileContentRecord = definePatientRecord({
  table: 'stored_file_content',
  words: { vi: 'nội dung giấy tờ, hình ảnh', en: 'the content of a paper or picture' },
  unchanging: [{ columns: 'all' }],
});
