import { vitalWords } from '../../clinical/observations/observations.words.js';
import { toVitalsResponse, type VitalsRow } from '../../clinical/observations/vitals.mapper.js';
import { CHART_LINES, EFFORT_WORDS } from './listed.words.js';
import { inWords, paperLanguage } from './paper-language.js';
import { paperWords } from './paper.words.js';
import { clockText, dayText, momentText, numberText, optional, shortDayText } from './printed-text.js';

/** Sets on one sheet, one a column. */
export const COLUMNS = 20;

/** Rows below the plot that stand there only where somebody charted them. */
const SELDOM: readonly string[] = ['gcs', 'refill', 'effort', 'height'];

/** Rows below the plot, each with its label. */
const chartLines = (sets: readonly PrintedSet[]) =>
  Object.entries(inWords(CHART_LINES))
    .filter(([field]) => !SELDOM.includes(field) || sets.some((set) => set[field]))
    .map(([field, label]) => ({ field, label }));

/** One column of the chart; what is plotted stands as a number, null where it was not measured. */
export interface PrintedSet {
  readonly date: string;
  readonly time: string;
  readonly pulse: number | null;
  readonly temperature: number | null;
  readonly [line: string]: string | number | null;
}

/** The chart: sheets of columns in the order of time, its rows, and what has to be said beside them. */
export function printedVitals(rows: readonly VitalsRow[]) {
  const signers = signersOf(rows);
  const sheets: PrintedSet[][] = [];
  for (let from = 0; from === 0 || from < rows.length; from += COLUMNS) {
    const sheet = rows.slice(from, from + COLUMNS);
    sheets.push(sheet.map((row, at) => printedSet(row, sheet[at - 1], signers)));
  }
  return { sheets, lines: chartLines(sheets.flat()), remarks: [...whoSigned(signers), ...rows.flatMap(remarksOf)] };
}

/** By whom sets were recorded, in the letters that stand below the plot; people of the same letters are numbered. */
function signersOf(rows: readonly VitalsRow[]): ReadonlyMap<string, string> {
  const names = [...new Set(rows.flatMap(({ recorderName }) => recorderName ?? []))];
  const alike = Map.groupBy(names, initialsOf);
  return new Map(
    names.map((name) => {
      const letters = initialsOf(name);
      const same = alike.get(letters)!;
      return [name, same.length === 1 ? letters : `${letters}${same.indexOf(name) + 1}`];
    }),
  );
}

/** Whom the letters below the plot mean. */
const whoSigned = (signers: ReadonlyMap<string, string>): string[] =>
  signers.size === 0
    ? []
    : [paperWords().initials([...signers].map(([name, letters]) => `${letters}: ${name}`).join('; '))];

function printedSet(row: VitalsRow, before: VitalsRow | undefined, signers: ReadonlyMap<string, string>): PrintedSet {
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
    oxygen: oxygenText(row),
    effort: row.respiratoryEffort ? EFFORT_WORDS[row.respiratoryEffort][paperLanguage()] : '',
    refill: row.capillaryRefill === null ? '' : numberText(Number(row.capillaryRefill)),
    alert: row.consciousness ?? '',
    gcs: set.gcs === null ? '' : set.gcs.total === null ? set.gcs.text.replaceAll(' ', '\n') : String(set.gcs.total),
    pain: optional(row.pain),
    glucose: row.glucose === null ? '' : numberText(Number(row.glucose), 1),
    weight: row.weight === null ? '' : numberText(Number(row.weight)),
    height: row.height === null ? '' : numberText(Number(row.height)),
    score: scoreText(set.news2 ?? set.pews),
    by: signers.get(row.recorderName ?? '') ?? '',
  };
}

/** Litres a minute and what part of it is oxygen, as far as they are known; else that oxygen was given. */
function oxygenText({ oxygenFlow, fio2, supplementalOxygen }: VitalsRow): string {
  const known = [
    ...(oxygenFlow === null ? [] : [numberText(Number(oxygenFlow))]),
    ...(fio2 === null ? [] : [`${numberText(Number(fio2))}%`]),
  ];
  if (known.length > 0) return known.join('\n');
  return supplementalOxygen ? paperWords().yes : '';
}

/** A score of which values are missing is a lower bound, and says so. */
function scoreText(score: { total: number | null; partial: number | null } | null): string {
  if (score === null) return '';
  if (score.total !== null) return String(score.total);
  return score.partial ? `≥ ${score.partial}` : '–';
}

/** What stands before a name: BS., ĐD., CNĐD., BSCKII., ThS.BS. */
const TITLES = /^(?:\p{L}+\.\s*)+/u;

const initialsOf = (name: string): string =>
  name
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
