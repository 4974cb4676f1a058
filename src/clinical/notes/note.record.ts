import { definePatientRecord } from '../../kernel/patient-record.js';
import { noteTitles } from './note-types.js';

/** A clinical note. It counts by when it was signed; an addendum may come after the patient has left. */
export const noteRecord = definePatientRecord({
  table: 'note',
  path: 'notes',
  words: { vi: 'ghi chú bệnh án', en: 'clinical notes' },
  deeds: {
    create: { vi: 'viết ghi chú bệnh án', en: 'wrote a clinical note' },
    update: { vi: 'sửa hoặc ký ghi chú bệnh án', en: 'changed or signed a clinical note' },
  },
  inEncounter: {
    happened: { at: 'signed_at', where: "status IN ('signed', 'awaiting-cosignature') AND addendum_to IS NULL" },
    opens: 'NEW.addendum_to IS NULL',
    inError: "status = 'entered-in-error'",
    unsettled: [
      {
        kind: 'unsigned-note',
        words: { vi: 'Bệnh án chưa ký', en: 'Unsigned note' },
        where: "status = 'draft'",
        shows: 'type',
        labels: noteTitles,
        since: 'created_at',
      },
      {
        kind: 'unconfirmed-note',
        words: { vi: 'Bệnh án chờ bác sĩ ký xác nhận', en: 'Note that a doctor has to confirm' },
        where: "status = 'awaiting-cosignature'",
        shows: 'type',
        labels: noteTitles,
        since: 'signed_at',
      },
    ],
  },
  unchanging: [
    {
      columns: [
        'sections',
        'type',
        'template',
        'template_version',
        'pulled',
        'author_id',
        'signed_by',
        'signed_at',
        'content_hash',
        'patient_id',
        'encounter_id',
        'addendum_to',
        'effective_at',
        'late_entry',
        'late_reason',
      ],
      once: "OLD.status <> 'draft'",
    },
  ],
});

/** Every text of a note that was saved. */
export const noteVersionRecord = definePatientRecord({
  table: 'note_version',
  words: { vi: 'bản lưu của ghi chú bệnh án', en: 'a kept version of a clinical note' },
  inEncounter: { leavesItFree: 'its note keeps the encounter' },
  unchanging: [{ columns: 'all' }],
});

/** A text that could not be saved, kept for who wrote it. */
export const noteRefusedTextRecord = definePatientRecord({
  table: 'note_refused_text',
  words: { vi: 'bản viết chưa lưu được của ghi chú bệnh án', en: 'a text of a clinical note that could not be saved' },
  inEncounter: { leavesItFree: 'its note keeps the encounter' },
  unchanging: [{ columns: 'all', except: ['discarded_at'] }],
});

/** A signature under a note. */
export const noteSignatureRecord = definePatientRecord({
  table: 'note_signature',
  words: { vi: 'chữ ký trên ghi chú bệnh án', en: 'a signature under a clinical note' },
  deeds: { create: { vi: 'ký ghi chú bệnh án', en: 'signed a clinical note' } },
  inEncounter: { leavesItFree: 'its note keeps the encounter' },
  unchanging: [{ columns: 'all' }],
});
