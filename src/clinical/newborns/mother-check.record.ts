import { definePatientRecord } from '../../kernel/patient-record.js';
import { newbornWords } from './newborns.words.js';

/** WHO: the neonatal period is the first 28 days. */
const NEONATAL_DAYS = 28;

/**
 * Stays of living newborns with a mother on record, whose last check for the discharge was none, or no match with who is the mother now.
 * Visits of an outpatient come and go with whoever brings the child.
 */
const UNCHECKED = `(SELECT e.id, e.id AS encounter_id, e.started_at FROM encounter e JOIN patient p ON p.id = e.patient_id
    WHERE e.class = 'inpatient' AND p.mother_id IS NOT NULL AND e.started_at < p.born_at + interval '${NEONATAL_DAYS} days'
      AND p.deceased_at IS NULL AND NOT p.deceased_undated AND NOT coalesce((
        SELECT c.outcome = 'match' AND bracelet_of(c.patient_id, c.mother_bracelet) = 'mother' FROM mother_check c
         WHERE c.encounter_id = e.id AND c.occasion = 'discharge' ORDER BY c.id DESC LIMIT 1), false)) unchecked`;

/** A comparison of two bracelets, as it was made. */
export const motherCheckRecord = definePatientRecord({
  table: 'mother_check',
  ...newbornWords.record,
  inEncounter: {
    opens: 'NEW.encounter_id IS NOT NULL',
    unsettled: [
      {
        kind: 'mother-check',
        words: newbornWords.unchecked,
        from: UNCHECKED,
        where: 'true',
        shows: "'discharge'",
        labels: newbornWords.occasions,
        since: 'started_at',
        ofLiving: true,
      },
    ],
  },
  unchanging: [{ columns: 'all' }],
});
