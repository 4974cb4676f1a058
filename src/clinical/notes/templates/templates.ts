import type { NoteType } from '../note-types.js';
import { ADMISSIONS } from './admission.words.js';
import { CLOSING } from './closing.words.js';
import { DAILY } from './daily.words.js';
import { LABOUR } from './labour.words.js';
import { OPERATIONS } from './operations.words.js';
import type { NoteTemplate } from './template.js';

/** Every version of every form. */
export const NOTE_TEMPLATES: readonly NoteTemplate[] = [...ADMISSIONS, ...DAILY, ...CLOSING, ...OPERATIONS, ...LABOUR];

/** The newest version of each form. */
export const currentTemplates: readonly NoteTemplate[] = [
  ...NOTE_TEMPLATES.reduce((newest, template) => {
    const known = newest.get(template.code);
    return known && known.version > template.version ? newest : newest.set(template.code, template);
  }, new Map<string, NoteTemplate>()),
].map(([, template]) => template);

/** The form that a note of this kind is begun with where none is named. */
export const usualTemplate = (type: NoteType): NoteTemplate | undefined =>
  currentTemplates.find((template) => template.type === type);

export const currentTemplate = (code: string): NoteTemplate | undefined =>
  currentTemplates.find((template) => template.code === code);

/** The form that a note was written by; undefined for notes older than the forms. */
export const templateOf = (code: string | null, version: number | null): NoteTemplate | undefined =>
  NOTE_TEMPLATES.find((template) => template.code === code && template.version === version);
