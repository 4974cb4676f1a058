import { definePatientRecord } from '../../kernel/patient-record.js';

/** A set of vital signs. It counts by when it was taken. */
export const vitalSignsRecord = definePatientRecord({
  table: 'vital_signs',
  path: 'vitals',
  words: { vi: 'sinh hiệu', en: 'vital signs' },
  inEncounter: {
    happened: { at: 'effective_at', where: "status <> 'entered-in-error'", atBedside: true },
    opens: 'true',
    inError: "status = 'entered-in-error'",
  },
});

/** What holds for the observations of an encounter. It is ended, never overwritten. */
export const observationSettingRecord = definePatientRecord({
  table: 'observation_setting',
  words: { vi: 'mức chăm sóc, thang SpO₂, tình trạng thai', en: 'level of care, SpO₂ scale, pregnancy' },
  inEncounter: { leavesItFree: 'says how to observe, and nothing that was done', opens: 'true' },
  unchanging: [
    { columns: 'all', except: ['ended_by', 'ended_at', 'ended_reason', 'version'] },
    { columns: ['ended_by', 'ended_at', 'ended_reason'], once: 'OLD.ended_at IS NOT NULL' },
  ],
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
