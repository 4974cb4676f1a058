import type { Localised } from '../../../kernel/language.js';
import { columnFaults, columnsOf, csvRows, isTooWide } from '../../datatypes/csv.js';
import { csvFault } from '../../datatypes/csv.words.js';
import { writtenNumber } from '../../datatypes/written-number.js';
import { unitSpelled } from '../unit-spelling.rules.js';
import { ROUTES, routeSpelled, type Route } from '../dose.rules.js';
import {
  COLUMNS,
  LIMIT_COLUMNS,
  NEEDED,
  NUMBER_COLUMNS,
  SINGLE_OF_DAY,
  type LimitColumn,
} from './formulary-columns.js';
import { formularyFault } from './formulary-file.words.js';
import type { Analyte, Drug, ResultLimit } from './formulary.js';

/** What a file of a formulary says, or what is wrong with it. */
export interface ReadFormulary {
  readonly drugs: readonly Drug[];
  readonly faults: readonly { readonly line: number; readonly fault: Localised }[];
}

const MOST_DRUGS = 5_000;
const LONGEST = 300;
/** Source: WHO ATC index; the fifth level names a substance. */
const ATC = /^[A-Z]\d\d[A-Z]{2}\d\d$/;
const ANALYTES: readonly Analyte[] = ['potassium', 'inr', 'platelets'];
const RENAL_MEASURE = 'ckd-epi-2021';

/** What a line says, by the name of its column. */
export type Said = Readonly<Record<string, string>>;

/**
 * Reads a hospital's formulary from CSV (RFC 4180), the first line naming the columns. Several values of one cell are parted by `|`. Doses
 * are in mg, or in units of a medicine whose `unit` is IU; those of children per kg; `results` are limits such as `potassium>5.5`, `renal_daily_mg` the
 * most of a day below a renal function such as `45:1000|60:2000`; what is empty is not checked, and the checks say so.
 */
export function readFormulary(text: string): ReadFormulary {
  const { rows, openQuote } = csvRows(text);
  if (openQuote !== undefined) return refused(openQuote, csvFault('openQuote'));
  const [head, ...lines] = rows;
  const columns = columnsOf(head);
  const wrong = columnFaults(columns, { needed: NEEDED, known: COLUMNS });
  if (wrong.length > 0) return refused(head?.line ?? 1, ...wrong);
  const wide = lines.filter((row) => isTooWide(row, columns));
  if (wide.length > 0) return { drugs: [], faults: wide.map(({ line }) => ({ line, fault: csvFault('moreCells') })) };
  return formularyOf(
    lines.map(({ line, cells }) => {
      const cell = (at: number) => (cells[at] ?? '').trim().normalize('NFC');
      return { line, said: Object.fromEntries(columns.map((column, at) => [column, cell(at)])) };
    }),
  );
}

/** The medicines that lines say, or everything that is wrong with them. */
export function formularyOf(lines: readonly { readonly line: number; readonly said: Said }[]): ReadFormulary {
  if (lines.length === 0) return refused(1, formularyFault('noMedicines'));
  if (lines.length > MOST_DRUGS) return refused(lines.length, formularyFault('tooMany', { most: MOST_DRUGS }));
  const seen = new Map<string, number>();
  const read = lines.map(({ line, said }) => {
    const faults = faultsOf(said, seen).map((fault) => ({ line, fault }));
    if (said.atc) seen.set(said.atc, line);
    return { said, faults };
  });
  const faults = read.flatMap((one) => one.faults);
  return { drugs: faults.length > 0 ? [] : read.map(({ said }) => drugIn(said)), faults };
}

const refused = (line: number, ...faults: readonly Localised[]): ReadFormulary => ({
  drugs: [],
  faults: faults.map((fault) => ({ line, fault })),
});
const parts = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split('|')
    .map((one) => one.trim())
    .filter(Boolean);
/** What may be two numbers, and what is none, is NaN. */
function number(cell: string | undefined): number | undefined {
  if (!cell) return undefined;
  const read = writtenNumber(cell);
  return typeof read === 'number' ? read : NaN;
}
/** Millions of units are usual, as of colistin. */
const isAmount = (value: number): boolean => value > 0 && value <= 1_000_000_000;

/** Doses are told in mg, which need not be said, or in units. */
const UNITS: readonly unknown[] = ['', 'mg', '[iU]'];

