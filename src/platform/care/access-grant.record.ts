import { definePatientRecord } from '../../kernel/patient-record.js';

/** Extra access that somebody was given to a patient's record. */
export const accessGrantRecord = definePatientRecord({
  table: 'access_grant',
  path: 'grants',
  words: { vi: 'quyền xem hồ sơ được mở thêm', en: 'extra access given to the record' },
  deeds: { create: { vi: 'mở thêm quyền xem hồ sơ', en: 'opened extra access to the record' } },
  list: { vi: 'danh sách quyền xem được mở thêm', en: 'a list of extra access given' },
});
