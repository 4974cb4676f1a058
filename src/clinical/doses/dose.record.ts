import { definePatientRecord } from '../../kernel/patient-record.js';
import { DOSE_MOVES } from './dose.rules.js';
import { PLANNED_MEDICINE } from './due-doses.queries.js';
import { dueDosesOf, type PlannedMedicine } from './due-doses.rules.js';

/** Whether a dose of an order is to be given now, or was to be before. */
function isDue(medicine: PlannedMedicine, now: Date): boolean {
  const { due, overdue } = dueDosesOf([medicine], now);
  return due + overdue > 0;
}

/** What became of a planned dose. What is planned is no row: it follows from the order, whose patient it is. */
export const doseRecord = definePatientRecord({
  table: 'dose',
  path: 'doses',
  fhir: 'MedicationAdministration',
  alsoIn: 'fhir_source',
  words: { vi: 'thuốc đã dùng', en: 'medicines given' },
  deeds: {
    create: { vi: 'ghi nhận việc dùng thuốc', en: 'recorded a dose' },
    update: { vi: 'sửa ghi nhận việc dùng thuốc', en: 'changed what was recorded of a dose' },
  },
  list: { vi: 'phiếu thực hiện thuốc', en: 'a sheet of medicines' },
  elsewhere:
    'SELECT patient_id FROM public.service_order WHERE id BETWEEN public.first_order_of_dose(thing) AND public.last_order_of_dose(thing)',
  moves: DOSE_MOVES,
  inEncounter: {
    happened: { at: 'effective_at', where: "status <> 'entered-in-error'", atBedside: true },
    opens: 'true',
    inError: "status = 'entered-in-error'",
    unsettled: [
      {
        kind: 'running-infusion',
        words: { vi: 'Thuốc đang truyền', en: 'Running infusion' },
        where: "status IN ('in-progress', 'paused')",
        shows: '(SELECT o.display FROM service_order o WHERE o.id = order_id)',
        since: 'effective_at',
      },
      {
        kind: 'due-dose',
        words: { vi: 'Thuốc đến giờ chưa ghi đã dùng', en: 'Dose that is due' },
        from: 'service_order o',
        where: "kind = 'medication' AND status = 'active' AND coalesce(signed_at, read_back_at) IS NOT NULL",
        shows: 'display',
        facts: PLANNED_MEDICINE,
        counts: isDue,
        ofLiving: true,
        since: 'coalesce(signed_at, read_back_at)',
      },
    ],
  },
  unchanging: [{ columns: ['order_id', 'planned_at'] }],
});

/** Everything that was recorded of a dose, as it was recorded. */
export const doseVersionRecord = definePatientRecord({
  table: 'dose_version',
  words: { vi: 'bản lưu của việc dùng thuốc', en: 'a kept version of a dose' },
  inEncounter: { leavesItFree: 'its dose keeps the encounter' },
  unchanging: [{ columns: 'all' }],
});

/** What was done to a running infusion. What was wrong is marked, and recorded anew. */
export const infusionStepRecord = definePatientRecord({
  table: 'infusion_step',
  words: { vi: 'bước truyền thuốc', en: 'steps of an infusion' },
  inEncounter: { leavesItFree: 'its dose keeps the encounter' },
  unchanging: [
    { columns: 'all', except: ['status', 'status_reason', 'version'] },
    { columns: ['status', 'status_reason'], once: "OLD.status = 'entered-in-error'" },
  ],
});
