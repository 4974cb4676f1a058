import { csvRows, type CsvRow } from '../datatypes/csv.js';
import type { CodeEntry } from './code-list.js';
import type { CodeListName } from './codes.rules.js';

/** A line of a file that cannot be taken, and why. */
export interface LineFault {
  readonly line: number;
  readonly fault: string;
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
  if (openQuote !== undefined) return { entries: [], faults: [{ line: openQuote, fault: 'a quote is not closed' }] };
  const [head, ...lines] = rows;
  const columns = (head?.cells ?? []).map((name) => name.trim().toLowerCase());
  const unknown = columns.filter((name) => !(COLUMNS as readonly string[]).includes(name));
  const missing = ['code', 'vi'].filter((name) => !columns.includes(name));
  if (unknown.length > 0 || missing.length > 0 || new Set(columns).size < columns.length) {
    const said = [...missing.map((name) => `no column ${name}`), ...unknown.map((name) => `unknown column "${name}"`)];
    return { entries: [], faults: [{ line: 1, fault: said.join(', ') || 'a column stands twice' }] };
  }
  return entriesOf(list, columns as Column[], lines);
}

function entriesOf(list: CodeListName, columns: readonly Column[], rows: readonly CsvRow[]): ReadCodes {
  const faults: LineFault[] = [];
  const seen = new Map<string, number>();
  const entries: CodeEntry[] = [];
  for (const { line, cells } of rows) {
    const said = Object.fromEntries(columns.map((column, at) => [column, (cells[at] ?? '').trim().normalize('NFC')]));
    const fault = cells.length > columns.length ? 'more cells than columns' : faultOf(list, said, seen);
    if (fault) faults.push({ line, fault });
    else entries.push(entryOf(said));
    if (said.code) seen.set(said.code, line);
  }
  if (rows.length > MOST_CODES) faults.push({ line: rows.length, fault: `more than ${MOST_CODES} codes` });
  if (rows.length === 0) faults.push({ line: 1, fault: 'no codes' });
  return { entries, faults };
}

type Said = Readonly<Partial<Record<Column, string>>>;

function faultOf(list: CodeListName, said: Said, seen: ReadonlyMap<string, number>): string | undefined {
  const { code = '', vi = '', en = '', sex = '', from = '', to = '', parent = '' } = said;
  if (!CODES[list].test(code)) return `"${code}" is no code of ${list}`;
  if (seen.has(code)) return `${code} stands in line ${seen.get(code)} already`;
  if (vi === '') return `${code} has no Vietnamese words`;
  if (vi.length > LONGEST || en.length > LONGEST) return `${code} has more than ${LONGEST} characters`;

  if (/[\u0000-\u001f\ufffd]/.test(vi + en)) return `${code} has unreadable characters: save the file as UTF-8`;
  if (!['', 'male', 'female'].includes(sex)) return `${code}: sex is male, female or empty`;
  if (
    ![from, to].every((years) => /^\d{0,3}$/.test(years)) ||
    (from === '') !== (to === '') ||
    Number(from) > Number(to)
  ) {
    return `${code}: from and to are years, both or neither`;
  }
  return list === 'commune' && !CODES.province.test(parent) ? `${code}: parent is the code of its province` : undefined;
}

const entryOf = ({ code = '', vi = '', en = '', sex, from, to, parent }: Said): CodeEntry => ({
  code,
  vi,
  en: en || vi,
  ...((sex === 'male' || sex === 'female') && { sex }),
  ...(from && to && { years: { from: Number(from), to: Number(to) } }),
  ...(parent && { parent }),
});
