import { columnFaults, columnsOf, csvRows, isTooWide } from '../../clinical/datatypes/csv.js';
import { csvFault } from '../../clinical/datatypes/csv.words.js';
import type { Fault } from '../reference/load.js';
import { joined, told } from './load.words.js';
import { hasOldLetters } from './old-letters.rules.js';

/** What a line says, by the name of its column; what is empty is not there. */
export interface Line<Column extends string> {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<Column, string>>>;
}

export interface Columns<Column extends string> {
  readonly needed: readonly Column[];
  readonly may: readonly Column[];
}

/** More than any kind has, and than anybody reads a complaint about. */
const MOST_COLUMNS = 200;
/** Columns of names. */
const NAMES: readonly string[] = ['name', 'full_name'];
/** No text has them, and no database takes them all; lines may be broken within a cell. */
const NO_TEXT = /(?![\t\n\r])\p{Cc}/u;

/**
 * Reads the lines of a CSV file as spreadsheets write it: comma, semicolon or tab, with or without a byte order mark, letters composed
 * or not. The first line names the columns.
 */
export function readLines<Column extends string>(
  text: string,
  { needed, may }: Columns<Column>,
): { lines: Line<Column>[]; faults: Fault[] } {
  const { rows, openQuote } = csvRows(text);
  if (openQuote !== undefined) return { lines: [], faults: [{ line: openQuote, fault: csvFault('openQuote') }] };
  const [head, ...rest] = rows;
  const names = columnsOf(head);
  const at = head?.line ?? 1;
  if (names.length > MOST_COLUMNS) {
    return { lines: [], faults: [{ line: at, fault: told('columns', { count: names.length }) }] };
  }
  const wrong = columnFaults(names, { needed, known: [...needed, ...may] });
  if (wrong.length > 0) return { lines: [], faults: [{ line: at, fault: joined(wrong) }] };
  if (rest.length === 0) return { lines: [], faults: [{ line: at, fault: told('noLines') }] };
  const faults: Fault[] = [];
  const lines = rest.flatMap((row) => {
    const { line, cells } = row;
    if (isTooWide(row, names)) faults.push({ line, fault: csvFault('moreCells') });
    const said = names.map((name, place) => [name, (cells[place] ?? '').trim().normalize('NFC')] as const);
    for (const [name, value] of said) {
      // The database could not even be asked about it.
      if (NO_TEXT.test(value)) faults.push({ line, fault: told('noText', { name }) });
      if (value.includes('\ufffd')) faults.push({ line, fault: told('lost', { name }) });
      // A file is in one encoding, and names have none of the signs that other cells may have.
      else if (NAMES.includes(name) && hasOldLetters(value)) {
        faults.push({ line, fault: told('oldLetters', { name, value }) });
      }
    }
    if (said.some(([, value]) => NO_TEXT.test(value))) return [];
    return { line, cells: Object.fromEntries(said.filter(([, value]) => value !== '')) as Line<Column>['cells'] };
  });
  return { lines, faults };
}

/** Values of a cell, parted by `|`. */
export const parts = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean);
