import { contentHash } from '../../clinical/notes/content-hash.rules.js';
import type { NoteTemplate, TemplateField, TemplateSection } from '../../clinical/notes/templates/template.js';
import { allTemplates, templateOf } from '../../clinical/notes/templates/templates.js';
import { mergeSections, ROWS, type NoteSection, type SectionData } from '../../clinical/notes/section.rules.js';
import { unitText } from '../../clinical/datatypes/ucum.js';
import { hashPrinted } from './facts.js';
import type { Localised } from '../../kernel/language.js';
import { paperLanguage } from './paper-language.js';
import { paperWords } from './paper.words.js';
import { clockText, dayText, momentText, numberText, shortDayText } from './printed-text.js';
import { printedPatientSignature, SIGNED_BY_PATIENTS, type PrintedPatientSignature } from './printed-patients.js';
import { plotOf, type Plot } from './printed-plots.js';
import { pulledFits, pulledText, signedPulled } from './printed-pulled.js';
import type { Part, PrintedNoteRow } from './source.js';

export interface PrintedSection {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly titled: boolean;
  /** What it took from the chart, in one line. */
  readonly pulled: string;
  readonly answers: readonly PrintedAnswer[];
  readonly columns: readonly PrintedColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly plot: Plot | null;
}

export interface PrintedAnswer {
  readonly label: string;
  readonly value: string;
  /** Of a question that is answered by yes or no. */
  readonly yes: boolean | null;
}

