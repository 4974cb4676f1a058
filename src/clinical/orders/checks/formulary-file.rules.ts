import { columnsOf, csvRows, isTooWide } from '../../datatypes/csv.js';
import { ROUTES, routeSpelled, type Route } from '../dose.rules.js';
import type { Analyte, Drug, ResultLimit } from './formulary.js';

/** What a file of a formulary says, or what is wrong with it. */
export interface ReadFormulary {
  readonly drugs: readonly Drug[];
  readonly faults: readonly { readonly line: number; readonly fault: string }[];
}

const COLUMNS = [
  ...['atc', 'name', 'also', 'classes', 'forms', 'strengths', 'routes', 'unit', 'adult_single_mg', 'adult_daily_mg'],
  ...['adult_daily_mg_kg', 'adult_mg_per_hour', 'least_hours', 'mg_per_mmol'],
  ...['child_single_mg_kg', 'child_daily_mg_kg', 'pregnancy', 'lactation', 'renal_avoid_below', 'renal_reduce_below'],
  ...['results', 'source'],
] as const;
const NEEDED = ['atc', 'name', 'forms', 'routes', 'source'];
const MOST_DRUGS = 5_000;
const LONGEST = 300;
/** Source: WHO ATC index; the fifth level names a substance. */
const ATC = /^[A-Z]\d\d[A-Z]{2}\d\d$/;
const ANALYTES: readonly Analyte[] = ['potassium', 'inr', 'platelets'];

/** What a line says, by the name of its column. */
export type Said = Readonly<Record<string, string>>;

/**
 * Reads a hospital's formulary from CSV (RFC 4180), the first line naming the columns. Several values of one cell are parted by `|`. Doses
 * are in mg, or in units of a medicine whose `unit` is IU; those of children per kg; `results` are limits such as `potassium>5.5`; what is empty is not checked, and the checks say so.
 */
export function readFormulary(text: string): ReadFormulary {
  const { rows, openQuote } = csvRows(text);
  if (openQuote !== undefined) return bad(openQuote, 'a quote is not closed');
  const [head, ...lines] = rows;
  const columns = columnsOf(head);
  const unknown = columns.filter((name) => !(COLUMNS as readonly string[]).includes(name));
  const missing = NEEDED.filter((name) => !columns.includes(name));
  if (new Set(columns).size < columns.length) return bad(1, 'a column stands twice');
  const told = [...missing.map((name) => `no column ${name}`), ...unknown.map((name) => `unknown column "${name}"`)];
  if (told.length > 0) return bad(1, told.join(', '));
  const wide = lines.filter((row) => isTooWide(row, columns));
  if (wide.length > 0) {
    return { drugs: [], faults: wide.map(({ line }) => ({ line, fault: 'more cells than columns' })) };
  }
  return formularyOf(
    lines.map(({ line, cells }) => {
      const cell = (at: number) => (cells[at] ?? '').trim().normalize('NFC');
      return { line, said: Object.fromEntries(columns.map((column, at) => [column, cell(at)])) };
    }),
  );
}

/** The medicines that lines say, or everything that is wrong with them. */
export function formularyOf(lines: readonly { readonly line: number; readonly said: Said }[]): ReadFormulary {
  if (lines.length === 0) return bad(1, 'no medicines');
  if (lines.length > MOST_DRUGS) return bad(lines.length, `more than ${MOST_DRUGS} medicines`);
  const seen = new Map<string, number>();
  const read = lines.map(({ line, said }) => {
    const faults = faultsOf(said, seen).map((fault) => ({ line, fault }));
    if (said.atc) seen.set(said.atc, line);
    return { said, faults };
  });
  const faults = read.flatMap((one) => one.faults);
  return { drugs: faults.length > 0 ? [] : read.map(({ said }) => drugIn(said)), faults };
}

const bad = (line: number, fault: string): ReadFormulary => ({ drugs: [], faults: [{ line, fault }] });
const parts = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split('|')
    .map((one) => one.trim())
    .filter(Boolean);
const number = (cell: string | undefined): number | undefined => (cell ? Number(cell.replace(',', '.')) : undefined);
const LIMIT = /^([a-z]+)([<>])(\d+(?:\.\d+)?)$/;

