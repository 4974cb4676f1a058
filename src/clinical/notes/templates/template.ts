import type { Localised } from '../../../kernel/language.js';
import type { NoteType } from '../note-types.js';

/** What a field of a section takes. Moments are RFC 3339 in UTC; numbers are in the unit that stands beside them (UCUM). */
export interface TemplateField {
  readonly code: string;
  readonly title: Localised;
  readonly kind: 'number' | 'text' | 'yes-no' | 'instant' | 'choice';
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly { readonly code: string; readonly title: Localised }[];
  /** It is answered before the note is signed; in a table, in every row. */
  readonly required?: true;
  /** Of a moment: the one that it does not come before, as `section/field`. */
  readonly notBefore?: string;
}

/** What a section takes from the chart when the note is begun: the latest vital signs, or the latest laboratory values. */
export const PULLS = ['vital-signs', 'laboratory'] as const;
export type Pull = (typeof PULLS)[number];

/**
 * One section of a form. `text` is prose; `values` are fields answered once; `table` has one row after another in time, such as a
 * partograph. Beside its fields every section may have prose.
 */
export interface TemplateSection {
  readonly code: string;
  readonly title: Localised;
  readonly kind: 'text' | 'values' | 'table';
  readonly required?: true;
  /** Sections that say the same in another order of writing: one of them is as good. */
  readonly alternatives?: readonly string[];
  readonly fields?: readonly TemplateField[];
  readonly pulls?: readonly Pull[];
}

/** A form, as it is in one version. What was written by an older version is read by it, so versions are added and never changed. */
export interface NoteTemplate {
  readonly code: string;
  readonly type: NoteType;
  readonly version: number;
  readonly title: Localised;
  /** The law or the paper that the form comes from. */
  readonly source: string;
  readonly sections: readonly TemplateSection[];
}

/** What the forms have in common. */
export const CIRCULAR_32 = 'Circular 32/2023/TT-BYT';

const of = (code: string, vi: string, en: string): TemplateSection => ({ code, title: { vi, en }, kind: 'text' });

/** A section of prose. */
export const prose = of;
/** A section of prose without which the note is not signed. */
export const needed = (code: string, vi: string, en: string): TemplateSection => ({
  ...of(code, vi, en),
  required: true,
});

/** A question that is answered with yes or no before the note is signed. */
export const asked = (code: string, vi: string, en: string): TemplateField => ({
  code,
  title: { vi, en },
  kind: 'yes-no',
  required: true,
});

/** A number in a unit, between two bounds that nothing in life goes beyond. */
export const measured = (
  code: string,
  vi: string,
  en: string,
  { unit, min, max, required }: Pick<TemplateField, 'unit' | 'min' | 'max' | 'required'>,
): TemplateField => ({ code, title: { vi, en }, kind: 'number', unit, min, max, ...(required && { required }) });

export const worded = (code: string, vi: string, en: string, required?: true): TemplateField => ({
  code,
  title: { vi, en },
  kind: 'text',
  ...(required && { required }),
});

export const timed = (code: string, vi: string, en: string, required?: true, notBefore?: string): TemplateField => ({
  code,
  title: { vi, en },
  kind: 'instant',
  ...(required && { required }),
  ...(notBefore && { notBefore }),
});
