import type { Localised } from '../../kernel/language.js';
import type { FieldError } from '../../kernel/problem.js';
import { noteWords } from './notes.words.js';
import { ROWS, rowsOf, type GivenSection, type SectionData } from './section.rules.js';
import type { NoteTemplate, TemplateField } from './templates/template.js';

/** Rows of a table: a partograph of two days, or an anaesthesia of eight hours at each five minutes. */
export const MOST_ROWS = 200;
const LONGEST_ANSWER = 2_000;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/** What is wrong with the fields of sections, by the form that they are of. A draft may leave any of them out. */
export function wrongData(template: NoteTemplate | undefined, sections: readonly GivenSection[]): FieldError[] {
  return sections.flatMap(({ code, data }, place) => {
    if (data === undefined) return [];
    const at = `/sections/${place}/data`;
    const section = template?.sections.find((one) => one.code === code);
    if (!section?.fields) return [error(at, 'no-fields', noteWords.noFields)];
    if (section.kind !== 'table') return wrongAnswers(section.fields, data, at);
    if (Object.keys(data).some((key) => key !== ROWS) || !Array.isArray(data[ROWS])) {
      return [error(at, 'rows', noteWords.rows)];
    }
    if (rowsOf(data).length > MOST_ROWS) return [error(at, 'rows', noteWords.tooManyRows)];
    return rowsOf(data).flatMap((row, index) =>
      isObject(row)
        ? wrongAnswers(section.fields!, row, `${at}/${ROWS}/${index}`)
        : [error(`${at}/${ROWS}/${index}`, 'rows', noteWords.rows)],
    );
  });
}

const isObject = (value: unknown): value is SectionData =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function wrongAnswers(fields: readonly TemplateField[], data: SectionData, at: string): FieldError[] {
  return Object.entries(data).flatMap(([code, value]) => {
    const field = fields.find((one) => one.code === code);
    const pointer = `${at}/${code.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!field) return [error(pointer, 'unknown-field', noteWords.unknownField)];
    const wrong = value === null ? undefined : wrongAnswer(field, value);
    return wrong ? [error(pointer, field.kind, wrong)] : [];
  });
}

function wrongAnswer({ kind, min, max, choices }: TemplateField, value: unknown): Localised | undefined {
  switch (kind) {
    case 'yes-no':
      return typeof value === 'boolean' ? undefined : noteWords.yesOrNo;
    case 'number':
      return typeof value === 'number' && value >= (min ?? -Infinity) && value <= (max ?? Infinity)
        ? undefined
        : noteWords.between(min, max);
    case 'choice':
      return choices?.some(({ code }) => code === value) ? undefined : noteWords.oneOf(choices ?? []);
    case 'instant':
      return typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value))
        ? undefined
        : noteWords.moment;
    case 'text':
      return typeof value === 'string' && value.length <= LONGEST_ANSWER ? undefined : noteWords.shortText;
  }
}

const error = (pointer: string, rule: string, message: Localised): FieldError => ({ pointer, rule, message });
