import { snakeCase } from '../../../src/kernel/camel-case.ts';
import { fieldWords } from '../../../src/platform/audit/fields/field.words.ts';
import { currentLanguage } from '../words/language.ts';
import { day, fullMoment } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What a field is called, as the trail writes it; its own name where it has no words. */
export const fieldText = (entity: string, field: string): string =>
  fieldWords(entity, snakeCase(field))?.[currentLanguage()] ?? field;

/** Codes that people read elsewhere in words, by the field in which they stand. */
const codesOf = (words: Words): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  sex: words.sex,
  confidentiality: words.trail.level,
  role: words.role,
  priority: words.orders.priorities,
  birthDatePrecision: words.audit.precisions,
});

/**
 * A value of a field of a record, as the trail kept it: days and times as people write them, yes and no and the usual codes in words,
 * the parts of what has parts by their names.
 */
export function valueText(value: unknown, words: Words, field = ''): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.map((one) => valueText(one, words, field)).join('; ') || '–';
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([part, of]) => `${fieldText('', part)}: ${valueText(of, words, part)}`)
      .join(', ');
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  if (DAY.test(value)) return day(value);
  if (MOMENT.test(value) && !Number.isNaN(Date.parse(value))) return fullMoment(value);
  return codesOf(words)[field]?.[value] ?? value;
}
