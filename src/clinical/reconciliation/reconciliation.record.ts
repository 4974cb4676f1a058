import { definePatientRecord } from '../../kernel/patient-record.js';
import { RECONCILIATION_MOVES } from './reconciliation.rules.js';
import { reconciliationRecordWords } from './reconciliation.words.js';

const { words, deeds, open, points } = reconciliationRecordWords;

/** The medicines that a patient takes, and what was decided of each. An open one is asked about at the discharge. */
export const reconciliationRecord = definePatientRecord({
  table: 'medicine_reconciliation',
  path: 'reconciliations',
  words,
  deeds,
  moves: RECONCILIATION_MOVES,
  inEncounter: {
    opens: 'true',
    unsettled: [
      {
        kind: 'open-reconciliation',
        words: open,
        where: "status = 'open'",
        shows: 'point',
        labels: points,
        since: 'created_at',
      },
    ],
  },
  unchanging: [{ columns: ['point', 'opened_by', 'created_at'] }, { columns: 'all', once: "OLD.status = 'completed'" }],
});
