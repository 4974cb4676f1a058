import type { Localised } from '../../kernel/language.js';
import { CARE_ROLES, DOCTORS } from '../../platform/routes/policy.js';
import { noteWords } from './notes.words.js';

/** What a doctor writes, a trainee writes under supervision; what follows from a meeting or an operation, a doctor does. */
const SUPERVISED = [...DOCTORS, 'trainee'] as const;

/** Kinds of notes, by the forms of Circular 32/2023/TT-BYT, and who writes them. */
export const NOTE_TYPES = {
  admission: { title: noteWords.admission, roles: SUPERVISED },
  visit: { title: noteWords.visit, roles: SUPERVISED },
  progress: { title: noteWords.progress, roles: SUPERVISED },
  consultation: { title: noteWords.consultation, roles: DOCTORS },
  procedure: { title: noteWords.procedure, roles: SUPERVISED },
  surgery: { title: noteWords.surgery, roles: DOCTORS },
  anaesthesia: { title: noteWords.anaesthesia, roles: DOCTORS },
  labour: { title: noteWords.labour, roles: CARE_ROLES },
  nursing: { title: noteWords.nursing, roles: CARE_ROLES },
  handover: { title: noteWords.handover, roles: CARE_ROLES },
  medicines: { title: noteWords.medicines, roles: CARE_ROLES },
  consent: { title: noteWords.consent, roles: CARE_ROLES },
  discharge: { title: noteWords.discharge, roles: SUPERVISED },
  summary: { title: noteWords.summary, roles: SUPERVISED },
  death: { title: noteWords.death, roles: DOCTORS },
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

export const isNoteType = (name: unknown): name is NoteType => (NOTE_TYPE_NAMES as readonly unknown[]).includes(name);

/** Notes that are about a stay as a whole: written after it, they need not say when. */
export const isOfWholeStay = (type: NoteType): boolean => ['discharge', 'summary', 'death'].includes(type);
