import { writtenNumber } from '../../datatypes/written-number.js';
import type { Localised } from '../../../kernel/language.js';
import { columnFaults, columnsOf, csvRows, isTooWide, type CsvRow } from '../../datatypes/csv.js';
import { csvFault } from '../../datatypes/csv.words.js';
import { criticalLimits } from '../critical-values.js';
import type { DeltaLimit } from './delta-check.rules.js';
import { deltaFault } from './delta-file.words.js';

const NEEDED = ['code', 'within_hours'];
const KNOWN = ['code', 'by', 'by_part', 'within_hours'];
/** No change of a week ago is sudden, and none is of more than ten times. */
const MOST: Readonly<Record<string, number>> = { within_hours: 168, by_part: 10, by: 1_000_000 };

interface Fault {
  readonly line: number;
  readonly fault: Localised;
}

/** Limits of sudden changes from a CSV file: code, by or by_part, within_hours; what is wrong with it, by its line. */
export function readDeltaLimits(text: string): { readonly limits: DeltaLimit[]; readonly faults: Fault[] } {
  const { rows, openQuote } = csvRows(text);
  if (openQuote !== undefined) return { limits: [], faults: [{ line: openQuote, fault: csvFault('openQuote') }] };
  const [head, ...lines] = rows;
  const names = columnsOf(head);
  const wrong = columnFaults(names, { needed: NEEDED, known: KNOWN });
  if (wrong.length > 0) return { limits: [], faults: wrong.map((fault) => ({ line: head?.line ?? 1, fault })) };
  if (lines.length === 0) return { limits: [], faults: [{ line: 1, fault: deltaFault('none') }] };
  const seen = new Map<object | undefined, number>();
  const read = lines.map((row) => readLine(row, names, seen));
  return { limits: read.flatMap(({ limit }) => limit ?? []), faults: read.flatMap(({ faults }) => faults) };
}

function readLine(row: CsvRow, names: readonly string[], seen: Map<object | undefined, number>) {
  const { line } = row;
  const said = Object.fromEntries(names.map((name, at) => [name, (row.cells[at] ?? '').trim()]));
  const { code = '' } = said;
  const test = criticalLimits(code);
  const before = test && seen.get(test);
  if (test) seen.set(test, before ?? line);
  const numbers = ['by', 'by_part', 'within_hours'].filter((name) => said[name]);
  const faults = [
    ...(isTooWide(row, names) ? [csvFault('moreCells')] : []),
    ...(test ? [] : [deltaFault('unknownTest', { code: code.slice(0, 64) })]),
    ...(before === undefined ? [] : [deltaFault('twice', { code, line: before })]),
    ...(Boolean(said.by) === Boolean(said.by_part) ? [deltaFault('oneOf')] : []),
    ...(said.within_hours ? [] : [deltaFault('number', { name: 'within_hours' })]),
    ...numbers.flatMap((name) => numberFaults(name, said[name] ?? '')),
  ];
  if (faults.length > 0) return { limit: undefined, faults: faults.map((fault) => ({ line, fault })) };
  const amount = said.by ? { by: numberOf(said.by) } : { byPart: numberOf(said.by_part ?? '') };
  return { limit: { code, ...amount, withinHours: numberOf(said.within_hours ?? '') }, faults: [] };
}

/** What may be two numbers, and what is none, is NaN. */
const numberOf = (text: string): number => {
  const read = writtenNumber(text);
  return typeof read === 'number' && text.length <= LONGEST_NUMBER ? read : NaN;
};
const LONGEST_NUMBER = 16;

function numberFaults(name: string, text: string): Localised[] {
  const value = numberOf(text);
  const most = MOST[name] ?? Infinity;
  if (!(value > 0)) return [deltaFault('number', { name })];
  return value > most ? [deltaFault('tooMuch', { name, most })] : [];
}
