import { contentHash } from '../../clinical/notes/content-hash.rules.js';
import type { TemplateField, TemplateSection } from '../../clinical/notes/templates/template.js';
import { allTemplates, templateOf } from '../../clinical/notes/templates/templates.js';
import type { NoteRow } from '../../clinical/notes/note.mapper.js';
import { ROWS, type NoteSection, type SectionData } from '../../clinical/notes/section.rules.js';
import { unitText } from '../../clinical/datatypes/ucum.js';
import { paperWords } from './documents.words.js';
import { momentText, numberText } from './printed-text.js';
import type { Part } from './source.js';

export interface PrintedSection {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly titled: boolean;
  readonly answers: readonly { readonly label: string; readonly value: string }[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface PrintedSignature {
  readonly by: string;
  readonly at: string;
  readonly hash: string;
  /** Whether the text is the one that was signed. */
  readonly fits: boolean;
}

export interface PrintedNote {
  readonly at: string;
  readonly title: string;
  readonly late: string;
  readonly signed: PrintedSignature;
  readonly sections: readonly PrintedSection[];
  readonly left: readonly PrintedSection[];
  readonly right: readonly PrintedSection[];
  readonly addenda: readonly Omit<PrintedNote, 'addenda' | 'left' | 'right'>[];
}

/** Sections that stand on the right of a sheet of two columns: what is ordered, what was done. */
const RIGHT: Readonly<Record<string, readonly string[]>> = {
  progress: ['plan', 'orders', 'medication', 'next-steps'],
  nursing: ['plan', 'care', 'evaluation', 'level'],
};
/** Sections that need no title in their column. */
const PLAIN = ['course', 'observation', 'care'];

/** Signed notes of these kinds with their addenda, in the order of time. */
export function printedNotes(part: Part, types: readonly string[]): PrintedNote[] {
  const notes = part.notes.filter(({ type }) => types.includes(type));
  const known = new Set(notes.map(({ id }) => id));
  const addenda = Map.groupBy(notes, ({ addendumTo }) => addendumTo ?? '');
  // An addendum whose note is not printed (it was marked as an error) stands for itself.
  return notes
    .filter(({ addendumTo }) => addendumTo === null || !known.has(addendumTo))
    .map((note) => {
      const one = printed(note, part);
      const isRight = ({ code }: PrintedSection) => RIGHT[note.type]?.includes(code) ?? false;
      return {
        ...one,
        left: one.sections.filter((section) => !isRight(section)),
        right: one.sections.filter(isRight),
        addenda: (addenda.get(note.id) ?? []).map((addendum) => printed(addendum, part)),
      };
    });
}

/** The newest signed note of these kinds; the first kind that has one. */
export function newestNote(part: Part, types: readonly string[]): PrintedNote | undefined {
  return types.map((type) => printedNotes(part, [type]).at(-1)).find((note) => note !== undefined);
}

/** What a note says in the first of these sections that says anything. */
export const saidIn = (note: PrintedNote | undefined, ...codes: readonly string[]): string =>
  codes.map((code) => note?.sections.find((section) => section.code === code)?.text.trim() ?? '').find(Boolean) ?? '';

function printed(note: NoteRow, part: Part): Omit<PrintedNote, 'addenda' | 'left' | 'right'> {
  const template = templateOf(note.template, note.templateVersion);
  const sections = note.sections
    .map((section) =>
      printedSection(
        section,
        template?.sections.find(({ code }) => code === section.code),
      ),
    )
    .filter(({ text, answers, rows }) => text !== '' || answers.length > 0 || rows.length > 0);
  return {
    at: momentText(note.effectiveAt ?? note.signedAt!),
    title: template?.title.vi ?? '',
    late: note.lateEntry ? (note.lateReason ?? paperWords.yes) : '',
    signed: {
      by: note.signerName ?? '',
      at: momentText(note.signedAt!),
      hash: (note.contentHash ?? '').slice(0, 16),
      fits: fitsSignature(note, part),
    },
    sections,
  };
}

/** Whether a text is the one that was signed, under this patient or one whose record was merged with theirs. */
function fitsSignature(note: NoteRow, { partners }: Part): boolean {
  const { signedBy, signedAt, contentHash: signedHash } = note;
  if (!signedBy || !signedAt || !signedHash) return false;
  return [note.patientId, ...partners].some(
    (patientId) => contentHash({ ...note, patientId, signedBy, signedAt: new Date(signedAt) }) === signedHash,
  );
}

function printedSection({ code, text, data }: NoteSection, form: TemplateSection | undefined): PrintedSection {
  const isTable = form?.kind === 'table';
  const fields = form?.fields ?? [];
  const given = isTable ? ((data?.[ROWS] ?? []) as SectionData[]) : [];
  const used = isTable ? fields.filter((field) => given.some((row) => answerText(field, row[field.code]))) : fields;
  return {
    code,
    title: form?.title.vi ?? titleOf(code),
    text: text.trim(),
    titled: !PLAIN.includes(code),
    answers: isTable ? [] : fields.flatMap((field) => answered(field, data)),
    columns: isTable ? used.map(({ title, unit }) => withUnit(title.vi, unit)) : [],
    rows: given.map((row) => used.map((field) => answerText(field, row[field.code]))),
  };
}

function answered(field: TemplateField, data: SectionData | undefined): PrintedSection['answers'] {
  const value = answerText(field, data?.[field.code]);
  const unit = field.kind === 'number' && field.unit ? unitOf(field.unit) : '';
  return value ? [{ label: field.title.vi, value: unit ? `${value} ${unit}` : value }] : [];
}

const unitOf = (unit: string): string => (unit === '1' || unit.startsWith('{') ? '' : (unitText(unit) ?? unit));
const withUnit = (title: string, unit: string | undefined): string =>
  unit && unitOf(unit) ? `${title} (${unitOf(unit)})` : title;

function answerText({ kind, choices }: TemplateField, value: unknown): string {
  if (typeof value === 'boolean') return value ? paperWords.yes : paperWords.no;
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'string') return '';
  if (kind === 'instant') return momentText(value);
  return choices?.find(({ code }) => code === value)?.title.vi ?? value.trim();
}

/** A section of no form is called as the forms call sections of this code. */
const titleOf = (code: string): string =>
  allTemplates()
    .flatMap(({ sections }) => sections)
    .find((section) => section.code === code)?.title.vi ?? code;
