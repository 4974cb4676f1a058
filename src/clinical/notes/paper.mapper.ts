/** What papers are made of: forms and their fields, kinds of notes, and the hash that was signed. */
export { contentHash } from './content-hash.js';
export type { NoteType } from './note-types.js';
export type { TemplateField, TemplateSection } from './templates/template.js';
export { NOTE_TEMPLATES, templateOf } from './templates/templates.js';
