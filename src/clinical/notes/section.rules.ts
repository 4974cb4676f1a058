import canonicalize from 'canonicalize';
import type { NoteTemplate, TemplateField, TemplateSection } from './templates/template.js';

/** What stands in fields of a section: answers by their codes, or a table's rows of such. */
export type SectionData = Readonly<Record<string, unknown>>;

/** One section of a note, as it is stored and signed. */
export interface NoteSection {
  readonly code: string;
  readonly text: string;
  readonly data?: SectionData;
}

/** A section as it comes in; one that brings fields may bring no text. */
export interface GivenSection {
  readonly code: string;
  readonly text?: string;
  readonly data?: SectionData;
}

/** The section of an addendum in which the next shift says back what it takes over. */
export const TAKEN_OVER = 'taking-over';

export const ROWS = 'rows';

/**
 * The sections after a save: those that it names are as it says, all others stay. A section of which only the fields are sent keeps its
 * text, and the other way round. They stand in the order of the form, others behind in the order in which they came.
 */
export function mergeSections(
  stored: readonly NoteSection[],
  given: readonly GivenSection[],
  template: NoteTemplate | undefined,
): NoteSection[] {
  const merged = new Map(stored.map((section) => [section.code, section]));
  for (const { code, text, data } of given) {
    const before = merged.get(code);
    const kept = data ?? before?.data;
    const said = text === undefined ? before?.text : asProse(text);
    merged.set(code, { code, text: said ?? '', ...(kept && { data: kept }) });
  }
  const places = new Map(template?.sections.map(({ code }, place) => [code, place]));
  const placeOf = ({ code }: NoteSection) => places.get(code) ?? Number.MAX_SAFE_INTEGER;
  return [...merged.values()].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Breaks of a line or page as word processors have them, and signs that steer a terminal, which no reader or printer shows. */
const OTHER_BREAKS = /[\u000B\u000C\u2028\u2029\u0085]/gu;
const CONTROLS = /[\u0001-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/gu;

/** Text as it was typed or pasted, with the breaks that everybody has. */
export const asProse = (text: string): string => text.replace(OTHER_BREAKS, '\n').replace(CONTROLS, '');

/** Whether two are the same to a reader, in whatever order their fields came. */
export const sameSections = (one: readonly NoteSection[], other: readonly NoteSection[]): boolean =>
  canonicalize(one) === canonicalize(other);

/**
 * Whether a text fills something in: it has a letter or digit, and is not one sign again and again. A full stop, a dash, "x" and "..." say
 * nothing; "Tỉnh", "0" and "38,4" do.
 */
export function isFilledIn(text: string): boolean {
  const signs = [...text.normalize('NFC').toLowerCase()].filter((sign) => /[\p{L}\p{N}]/u.test(sign));
  if (signs.length === 0) return false;
  return signs.some((sign) => /\p{N}/u.test(sign)) || new Set(signs).size > 1;
}

/** Whether anything at all stands in the note. */
export const saysAnything = (sections: readonly NoteSection[]): boolean =>
  sections.some(({ text, data }) => isFilledIn(text) || (data !== undefined && answersIn(data).length > 0));

/** What a note still lacks before it can be signed. */
export interface Missing {
  readonly section: TemplateSection;
  /** Fields without an answer; absent when the whole section says nothing. */
  readonly fields?: readonly TemplateField[];
}

/** The sections that the form requires and that say nothing, and required fields without an answer. */
export function missingIn(template: NoteTemplate | undefined, sections: readonly NoteSection[]): Missing[] {
  const written = new Map(sections.map((section) => [section.code, section]));
  return (template?.sections ?? []).flatMap((section): Missing[] => {
    const said = written.get(section.code);
    if (section.kind !== 'text') return missingFields(section, said?.data);
    if (!section.required) return [];
    const instead = [section.code, ...(section.alternatives ?? [])].map((code) => written.get(code)?.text ?? '');
    return instead.some(isFilledIn) ? [] : [{ section }];
  });
}

function missingFields(section: TemplateSection, data: SectionData | undefined): Missing[] {
  const rows = section.kind === 'table' ? rowsOf(data) : data && [data];
  const begun = rows?.filter((row) => answersIn(row).length > 0) ?? [];
  if (begun.length === 0) return section.required ? [{ section }] : [];
  const fields = section.fields?.filter(({ code, required }) => required && begun.some((row) => !isAnswer(row[code])));
  return fields && fields.length > 0 ? [{ section, fields }] : [];
}

/** Two moments of a note that cannot follow each other as they stand. */
export interface Disorder {
  readonly section: TemplateSection;
  readonly field: TemplateField;
  /** What came later than it, and should have come first. */
  readonly first: TemplateField;
  readonly firstSection: TemplateSection;
}

/** Moments that lie before what they come after by their form: the stops of a checklist, the end of an operation. */
export function disorderIn(template: NoteTemplate | undefined, sections: readonly NoteSection[]): Disorder[] {
  const momentOf = (section: string, field: string): number => {
    const value = sections.find(({ code }) => code === section)?.data?.[field];
    return typeof value === 'string' ? Date.parse(value) : NaN;
  };
  return (template?.sections ?? []).flatMap((section) =>
    (section.kind === 'values' ? (section.fields ?? []) : []).flatMap((field): Disorder[] => {
      const [code = '', name = ''] = field.notBefore?.split('/') ?? [];
      const firstSection = template?.sections.find((one) => one.code === code);
      const first = firstSection?.fields?.find((one) => one.code === name);
      const isBefore = momentOf(section.code, field.code) < momentOf(code, name);
      return firstSection && first && isBefore ? [{ section, field, first, firstSection }] : [];
    }),
  );
}

/** The rows of a table's data. */
export const rowsOf = (data: SectionData | undefined): SectionData[] =>
  Array.isArray(data?.[ROWS]) ? (data[ROWS] as SectionData[]) : [];

const isAnswer = (value: unknown): boolean =>
  typeof value === 'string' ? isFilledIn(value) : value !== undefined && value !== null;

const answersIn = (data: SectionData): unknown[] =>
  Object.values(data).filter((value) => (Array.isArray(value) ? value.length > 0 : isAnswer(value)));
