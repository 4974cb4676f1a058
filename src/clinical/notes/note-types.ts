import type { Localised } from '../../kernel/language.js';
import { CARE_ROLES, DOCTORS } from '../../platform/routes/policy.js';

/** Kinds of notes, by the forms of Circular 32/2023/TT-BYT, and who writes them. */
export const NOTE_TYPES = {
  admission: { title: { vi: 'Bệnh án', en: 'Admission record' }, roles: DOCTORS },
  progress: { title: { vi: 'Tờ điều trị', en: 'Progress note' }, roles: DOCTORS },
  consultation: { title: { vi: 'Biên bản hội chẩn', en: 'Consultation record' }, roles: DOCTORS },
  procedure: { title: { vi: 'Phiếu phẫu thuật, thủ thuật', en: 'Procedure note' }, roles: DOCTORS },
  nursing: { title: { vi: 'Phiếu chăm sóc', en: 'Nursing note' }, roles: CARE_ROLES },
  discharge: { title: { vi: 'Tóm tắt hồ sơ bệnh án', en: 'Discharge summary' }, roles: DOCTORS },
} as const satisfies Record<string, { title: Localised; roles: readonly string[] }>;

export type NoteType = keyof typeof NOTE_TYPES;
export const NOTE_TYPE_NAMES = Object.keys(NOTE_TYPES) as NoteType[];

/** Whether a role writes notes of a type. */
export const writesType = (role: string | undefined, type: NoteType): boolean =>
  (NOTE_TYPES[type].roles as readonly string[]).includes(role ?? '');

/** What each type is called. */
export const noteTitles: Readonly<Record<string, Localised>> = Object.fromEntries(
  Object.entries(NOTE_TYPES).map(([type, { title }]) => [type, title]),
);
