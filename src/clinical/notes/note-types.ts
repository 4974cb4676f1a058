import type { Localised } from '../../kernel/language.js';
import { CARE_ROLES, DOCTORS } from '../../platform/routes/policy.js';

/** Kinds of notes, by the forms of Circular 32/2023/TT-BYT, and who writes them. */
export const NOTE_TYPES = {
  admission: { title: { vi: 'Bệnh án', en: 'Admission record' }, roles: DOCTORS },
  progress: { title: { vi: 'Tờ điều trị', en: 'Progress note' }, roles: DOCTORS },
  consultation: { title: { vi: 'Biên bản hội chẩn', en: 'Consultation record' }, roles: DOCTORS },
  procedure: { title: { vi: 'Phiếu thủ thuật', en: 'Procedure note' }, roles: DOCTORS },
  surgery: { title: { vi: 'Phiếu phẫu thuật', en: 'Operation note' }, roles: DOCTORS },
  anaesthesia: { title: { vi: 'Phiếu gây mê hồi sức', en: 'Anaesthesia sheet' }, roles: DOCTORS },
  labour: { title: { vi: 'Phiếu theo dõi chuyển dạ', en: 'Labour record' }, roles: CARE_ROLES },
  nursing: { title: { vi: 'Phiếu chăm sóc', en: 'Nursing note' }, roles: CARE_ROLES },
  handover: { title: { vi: 'Phiếu bàn giao', en: 'Handover' }, roles: CARE_ROLES },
  medicines: { title: { vi: 'Phiếu công khai thuốc', en: 'Medicines of the day' }, roles: CARE_ROLES },
  consent: { title: { vi: 'Giấy cam kết', en: 'Consent' }, roles: CARE_ROLES },
  discharge: { title: { vi: 'Tổng kết bệnh án', en: 'Discharge summary' }, roles: DOCTORS },
  summary: { title: { vi: 'Tóm tắt hồ sơ bệnh án', en: 'Summary of the record' }, roles: DOCTORS },
  death: { title: { vi: 'Biên bản kiểm điểm tử vong', en: 'Death record' }, roles: DOCTORS },
} as const satisfies Record<string, { title: Localised; roles: readonly string[] }>;

export type NoteType = keyof typeof NOTE_TYPES;
export const NOTE_TYPE_NAMES = Object.keys(NOTE_TYPES) as NoteType[];

/** Whether a role writes notes of a type. */
export const writesType = (role: string | undefined, type: NoteType): boolean =>
  (NOTE_TYPES[type].roles as readonly string[]).includes(role ?? '');
