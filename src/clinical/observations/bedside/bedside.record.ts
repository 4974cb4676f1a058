import { definePatientRecord } from '../../../kernel/patient-record.js';

const inForce = "status <> 'entered-in-error'";

/** Fluid in or out. What was wrong is marked, and recorded anew. */
export const fluidRecord = definePatientRecord({
  table: 'fluid_entry',
  path: 'fluids',
  words: { vi: 'dịch vào, dịch ra', en: 'fluid intake and output' },
  inEncounter: {
    happened: { at: 'effective_at', where: inForce, atBedside: true },
    opens: 'true',
    inError: "status = 'entered-in-error'",
  },
  unchanging: [{ columns: 'all', except: ['status', 'status_reason', 'version'] }],
});

/** A wound or a drain; only its end is added. */
export const siteRecord = definePatientRecord({
  table: 'bedside_site',
  path: 'sites',
  words: { vi: 'vết thương, ống dẫn lưu', en: 'wounds and drains' },
  inEncounter: { happened: { at: 'started_at', where: 'true', atBedside: true }, opens: 'true' },
  unchanging: [{ columns: 'all', except: ['ended_at', 'ended_by', 'ended_reason', 'version'] }],
});

/** An assessment stays as it was; the next one says how it is now. */
export const assessmentRecord = definePatientRecord({
  table: 'nursing_assessment',
  words: { vi: 'nhận định điều dưỡng', en: 'nursing assessments' },
  inEncounter: { happened: { at: 'effective_at', where: 'true', atBedside: true }, opens: 'true' },
  unchanging: [{ columns: 'all' }],
});

/** A call to a patient; only its answer is added. */
export const escalationRecord = definePatientRecord({
  table: 'escalation',
  path: 'escalations',
  words: { vi: 'báo động diễn biến xấu', en: 'calls to a patient who gets worse' },
  inEncounter: { happened: { at: 'raised_at', where: 'true' }, opens: 'true' },
  unchanging: [
    { columns: 'all', except: ['status', 'response', 'acknowledged_by', 'acknowledged_at', 'version'] },
    {
      columns: ['status', 'response', 'acknowledged_by', 'acknowledged_at'],
      once: "OLD.status = 'acknowledged'",
    },
  ],
});
