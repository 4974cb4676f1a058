import { definePatientRecord } from '../../kernel/patient-record.js';

/** Who somebody is. */
export const patientRecordOf = definePatientRecord({
  table: 'patient',
  path: 'patients',
  fhir: 'Patient',
  words: { vi: 'thông tin hành chính', en: 'personal details' },
  deeds: {
    search: { vi: 'tìm người bệnh', en: 'searched for the patient' },
    create: { vi: 'đăng ký người bệnh', en: 'registered the patient' },
  },
  list: { vi: 'kết quả tìm người bệnh', en: 'a search for patients' },
});

/** Identity documents and cards. What was wrong is retired, once, and stays readable. */
export const identifierRecord = definePatientRecord({
  table: 'patient_identifier',
  words: { vi: 'giấy tờ, số thẻ', en: 'identity documents' },
  unchanging: [{ columns: ['patient_id', 'system', 'value'] }, { columns: 'all', once: 'OLD.retired_at IS NOT NULL' }],
});
