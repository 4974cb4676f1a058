import { definePatientRecord } from '../../kernel/patient-record.js';

/** Results of tests. A result may come after the patient has left. */
export const diagnosticReportRecord = definePatientRecord({
  table: 'diagnostic_report',
  path: 'results',
  fhir: 'DiagnosticReport',
  words: { vi: 'kết quả xét nghiệm', en: 'test results' },
  deeds: { create: { vi: 'trả kết quả xét nghiệm', en: 'reported test results' } },
  inEncounter: {
    happened: { at: 'effective_at', where: "status NOT IN ('cancelled', 'entered-in-error')" },
    inError: "status IN ('cancelled', 'entered-in-error')",
    unsettled: [
      {
        kind: 'unfinished-result',
        words: { vi: 'Kết quả chưa hoàn tất', en: 'Result not final' },
        where: "status IN ('registered', 'partial', 'preliminary')",
        shows: 'display',
        since: 'effective_at',
      },
      {
        kind: 'unread-result',
        words: { vi: 'Kết quả bác sĩ chưa xem', en: 'Result that no doctor has looked at' },
        where: `status NOT IN ('registered', 'partial', 'preliminary', 'cancelled', 'entered-in-error')
          AND created_at > now() - interval '30 days'
          AND NOT EXISTS (SELECT FROM report_review w WHERE w.report_id = diagnostic_report.id AND w.report_version = diagnostic_report.version)`,
        shows: 'display',
        since: 'effective_at',
      },
    ],
  },
});

/** What a report said each time. */
export const diagnosticReportVersionRecord = definePatientRecord({
  table: 'diagnostic_report_version',
  words: { vi: 'bản lưu của kết quả xét nghiệm', en: 'a kept version of test results' },
  inEncounter: { leavesItFree: 'its report keeps the encounter' },
  unchanging: [{ columns: 'all' }],
});

/** That a doctor has looked at a report. */
export const reportReviewRecord = definePatientRecord({
  table: 'report_review',
  words: { vi: 'việc xem kết quả xét nghiệm', en: 'that test results were looked at' },
  deeds: { create: { vi: 'xác nhận đã xem kết quả xét nghiệm', en: 'said that they looked at test results' } },
  inEncounter: { leavesItFree: 'its report keeps the encounter' },
  unchanging: [{ columns: 'all' }],
});
