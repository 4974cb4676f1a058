import type { NoteType } from '../note-types.js';
import type { Pull, TemplateField, TemplateSection } from '../templates/template.js';

/** Words in both languages of the hospital. */
export class WordsResponse {
  /** @example "Diễn biến bệnh" */
  vi!: string;
  /** @example "Course" */
  en!: string;
}

export class FieldChoiceResponse {
  /** @example II */
  code!: string;
  /** In the reader's language. @example "Cấp II: cần hỗ trợ" */
  title!: string;
  titles!: WordsResponse;
}

export class TemplateFieldResponse {
  /** @example dilatation */
  code!: string;
  /** In the reader's language. @example "Độ mở cổ tử cung" */
  title!: string;
  titles!: WordsResponse;
  /** number, text, yes-no, instant (RFC 3339) or choice. @example number */
  kind!: TemplateField['kind'];
  /** UCUM. @example cm */
  unit!: string | null;
  /** The unit as people write it; null where none is written, as of points. @example { "vi": "lần/phút", "en": "/min" } */
  unitTexts!: WordsResponse | null;
  /** @example 0 */
  min!: number | null;
  /** @example 10 */
  max!: number | null;
  choices!: FieldChoiceResponse[];
  /** Answered before the note is signed. @example false */
  required!: boolean;
  /** Of a moment: the one that it does not come before when the note is signed, as section/field. @example sign-in/at */
  notBefore!: string | null;
}

export class TemplateSectionResponse {
  /** @example course */
  code!: string;
  /** In the reader's language. @example "Diễn biến bệnh" */
  title!: string;
  titles!: WordsResponse;
  /** text, values (fields answered once) or table (rows of fields). @example text */
  kind!: TemplateSection['kind'];
  /** Says something before the note is signed. @example true */
  required!: boolean;
  /** Other sections one of which is as good. @example ["assessment"] */
  alternatives!: string[];
  /** What it takes from the chart when the note is begun: vital-signs, laboratory. @example ["vital-signs"] */
  pulls!: Pull[];
  fields!: TemplateFieldResponse[];
}

export class NoteTemplateResponse {
  /** @example progress */
  code!: string;
  /** The kind of note it is a form of. @example progress */
  type!: NoteType;
  /** @example 1 */
  version!: number;
  /** In the reader's language. @example "Tờ điều trị" */
  title!: string;
  titles!: WordsResponse;
  /** The law or paper it comes from. @example "Circular 32/2023/TT-BYT" */
  source!: string;
  /** Who writes it. @example ["doctor", "department-head"] */
  roles!: string[];
  sections!: TemplateSectionResponse[];
}

export class NoteTemplateList {
  items!: NoteTemplateResponse[];
  /** Always null: all are there. @example null */
  next!: string | null;
}
