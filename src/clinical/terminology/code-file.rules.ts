import { columnFaults, columnsOf, csvRows, isTooWide, type CsvRow } from '../datatypes/csv.js';
import { csvFault } from '../datatypes/csv.words.js';
import type { Localised } from '../../kernel/language.js';
import { codeFault } from './code-file.words.js';
import type { CodeEntry } from './code-list.js';
import type { CodeListName } from './codes.rules.js';

/** A line of a file that cannot be taken, and why. */
export interface LineFault {
  readonly line: number;
  readonly fault: Localised;
}

/** What a file says, or what is wrong with it. */
export interface ReadCodes {
  readonly entries: readonly CodeEntry[];
  readonly faults: readonly LineFault[];
}

/** How codes of each list are written. ICD-10: WHO, with † and * of the dual classification; the others by the General Statistics Office. */
const CODES: Readonly<Record<CodeListName, RegExp>> = {
  'icd-10': /^[A-Z]\d\d(?:\.\d{1,2})?[†*+]?$/,
  atc: /^[A-Z](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?$/,
  'ethnic-group': /^\d{2}$/,
  nationality: /^[A-Z]{2}$/,
  occupation: /^[\dA-Z]{1,10}$/,
  province: /^\d{2}$/,
  commune: /^\d{5}$/,
};
const COLUMNS = ['code', 'vi', 'en', 'sex', 'from', 'to', 'parent'] as const;
type Column = (typeof COLUMNS)[number];
const LONGEST = 500;
export const MOST_CODES = 100_000;

/**
 * Reads a list of codes from CSV (RFC 4180), as spreadsheets write it: UTF-8, parted by comma, semicolon or tab, the first line naming the
 * columns. `code` and `vi` are needed; `en` is `vi` where it is empty; `sex`, `from` and `to` (years) are of diagnoses, `parent` of communes.
 */
export function readCodes(list: CodeListName, text: string): ReadCodes {
  const { rows, openQuote } = csvRows(text);
  if (openQuote !== undefined) return { entries: [], faults: [{ line: openQuote, fault: csvFault('openQuote') }] };
  const [head, ...lines] = rows;
  const columns = columnsOf(head);
  const wrong = columnFaults(columns, { needed: ['code', 'vi'], known: COLUMNS });
  if (wrong.length > 0) return { entries: [], faults: wrong.map((fault) => ({ line: head?.line ?? 1, fault })) };
  return entriesOf(list, columns as Column[], lines);
}

function entriesOf(list: CodeListName, columns: readonly Column[], rows: readonly CsvRow[]): ReadCodes {
  const faults: LineFault[] = [];
  const seen = new Map<string, number>();
  const entries: CodeEntry[] = [];
  for (const row of rows) {
    const { line, cells } = row;
    const said = Object.fromEntries(columns.map((column, at) => [column, (cells[at] ?? '').trim().normalize('NFC')]));
    const fault = isTooWide(row, columns) ? csvFault('moreCells') : faultOf(list, said, seen);
    if (fault) faults.push({ line, fault });
    else entries.push(entryOf(said));
    if (said.code) seen.set(said.code, line);
  }
  if (rows.length > MOST_CODES) faults.push({ line: rows.length, fault: codeFault('tooMany', { most: MOST_CODES }) });
  if (rows.length === 0) faults.push({ line: 1, fault: codeFault('noCodes') });
  return { entries, faults };
}

type Said = Readonly<Partial<Record<Column, string>>>;

function faultOf(list: CodeListName, said: Said, seen: ReadonlyMap<string, number>): Localised | undefined {
  const { code = '', vi = '', en = '', sex = '', from = '', to = '', parent = '' } = said;
  if (!CODES[list].test(code)) return codeFault('noCode', { code, list });
  if (seen.has(code)) return codeFault('twice', { code, line: seen.get(code) });
  if (vi === '') return codeFault('noWords', { code });
  if (vi.length > LONGEST || en.length > LONGEST) return codeFault('tooLong', { code, most: LONGEST });

  if (/[\u0000-\u001f\ufffd]/.test(vi + en)) return codeFault('unreadable', { code });
  if (!['', 'male', 'female'].includes(sex)) return codeFault('sex', { code });
  if (
    ![from, to].every((years) => /^\d{0,3}$/.test(years)) ||
    (from === '') !== (to === '') ||
    Number(from) > Number(to)
  ) {
    return codeFault('years', { code });
  }
  return list === 'commune' && !CODES.province.test(parent) ? codeFault('parent', { code }) : undefined;
}

const entryOf = ({ code = '', vi = '', en = '', sex, from, to, parent }: Said): CodeEntry => ({
  code,
  vi,
  en: en || vi,
  ...((sex === 'male' || sex === 'female') && { sex }),
  ...(from && to && { years: { from: Number(from), to: Number(to) } }),
  ...(parent && { parent }),
});
