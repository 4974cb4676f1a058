import type { NoteType } from '../note-types.js';
import { ADMISSIONS } from './admission.words.js';
import { CLOSING } from './closing.words.js';
import { DAILY } from './daily.words.js';
import { LABOUR } from './labour.words.js';
import { OPERATIONS } from './operations.words.js';
import type { NoteTemplate } from './template.js';

/** The forms that come with the service. */
export const starterTemplates: readonly NoteTemplate[] = [
  ...ADMISSIONS,
  ...DAILY,
  ...CLOSING,
  ...OPERATIONS,
  ...LABOUR,
];

/** Every version of every form, and the newest of each; a hospital's own are among them once they are read (`loaded-templates`). */
let all = starterTemplates;
let newest = newestOf(all);

/** Takes all that the hospital loaded; none leaves those that come with the service. */
export function useLoaded(loaded: readonly NoteTemplate[]): void {
  all = [...starterTemplates, ...loaded];
  newest = newestOf(all);
}

function newestOf(templates: readonly NoteTemplate[]): readonly NoteTemplate[] {
  const byCode = new Map<string, NoteTemplate>();
  for (const template of templates) {
    const known = byCode.get(template.code);
    if (!known || known.version < template.version) byCode.set(template.code, template);
  }
  return [...byCode.values()];
}

export const allTemplates = (): readonly NoteTemplate[] => all;

/** The newest version of each form. */
export const currentTemplates = (): readonly NoteTemplate[] => newest;

/** The form that a note of this kind is begun with where none is named. */
export const usualTemplate = (type: NoteType): NoteTemplate | undefined =>
  newest.find((template) => template.type === type);

export const currentTemplate = (code: string): NoteTemplate | undefined =>
  newest.find((template) => template.code === code);

/** The form that a note was written by; undefined for notes older than the forms. */
export const templateOf = (code: string | null, version: number | null): NoteTemplate | undefined =>
  all.find((template) => template.code === code && template.version === version);
