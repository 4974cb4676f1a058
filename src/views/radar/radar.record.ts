import { definePatientRecord } from '../../kernel/patient-record.js';

/** A review of who opened a record. */
export const radarCaseRecord = definePatientRecord({
  table: 'radar_case',
  words: { vi: 'việc rà soát truy cập hồ sơ', en: 'a review of who accessed the record' },
  list: { vi: 'danh sách rà soát truy cập hồ sơ', en: 'a list of reviews of access' },
});

/** Openings that reviewers have explained. */
export const radarExceptionRecord = definePatientRecord({
  table: 'radar_exception',
  words: { vi: 'ngoại lệ khi rà soát truy cập hồ sơ', en: 'an exception to reviews of access' },
});