/** Everything that is wrong with a line. */
function faultsOf(said: Said, seen: ReadonlyMap<string, number>): Localised[] {
  const { atc = '' } = said;
  const routes = parts(said.routes);
  const wrong: readonly (readonly [boolean, Localised])[] = [
    [!ATC.test(atc), formularyFault('noCode', { atc })],
    [seen.has(atc), formularyFault('twice', { atc, line: seen.get(atc) })],
    [!said.name, formularyFault('noName', { atc })],
    [Object.values(said).some((cell) => cell.length > LONGEST), formularyFault('tooLong', { atc, most: LONGEST })],
    [parts(said.forms).length === 0, formularyFault('noForm', { atc })],
    [!said.source, formularyFault('noSource', { atc })],
    [routes.length === 0, formularyFault('noRoute', { atc })],
    ...routes.map((route) => [!isRoute(route), formularyFault('route', { atc, route })] as const),
    ...[...Object.keys(LIMIT_COLUMNS), ...NUMBER_COLUMNS].map((column) => {
      const cell = said[column];
      const fault = cell && writtenNumber(cell) === 'unclear' ? 'unclearNumber' : 'number';
      const value = number(cell);
      return [value !== undefined && !isAmount(value), formularyFault(fault, { atc, column, cell })] as const;
    }),
    ...SINGLE_OF_DAY.map(([single, daily]) => {
      const [once, most] = [number(said[single]), number(said[daily])];
      return [
        once !== undefined && most !== undefined && most > 0 && once > most,
        formularyFault('moreThanDay', { atc, single, daily }),
      ] as const;
    }),
    [!UNITS.includes(unitSpelled(said.unit ?? '')), formularyFault('unit', { atc })],
    ...['pregnancy', 'lactation'].map(
      (column) => [!['', 'avoid', undefined].includes(said[column]), formularyFault('avoid', { atc, column })] as const,
    ),
    ...parts(said.results).map((limit) => [!limitIn(limit), formularyFault('limit', { atc, limit })] as const),
    ...parts(said.renal_daily_mg).map(
      (limit) => [!dailyIn(limit), formularyFault('renalDaily', { atc, limit })] as const,
    ),
    [!['', RENAL_MEASURE, undefined].includes(said.renal_measure), formularyFault('renalMeasure', { atc })],
  ];
  return wrong.flatMap(([isWrong, fault]) => (isWrong ? [fault] : []));
}

const isRoute = (route: string): boolean => (ROUTES as readonly unknown[]).includes(routeSpelled(route));

const LIMIT = /^([a-z]+)([<>])([\d.,]+)$/;
function limitIn(text: string): ResultLimit | undefined {
  const [, analyte, sign, value] = LIMIT.exec(text.replace(/\s/g, '')) ?? [];
  const limit = number(value) ?? NaN;
  if (!ANALYTES.includes(analyte as Analyte) || !isAmount(limit)) return undefined;
  return { analyte: analyte as Analyte, [sign === '>' ? 'above' : 'below']: limit };
}

const RENAL_DAILY = /^(\d+(?:[.,]\d+)?):(\d+(?:[.,]\d+)?)$/;
function dailyIn(text: string): { below: number; most: number } | undefined {
  const [, below, most] = RENAL_DAILY.exec(text.replace(/\s/g, '')) ?? [];
  const limit = { below: number(below) ?? NaN, most: number(most) ?? NaN };
  return isAmount(limit.below) && isAmount(limit.most) ? limit : undefined;
}

/** What is said and what is not, so that nothing stands there empty. */
const told = <T extends object>(of: T): T | undefined => {
  const given = Object.entries(of).filter(([, value]) => value !== undefined);
  return given.length > 0 ? (Object.fromEntries(given) as T) : undefined;
};

const limitsOf = (who: 'adult' | 'child', said: Said) =>
  told(
    Object.fromEntries(
      Object.entries(LIMIT_COLUMNS)
        .filter(([, [whose]]) => whose === who)
        .map(([column, [, fact]]) => [fact, number(said[column as LimitColumn])]),
    ),
  );

const renalOf = (said: Said) =>
  told<NonNullable<Drug['renal']>>({
    avoidBelow: number(said.renal_avoid_below),
    reduceBelow: number(said.renal_reduce_below),
    // The lowest first, as it is looked for.
    daily: some(parts(said.renal_daily_mg).map((limit) => dailyIn(limit)!))?.toSorted((a, b) => a.below - b.below),
    measure: said.renal_measure ? RENAL_MEASURE : undefined,
  });

const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

const drugIn = (said: Said): Drug => ({
  ...{ atc: said.atc!, name: said.name!, classes: parts(said.classes), forms: parts(said.forms) },
  routes: parts(said.routes).map((route) => routeSpelled(route) as Route),
  ...told({
    strengths: some(parts(said.strengths)),
    unit: unitSpelled(said.unit) === '[iU]' ? ('[iU]' as const) : undefined,
    also: some(parts(said.also)),
    adult: limitsOf('adult', said),
    leastHours: number(said.least_hours),
    mgPerMmol: number(said.mg_per_mmol),
    child: limitsOf('child', said),
    pregnancy: said.pregnancy ? ('avoid' as const) : undefined,
    lactation: said.lactation ? ('avoid' as const) : undefined,
    renal: renalOf(said),
    results: some(parts(said.results).map((limit) => limitIn(limit)!)),
  }),
  source: said.source!,
});
