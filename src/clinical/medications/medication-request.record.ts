import { definePatientRecord } from '../../kernel/patient-record.js';

/** Prescribed medicines. */
export const medicationRequestRecord = definePatientRecord({
  table: 'medication_request',
  fhir: 'MedicationRequest',
  alsoIn: 'service_order',
  words: { vi: 'thuốc được kê', en: 'prescribed medicines' },
  deeds: { create: { vi: 'kê thuốc', en: 'prescribed a medicine' } },
  inEncounter: {},
});
