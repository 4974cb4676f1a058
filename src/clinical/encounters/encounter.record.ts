import { definePatientRecord } from '../../kernel/patient-record.js';

/** A visit or stay. */
export const encounterRecord = definePatientRecord({
  table: 'encounter',
  path: 'encounters',
  fhir: 'Encounter',
  words: { vi: 'đợt khám, điều trị', en: 'a visit or stay' },
  deeds: {
    create: { vi: 'làm thủ tục vào khám, nhập viện', en: 'opened a visit or admission' },
    update: { vi: 'cập nhật đợt khám, điều trị', en: 'updated a visit or stay' },
  },
  list: { vi: 'danh sách lượt khám, điều trị', en: 'a list of visits' },
  unchanging: [
    {
      columns: [
        'closed_at',
        'closed_by',
        'closed_content',
        'content_hash',
        'closing_signature',
        'closed_without',
        'status',
        'ended_at',
        'reason',
        'class',
      ],
      once: 'OLD.closed_at IS NOT NULL',
    },
  ],
});

/** Where a patient lay. */
export const stayRecord = definePatientRecord({
  table: 'stay',
  words: { vi: 'khoa, giường nằm', en: 'ward and bed' },
  deeds: {
    create: { vi: 'xếp khoa, giường nằm', en: 'assigned ward and bed' },
    update: { vi: 'chuyển khoa, giường hoặc cho ra viện', en: 'moved between wards or beds, or discharged' },
  },
  inEncounter: { leavesItFree: 'the place itself, which ends with the encounter' },
});