/** Everything that is wrong with a line. */
function faultsOf(said: Said, seen: ReadonlyMap<string, number>): string[] {
  const { atc = '', name = '' } = said;
  const faults: string[] = [];
  if (!ATC.test(atc)) faults.push(`"${atc}" is no ATC code of a substance`);
  if (seen.has(atc)) faults.push(`${atc} stands in line ${seen.get(atc)} already`);
  if (name === '') faults.push(`${atc} has no name`);
  if (Object.values(said).some((cell) => cell.length > LONGEST)) {
    faults.push(`${atc}: a cell of more than ${LONGEST} characters`);
  }
  if (parts(said.forms).length === 0) faults.push(`${atc} has no form`);
  if (!said.source) faults.push(`${atc} has no source`);
  const strange = parts(said.routes).filter((route) => !(ROUTES as readonly unknown[]).includes(routeSpelled(route)));
  if (parts(said.routes).length === 0) faults.push(`${atc} has no route`);
  faults.push(...strange.map((route) => `${atc}: unknown route "${route}"`));
  for (const column of COLUMNS.filter((one) => /_(mg|kg|below|hour|hours|mmol)$/.test(one))) {
    const value = number(said[column]);
    if (value !== undefined && !(value > 0 && value <= 1_000_000)) faults.push(`${atc}: ${column} is a number above 0`);
  }
  for (const who of ['adult', 'child']) {
    const [single, daily] = [number(said[singleOf(who)]), number(said[dailyOf(who)])];
    if (single !== undefined && daily === undefined) faults.push(`${atc}: a single dose of ${who} needs the daily one`);
    if (single !== undefined && daily !== undefined && single > daily) {
      faults.push(`${atc}: the single dose of ${who} is more than the daily one`);
    }
  }
  if (!/^(?:mg|iu|\[iu\])?$/i.test(said.unit ?? '')) faults.push(`${atc}: unit is mg, IU or empty`);
  for (const column of ['pregnancy', 'lactation']) {
    if (!['', 'avoid', undefined].includes(said[column])) faults.push(`${atc}: ${column} is avoid or empty`);
  }
  const limits = parts(said.results).filter((limit) => limitIn(limit) === undefined);
  faults.push(...limits.map((limit) => `${atc}: "${limit}" is no limit such as potassium>5.5`));
  return faults;
}

const singleOf = (who: string): string => (who === 'adult' ? 'adult_single_mg' : 'child_single_mg_kg');
const dailyOf = (who: string): string => (who === 'adult' ? 'adult_daily_mg' : 'child_daily_mg_kg');

function limitIn(text: string): ResultLimit | undefined {
  const [, analyte, sign, value] = LIMIT.exec(text.replace(/\s/g, '')) ?? [];
  if (!ANALYTES.includes(analyte as Analyte)) return undefined;
  return { analyte: analyte as Analyte, [sign === '>' ? 'above' : 'below']: Number(value) };
}

function drugIn(said: Said): Drug {
  const limits = (who: string) => {
    const [single, daily] = [number(said[singleOf(who)]), number(said[dailyOf(who)])];
    return daily === undefined ? undefined : { daily, ...(single !== undefined && { single }) };
  };
  const more = { dailyPerKg: number(said.adult_daily_mg_kg), hourly: number(said.adult_mg_per_hour) };
  const byWeight = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined));
  const [leastHours, mgPerMmol] = [number(said.least_hours), number(said.mg_per_mmol)];
  const [avoidBelow, reduceBelow] = [number(said.renal_avoid_below), number(said.renal_reduce_below)];
  const told = { ...limits('adult'), ...byWeight };
  const [adult, child] = [Object.keys(told).length > 0 ? told : undefined, limits('child')];
  const results = parts(said.results).map((limit) => limitIn(limit)!);
  return {
    ...{ atc: said.atc!, name: said.name!, classes: parts(said.classes), forms: parts(said.forms) },
    routes: parts(said.routes).map((route) => routeSpelled(route) as Route),
    ...(parts(said.strengths).length > 0 && { strengths: parts(said.strengths) }),
    ...(/^(?:iu|\[iu\])$/i.test(said.unit ?? '') && { unit: '[iU]' as const }),
    ...(parts(said.also).length > 0 && { also: parts(said.also) }),
    ...(adult && { adult }),
    ...(leastHours !== undefined && { leastHours }),
    ...(mgPerMmol !== undefined && { mgPerMmol }),
    ...(child && { child }),
    ...(said.pregnancy && { pregnancy: 'avoid' as const }),
    ...(said.lactation && { lactation: 'avoid' as const }),
    ...((avoidBelow ?? reduceBelow) !== undefined && {
      renal: { ...(avoidBelow !== undefined && { avoidBelow }), ...(reduceBelow !== undefined && { reduceBelow }) },
    }),
    ...(results.length > 0 && { results }),
    source: said.source!,
  };
}
