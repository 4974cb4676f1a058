import { definePatientRecord } from '../../kernel/patient-record.js';

/** Allergies, and the statement that none is known. */
export const allergyRecord = definePatientRecord({
  table: 'allergy',
  path: 'allergies',
  fhir: 'AllergyIntolerance',
  words: { vi: 'dị ứng', en: 'allergies' },
  inEncounter: { inError: "clinical_status = 'entered-in-error'" },
});

/** Diagnoses and other matters of concern. */
export const problemRecord = definePatientRecord({
  table: 'problem',
  path: 'problems',
  fhir: 'Condition',
  words: { vi: 'chẩn đoán, bệnh sử', en: 'diagnoses and history' },
  inEncounter: { inError: "verification_status = 'entered-in-error'" },
});
