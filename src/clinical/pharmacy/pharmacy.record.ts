import { definePatientRecord } from '../../kernel/patient-record.js';
import { pharmacyRecordWords } from './pharmacy.words.js';
import { DISPENSING_MOVES, REVIEW_MOVES } from './review.rules.js';

/** What the pharmacy says of an order of a medicine. */
export const pharmacyReviewRecord = definePatientRecord({
  table: 'pharmacy_review',
  ...pharmacyRecordWords.review,
  moves: REVIEW_MOVES,
  inEncounter: { leavesItFree: 'its order keeps the encounter' },
  unchanging: [{ columns: ['order_id'] }],
});

/** A medicine that the pharmacy gave out. */
export const dispensingRecord = definePatientRecord({
  table: 'dispensing',
  path: 'dispensings',
  ...pharmacyRecordWords.dispensing,
  moves: DISPENSING_MOVES,
  inEncounter: { leavesItFree: 'its order keeps the encounter' },
  unchanging: [
    {
      columns: [
        'order_id',
        'product',
        'quantity',
        'unit',
        'lot',
        'expires_on',
        'complete',
        'dispensed_by',
        'dispensed_at',
      ],
    },
    { columns: 'all', once: "OLD.status = 'returned'" },
  ],
});
