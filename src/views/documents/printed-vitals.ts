import { vitalWords } from '../../clinical/observations/observations.words.js';
import { toVitalsResponse, type VitalsRow } from '../../clinical/observations/vitals.mapper.js';
import { CHART_LINES } from './listed.words.js';
import { inWords } from './paper-language.js';
import { paperWords } from './paper.words.js';
import { clockText, dayText, momentText, numberText, optional, shortDayText } from './printed-text.js';

/** Sets on one sheet, one a column. */
export const COLUMNS = 20;

/** Rows below the plot, each with its label. */
export const chartLines = () => Object.entries(inWords(CHART_LINES)).map(([field, label]) => ({ field, label }));

/** One column of the chart; what is plotted stands as a number, null where it was not measured. */
export interface PrintedSet {
  readonly date: string;
  readonly time: string;
  readonly pulse: number | null;
  readonly temperature: number | null;
  readonly [line: string]: string | number | null;
}

/** The chart: sheets of columns in the order of time, and what has to be said beside them. */
export function printedVitals(rows: readonly VitalsRow[]): { sheets: PrintedSet[][]; remarks: string[] } {
  const sheets: PrintedSet[][] = [];
  for (let from = 0; from === 0 || from < rows.length; from += COLUMNS) {
    const sheet = rows.slice(from, from + COLUMNS);
    sheets.push(sheet.map((row, at) => printedSet(row, sheet[at - 1])));
  }
  return { sheets, remarks: [...signers(rows), ...rows.flatMap(remarksOf)] };
}

/** Whom the initials below the plot mean. */
function signers(rows: readonly VitalsRow[]): string[] {
  const names = [...new Set(rows.flatMap(({ recorderName }) => recorderName ?? []))];
  return names.length === 0
    ? []
    : [paperWords().initials(names.map((name) => `${initialsOf(name)}: ${name}`).join('; '))];
}

function printedSet(row: VitalsRow, before: VitalsRow | undefined): PrintedSet {
  const set = toVitalsResponse(row);
  const isNewDay = before === undefined || dayText(before.effectiveAt) !== dayText(row.effectiveAt);
  const { heartRate, systolic, diastolic } = row;
  return {
    date: isNewDay ? shortDayText(row.effectiveAt) : '',
    time: clockText(row.effectiveAt),
    pulse: heartRate,
    'pulse-text': optional(heartRate),
    temperature: row.temperature === null ? null : Number(row.temperature),
    'temperature-text': row.temperature === null ? '' : numberText(Number(row.temperature), 1),
    pressure: systolic === null && diastolic === null ? '' : `${systolic ?? '–'}\n${diastolic ?? '–'}`,
    breath: optional(row.respiratoryRate),
    saturation: optional(row.oxygenSaturation),
    oxygen:
      row.oxygenFlow === null ? (row.supplementalOxygen ? paperWords().yes : '') : optional(Number(row.oxygenFlow)),
    alert: row.consciousness ?? '',
    pain: optional(row.pain),
    glucose: row.glucose === null ? '' : numberText(Number(row.glucose), 1),
    weight: row.weight === null ? '' : numberText(Number(row.weight)),
    score: scoreText(set.news2 ?? set.pews),
    by: initialsOf(row.recorderName),
  };
}

/** A score of which values are missing is a lower bound, and says so. */
const scoreText = (score: { total: number | null; partial?: number | null } | null): string =>
  score === null ? '' : score.total !== null ? String(score.total) : '–';

/** What stands before a name: BS., ĐD., CNĐD., BSCKII., ThS.BS. */
const TITLES = /^(?:\p{L}+\.\s*)+/u;

const initialsOf = (name: string | null): string =>
  (name ?? '')
    .replace(TITLES, '')
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .join('');

function remarksOf(row: VitalsRow): string[] {
  const at = momentText(row.effectiveAt);
  const set = toVitalsResponse(row);
  const words = inWords(vitalWords);
  return [
    ...set.notMeasured.map(({ field, text }) => paperWords().notMeasured(at, words[field] ?? field, text)),
    ...(row.lateEntry ? [paperWords().lateEntry(at, momentText(row.recordedAt))] : []),
    ...(row.comment ? [paperWords().comment(at, row.comment)] : []),
  ];
}
