import { hospitalTime } from '../../../kernel/hospital-time.js';
import { wordsOf } from '../questions/event-row.js';
import type { ExportedEvent, ExportWriter } from './exported-event.js';

const COLUMNS: readonly (keyof ExportedEvent)[] = [
  'seq',
  'id',
  'occurred_at',
  'kind',
  'actor_kind',
  'actor_id',
  'username',
  'role',
  'session_id',
  'terminal',
  'address',
  'request_id',
  'purpose',
  'reason',
  'entity',
  'entity_id',
  'patient_id',
  'encounter_id',
  'patient_ids',
  'changes',
  'detail',
  'full_name',
];

/** What people read beside it. */
const FOR_PEOPLE: Readonly<Record<string, (event: ExportedEvent) => string>> = {
  hospital_time: ({ occurred_at }) => hospitalTime(occurred_at),
  words_vi: (event) => wordsOf(event).vi,
  words_en: (event) => wordsOf(event).en,
};

/** A byte order mark, without which spreadsheets take UTF-8 for an older code page and spoil Vietnamese. */
export const BOM = '\uFEFF';

/**
 * RFC 4180, safe to open in a spreadsheet: what begins like a formula is made text by an apostrophe (OWASP, CSV injection).
 */
export const csvWriter: ExportWriter = {
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  head: () => `${BOM}${[...COLUMNS, ...Object.keys(FOR_PEOPLE)].join(',')}\r\n`,
  events: (events) => events.map(lineOf).join(''),
  tail: () => '',
};

const lineOf = (event: ExportedEvent): string => {
  const values = [...COLUMNS.map((column) => event[column]), ...Object.values(FOR_PEOPLE).map((text) => text(event))];
  return csvLine(values);
};

/** One line of cells. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\r\n`;

/** One cell. */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = textOf(value);
  const safe = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
