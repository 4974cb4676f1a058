import { day, fullMoment } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A value of a field of a record, as the trail kept it: days and times as people write them, yes and no in words. */
export function valueText(value: unknown, words: Words): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value !== 'string') return JSON.stringify(value);
  if (DAY.test(value)) return day(value);
  return MOMENT.test(value) && !Number.isNaN(Date.parse(value)) ? fullMoment(value) : value;
}
