import { definePatientRecord } from '../../kernel/patient-record.js';

/** What another system is told about a patient. */
export const deliveryRecord = definePatientRecord({
  table: 'delivery',
  words: { vi: 'tin gửi tới hệ thống khác', en: 'a message to another system' },
  unchanging: [
    {
      columns: ['subscription_id', 'type', 'event_id', 'resource_type', 'resource_id', 'content', 'occurred_at'],
    },
  ],
});
