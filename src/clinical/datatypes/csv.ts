import type { Localised } from '../../kernel/language.js';
import { csvFault } from './csv.words.js';

/** A row of a file, and the line where it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What a file says. */
export interface Csv {
  readonly rows: readonly CsvRow[];
  /** The line of a quote that is not closed: what stands behind it is of no row. */
  readonly openQuote?: number;
}

const SEPARATORS = [',', ';', '\t'];
/** By which Excel says what parts the cells, as a line before the first. */
const SAID = /^sep=([,;\t])\r?(?:\n|$)/i;

/**
 * Rows of CSV (RFC 4180) as spreadsheets write it, with or without a byte order mark: parted by whichever of comma, semicolon and tab stands
 * most often in the first line, or by what Excel says before it; lines end as on any system; empty ones are left out.
 */
export function csvRows(file: string): Csv {
  const whole = file.replace(/^\uFEFF/, '');
  const said = SAID.exec(whole);
  const text = said ? whole.slice(said[0].length) : whole;
  const separator = said?.[1] ?? separatorOf(text);
  return rowsOf(text, separator, said ? 2 : 1);
}

function separatorOf(text: string): string {
  const [first = ''] = text.split(/[\r\n]/, 1);
  const count = (one: string) => first.split(one).length;
  return SEPARATORS.reduce((most, one) => (count(one) > count(most) ? one : most));
}

function rowsOf(text: string, separator: string, firstLine: number): Csv {
  const rows: CsvRow[] = [];
  let [line, begun, cell, quoted, quotedAt] = [firstLine, firstLine, '', false, firstLine];
  let cells: string[] = [];
  const endRow = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) rows.push({ line: begun, cells });
    [cells, cell, begun] = [[], '', line];
  };
  for (let at = 0; at < text.length; at++) {
    const one = text[at]!;
    const isEnd = one === '\n' || (one === '\r' && text[at + 1] !== '\n');
    if (isEnd) line += 1;
    if (quoted && one === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (quoted) {
      if (one === '"') quoted = false;
      else cell += one;
    } else if (one === '"' && cell === '') [quoted, quotedAt] = [true, line];
    else if (one === separator) {
      cells.push(cell);
      cell = '';
    } else if (isEnd) endRow();
    else if (one !== '\r') cell += one;
  }
  if (quoted) return { rows, openQuote: quotedAt };
  endRow();
  return { rows };
}

/** What the first line calls its columns; spreadsheets keep those that somebody emptied, behind the others. */
export function columnsOf(head: CsvRow | undefined): string[] {
  const names = (head?.cells ?? []).map((name) => name.trim().normalize('NFC').toLowerCase());
  return names.slice(0, names.findLastIndex((name) => name !== '') + 1);
}

/** What is wrong with the columns of a file. */
export const columnFaults = (
  names: readonly string[],
  { needed, known }: { readonly needed: readonly string[]; readonly known: readonly string[] },
): Localised[] => [
  ...needed.filter((name) => !names.includes(name)).map((name) => csvFault('noColumn', { name })),
  ...names
    .filter((name) => !known.includes(name))
    .map((name) => csvFault('unknownColumn', { name, known: known.join(', ') })),
  ...names.filter((name, at) => names.indexOf(name) < at).map((name) => csvFault('columnTwice', { name })),
];

/** Whether a row says something behind the last column. */
export const isTooWide = ({ cells }: CsvRow, columns: readonly string[]): boolean =>
  cells.slice(columns.length).some((cell) => cell.trim() !== '');
