import { definePatientRecord } from '../../kernel/patient-record.js';
import { TRANSFUSION_MOVES } from './transfusion-state.rules.js';
import { transfusionWords } from './transfusions.words.js';

/** A unit of blood that was given. What was compared at the bedside stays as it was written. */
export const transfusionRecord = definePatientRecord({
  table: 'transfusion',
  path: 'transfusions',
  ...transfusionWords.record,
  moves: TRANSFUSION_MOVES,
  inEncounter: {
    happened: { at: 'started_at', where: 'true' },
    opens: 'true',
    unsettled: [
      {
        kind: 'running-transfusion',
        words: transfusionWords.running,
        where: "status = 'in-progress'",
        shows: 'unit_number',
        since: 'started_at',
      },
    ],
  },
  unchanging: [
    {
      columns: [
        'order_id',
        'unit_number',
        'product',
        'unit_abo',
        'unit_rhd',
        'patient_abo',
        'patient_rhd',
        'expires_at',
        'started_at',
        'recorded_by',
        'witness_id',
        'witness_confirmed',
      ],
    },
    { columns: 'all', once: "OLD.status <> 'in-progress'" },
  ],
});
