import { definePatientRecord } from '../../kernel/patient-record.js';

/** A set of vital signs. It counts by when it was taken. */
export const vitalSignsRecord = definePatientRecord({
  table: 'vital_signs',
  path: 'vitals',
  words: { vi: 'sinh hiệu', en: 'vital signs' },
  inEncounter: {
    happened: { at: 'effective_at', where: "status <> 'entered-in-error'" },
    opens: 'true',
    inError: "status = 'entered-in-error'",
  },
});

/** A measured or found value. It is never overwritten: a correction is a new row, and the old one is only marked superseded. */
export const observationRecord = definePatientRecord({
  table: 'observation',
  fhir: 'Observation',
  alsoIn: 'vital_signs',
  words: { vi: 'chỉ số đo, kết quả', en: 'measurements and results' },
  inEncounter: {
    happened: {
      at: 'effective_at',
      where: "superseded_at IS NULL AND status NOT IN ('cancelled', 'entered-in-error')",
    },
    inError: "superseded_at IS NOT NULL OR status IN ('cancelled', 'entered-in-error')",
  },
  unchanging: [
    { columns: 'all', except: ['superseded_at', 'report_id'] },
    // A value that came before its report may be put into that report, once.
    { columns: ['report_id'], once: 'OLD.report_id IS NOT NULL' },
  ],
});