export interface PrintedColumn {
  readonly title: string;
  readonly kind: TemplateField['kind'];
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
  /** The same in both languages; null of a note of no form. */
  readonly titles: Localised | null;
  readonly late: string;
  readonly signed: PrintedSignature;
  /** What patients put under it. */
  readonly patients: readonly PrintedPatientSignature[];
  /** Whether a patient signs it, and nobody has yet. */
  readonly awaitsPatient: boolean;
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

/** What a note says in the first of these sections that says anything, with what that took from the chart. */
export function saidIn(note: PrintedNote | undefined, ...codes: readonly string[]): string {
  const sections = codes.flatMap((code) => note?.sections.find((section) => section.code === code) ?? []);
  const first = sections.find(({ text }) => text !== '') ?? sections.find(({ pulled }) => pulled !== '');
  return first ? [first.text, first.pulled].filter(Boolean).join('\n') : '';
}

function printed(note: PrintedNoteRow, part: Part): Omit<PrintedNote, 'addenda' | 'left' | 'right'> {
  const template = templateOf(note.template, note.templateVersion);
  const sections = withPulled(note, template)
    .map(({ section, pulled }) => ({
      ...printedSection(
        section,
        template?.sections.find(({ code }) => code === section.code),
        note.type,
      ),
      pulled: pulledText(pulled),
    }))
    .filter(({ text, answers, rows, pulled }) => text !== '' || answers.length > 0 || rows.length > 0 || pulled !== '');
  return {
    at: momentText(note.effectiveAt ?? note.signedAt!),
    title: template?.title[paperLanguage()] ?? '',
    titles: template?.title ?? null,
    late: lateText(note, part),
    signed: {
      by: note.signerName ?? '',
      at: momentText(note.signedAt!),
      hash: hashPrinted(note.contentHash),
      fits: fitsSignature(note, part) && pulledFits(note),
    },
    patients: note.patientSignatures.map(printedPatientSignature),
    awaitsPatient: SIGNED_BY_PATIENTS.includes(note.type) && note.patientSignatures.length === 0,
    sections,
  };
}

/** Each section with what it took from the chart, in the order of the form; one in which nothing else was written stands for that alone. */
function withPulled(note: PrintedNoteRow, template: NoteTemplate | undefined) {
  const values = signedPulled(note);
  const written = new Set(note.sections.map(({ code }) => code));
  const alone = [...new Set(values.flatMap((value) => value.sections))].filter((code) => !written.has(code));
  const all = mergeSections(
    note.sections,
    alone.map((code) => ({ code, text: '' })),
    template,
  );
  return all.map((section) => ({ section, pulled: values.filter(({ sections }) => sections.includes(section.code)) }));
}

/** Why it was written late; what came after the closing of the record names that. */
function lateText({ lateEntry, lateReason, signedAt }: PrintedNoteRow, { encounter }: Part): string {
  const { closedAt, contentHash: sealed } = encounter;
  const why = lateEntry || lateReason ? (lateReason ?? paperWords().yes) : '';
  if (!closedAt || new Date(signedAt!) < closedAt) return why;
  return paperWords().afterClosing(why || paperWords().yes, momentText(closedAt), hashPrinted(sealed));
}

/** Whether a text is the one that was signed, under this patient or one whose record was merged with theirs. */
function fitsSignature(note: PrintedNoteRow, { partners }: Part): boolean {
  const { signedBy, signedAt, contentHash: signedHash } = note;
  if (!signedBy || !signedAt || !signedHash) return false;
  return [note.patientId, ...partners].some(
    (patientId) => contentHash({ ...note, patientId, signedBy, signedAt: new Date(signedAt) }) === signedHash,
  );
}

function printedSection(
  { code, text, data }: NoteSection,
  form: TemplateSection | undefined,
  type: string,
): Omit<PrintedSection, 'pulled'> {
  const isTable = form?.kind === 'table';
  const fields = form?.fields ?? [];
  const given = isTable ? ((data?.[ROWS] ?? []) as SectionData[]) : [];
  const used = isTable ? fields.filter((field) => given.some((row) => answerText(field, row[field.code]))) : fields;
  return {
    code,
    title: form?.title[paperLanguage()] ?? titleOf(code),
    text: text.trim(),
    titled: !PLAIN.includes(code),
    answers: isTable ? [] : fields.flatMap((field) => answered(field, data)),
    columns: isTable
      ? used.map(({ title, unit, kind }) => ({ title: withUnit(title[paperLanguage()], unit), kind }))
      : [],
    rows: given.map((row, at) => used.map((field) => cellText(field, row[field.code], given[at - 1]?.[field.code]))),
    plot: isTable ? plotOf(type, code, given) : null,
  };
}

function answered(field: TemplateField, data: SectionData | undefined): PrintedSection['answers'] {
  const given = data?.[field.code];
  const value = answerText(field, given);
  const yes = typeof given === 'boolean' ? given : null;
  const unit = field.kind === 'number' && field.unit ? unitOf(field.unit) : '';
  return value ? [{ label: field.title[paperLanguage()], value: unit ? `${value} ${unit}` : value, yes }] : [];
}

const unitOf = (unit: string): string => (unit === '1' || unit.startsWith('{') ? '' : (unitText(unit) ?? unit));
const withUnit = (title: string, unit: string | undefined): string =>
  unit && unitOf(unit) ? `${title} (${unitOf(unit)})` : title;

function answerText({ kind, choices }: TemplateField, value: unknown): string {
  if (typeof value === 'boolean') return value ? paperWords().yes : paperWords().no;
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'string') return '';
  if (kind === 'instant') return momentText(value);
  return choices?.find(({ code }) => code === value)?.title[paperLanguage()] ?? value.trim();
}

/** A cell of a table; of a moment the day only where it is another than in the row before. */
function cellText(field: TemplateField, value: unknown, before: unknown): string {
  if (field.kind !== 'instant' || typeof value !== 'string') return answerText(field, value);
  const isSameDay = typeof before === 'string' && dayText(before) === dayText(value);
  return isSameDay ? clockText(value) : `${shortDayText(value)} ${clockText(value)}`;
}

/** A section of no form is called as the forms call sections of this code. */
const titleOf = (code: string): string =>
  allTemplates()
    .flatMap(({ sections }) => sections)
    .find((section) => section.code === code)?.title[paperLanguage()] ?? code;
