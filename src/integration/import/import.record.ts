import { definePatientRecord } from '../../kernel/patient-record.js';

/** A message as it came. */
export const incomingMessageRecord = definePatientRecord({
  table: 'incoming_message',
  words: { vi: 'bản tin nhận từ hệ thống khác', en: 'a message from another system' },
  unchanging: [
    { columns: ['content', 'content_hash', 'sender', 'namespace', 'control_id', 'channel', 'address', 'received_at'] },
  ],
});

/** What a message said that a person had to place. */
export const unmatchedResultRecord = definePatientRecord({
  table: 'unmatched_result',
  words: { vi: 'kết quả chờ ghép người bệnh', en: 'a result that waited to be matched' },
  unchanging: [{ columns: ['message_id', 'facts', 'sender', 'namespace'] }],
});

/** Which report came of a laboratory's own number. */
export const receivedReportRecord = definePatientRecord({
  table: 'received_report',
  words: { vi: 'số phiếu kết quả của nơi gửi', en: "a sender's number of a report" },
  unchanging: [{ columns: ['sender', 'namespace', 'number', 'part', 'report_id'] }],
});
