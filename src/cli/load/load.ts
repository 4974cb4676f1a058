import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import type { Language, Localised } from '../../kernel/language.js';
import { elementAt } from '../../kernel/list.js';
import { type FieldError, Problem } from '../../kernel/problem.js';
import { constraintProblem } from '../../platform/database/constraint-problems.js';
import { postgresError } from '../../platform/database/postgres-error.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { createValidationPipe } from '../../platform/edge/validation.js';
import { fieldMessage } from '../../platform/routes/validation-messages.js';
import { StartError } from '../../server/start-error.js';
import { LANGUAGE_OPTION, languageOf } from '../language.js';
import { runCodeList } from '../reference/code-list.js';
import { fileOf, inService, isSound, tellFaults, type Fault } from '../reference/load.js';
import { USAGE } from '../usage.js';
import { DATE_FORMS, type DateForm, type LoadKind, type LoadOptions, type Outcome } from './kind.js';
import { told } from './load.words.js';
import { PATIENTS } from './patients.js';
import { STAFF } from './people.js';
import { BEDS, WARDS } from './places.js';
import { readLines, type Line } from './rows.js';

const KINDS: Readonly<Record<string, LoadKind>> = { wards: WARDS, beds: BEDS, staff: STAFF, patients: PATIENTS };
/** Lists of codes, under which name `emr code-list` has them. */
const LISTS: Readonly<Record<string, string>> = { icd10: 'icd-10', atc: 'atc' };
/** Lines of one transaction, by themselves and at once: numbers of patients wait that long for others. */
const [TOGETHER, MANY_TOGETHER] = [50, 500];
const A_TRANSACTION_MS = 60_000;
/** Of a cell that is complained about, in characters. */
const LONGEST_SHOWN = 60;
/** Whoever waits for a long file hears now and then how far it is. */
const TOLD_EVERY = 5000;

interface Loaded {
  readonly line: number;
  readonly cells: Line<string>['cells'];
  readonly body: object;
}

/** Loads what a hospital brings along from a CSV file, or says what it would do. @returns 1 when a line is bad: then nothing is loaded */
export async function runLoad(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      source: { type: 'string' },
      system: { type: 'string' },
      passwords: { type: 'string' },
      dates: { type: 'string' },
      language: LANGUAGE_OPTION,
    },
  });
  const language = languageOf(values.language);
  const [name = '', path, ...more] = positionals;
  const list = LISTS[name];
  const dates = DATE_FORMS.find((form) => form === (values.dates ?? 'yyyy-mm-dd'));
  if (!path || !dates || more.length > 0 || !(list ?? KINDS[name])) throw new StartError(`Usage: ${USAGE.load}`);
  if (list) {
    const options = [
      ...(values['dry-run'] ? ['--dry-run'] : []),
      ...(values.source ? ['--source', values.source] : []),
      ...['--language', language],
    ];
    return runCodeList(['load', list, path, ...options]);
  }
  if (name === 'staff' && !values['dry-run'] && !values.passwords) {
    throw new StartError(told('needsPasswords')[language]);
  }
  if (values.passwords && existsSync(values.passwords)) {
    throw new StartError(told('passwordsThere', { file: values.passwords })[language]);
  }
  return load(path, KINDS[name]!, { ...values, dates, language });
}

interface LoadWords {
  readonly system?: string;
  readonly passwords?: string;
  readonly dates: DateForm;
  readonly language: Language;
  readonly 'dry-run': boolean;
}

async function load(
  path: string,
  kind: LoadKind,
  { system, passwords, dates, language, 'dry-run': isDry }: LoadWords,
): Promise<number> {
  const { lines, faults } = readLines(fileOf(path, { lostIsTold: true }).text, kind.columns);
  const checked = await checkedLines(kind, lines, { system, dates });
  const before = [...faults, ...checked.faults].sort((one, other) => one.line - other.line);
  if (lines.length === 0) return isSound(path, before, language) ? 0 : 1;
  return inService(async (app) => {
    const options = { system, dates, language };
    const hear = ({ line, said }: Told) => console.log(`${path}:${line}: ${said[language]}`);
    // What only the database knows is asked by doing it, and taking it back.
    const tried = await putAll(app, kind, checked.loaded, { ...options, isTrial: !isDry, isKept: false });
    const all = [...before, ...tried.faults].sort((one, other) => one.line - other.line);
    tried.told.forEach(hear);
    if (!isSound(path, all, language)) return 1;
    if (isDry) {
      tell('wouldBeMade', tried.outcomes, language);
      console.log(told('dryRun')[language]);
      return 0;
    }
    const done = await withPasswords(passwords, language, (keepPassword) =>
      putAll(app, kind, checked.loaded, { ...options, keepPassword, isKept: true }),
    );
    // Lines that are like each other are known as such only now that the others stay.
    done.told.filter(({ line }) => !tried.told.some((one) => one.line === line)).forEach(hear);
    tell('made', done.outcomes, language);
    if (done.faults.length === 0) return 0;
    tellFaults(path, done.faults, language);
    console.error(told('stopped', { made: done.outcomes.filter((what) => what === 'made').length })[language]);
    return 1;
  });
}

/** Lets work write first passwords into a new file, which nobody else may read. */
async function withPasswords<T>(
  path: string | undefined,
  language: Language,
  work: (keep: LoadOptions['keepPassword']) => Promise<T>,
): Promise<T> {
  if (!path) return work(undefined);
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch {
    throw new StartError(told('passwordsThere', { file: path })[language]);
  }
  try {
    return await work((username, password) => void writeSync(file, `${username},${password}\n`));
  } finally {
    closeSync(file);
  }
}

function tell(what: 'made' | 'wouldBeMade', outcomes: readonly Outcome['what'][], language: Language): void {
  const count = (one: Outcome['what']) => outcomes.filter((each) => each === one).length;
  console.log(told(what, { made: count('made'), known: count('known'), other: count('other') })[language]);
}

/** The rules of the route hold for each line, and what may stand once stands once. */
async function checkedLines(
  kind: LoadKind,
  lines: readonly Line<string>[],
  options: LoadOptions,
): Promise<{ loaded: Loaded[]; faults: Fault[] }> {
  const pipe = createValidationPipe();
  const loaded: Loaded[] = [];
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of lines) {
    const keys = kind.keys(cells);
    const doubled = keys.filter((key) => seen.has(key)).map((key) => told('twice', { key, line: seen.get(key) }));
    for (const key of keys) if (!seen.has(key)) seen.set(key, line);
    const lacking = [...(kind.lacks?.(cells, options) ?? []), ...doubled];
    faults.push(...lacking.map((fault) => ({ line, fault })));
    try {
      const body = (await pipe.transform(kind.toBody(cells, options), { type: 'body', metatype: kind.dto })) as object;
      if (lacking.length === 0) loaded.push({ line, cells, body });
    } catch (error) {
      faults.push(...faultsOf(kind, { line, cells }, error));
    }
  }
  return { loaded, faults };
}

class TakenBack extends Error {}

interface Told {
  readonly line: number;
  readonly said: Localised;
}

interface Put {
  readonly outcomes: Outcome['what'][];
  readonly told: Told[];
  readonly faults: Fault[];
}

async function putAll(
  app: INestApplicationContext,
  kind: LoadKind,
  loaded: readonly Loaded[],
  { isKept, language, ...options }: LoadOptions & { isKept: boolean; language: Language },
): Promise<Put> {
  const put: Put = { outcomes: [], told: [], faults: [] };
  const unitOfWork = app.get(UnitOfWork, { strict: false });
  const together = kind.putMany ? MANY_TOGETHER : TOGETHER;
  for (let at = 0; at < loaded.length; at += together) {
    const batch = loaded.slice(at, at + together);
    if (at > 0 && at % TOLD_EVERY === 0) console.error(told('soFar', { count: at })[language]);
    // What a transaction that is taken back has made counts for nothing.
    const made = put.outcomes.length;
    const all = async (tx: Tx) => {
      const isDone = await putTogether({ app, tx, kind, options }, batch, put);
      if (!isDone) for (const one of batch) await putOne({ app, tx, kind, options }, one, put);
      if (!isKept || put.faults.length > 0) throw new TakenBack();
      return null;
    };
    await unitOfWork.write(all, { timeoutMs: A_TRANSACTION_MS }).catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
    if (isKept && put.faults.length > 0) {
      put.outcomes.length = made;
      break;
    }
  }
  return put;
}

interface Putting {
  readonly app: INestApplicationContext;
  readonly tx: Tx;
  readonly kind: LoadKind;
  readonly options: LoadOptions;
}

/** @returns false when it cannot be: then the fault has to be found line by line */
async function putTogether({ app, tx, kind, options }: Putting, batch: readonly Loaded[], put: Put): Promise<boolean> {
  if (!kind.putMany) return false;
  await tx.$executeRawUnsafe('SAVEPOINT together');
  try {
    const outcomes = await kind.putMany(app, tx, batch, options);
    outcomes.forEach(({ what, told: said }, at) => {
      put.outcomes.push(what);
      if (said) put.told.push({ line: elementAt(batch, at).line, said });
    });
    return true;
  } catch (error) {
    if (!(error instanceof Problem) && !postgresError(error)) throw error;
    await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT together');
    return false;
  }
}

async function putOne({ app, tx, kind, options }: Putting, { line, cells, body }: Loaded, put: Put): Promise<void> {
  await tx.$executeRawUnsafe('SAVEPOINT line');
  try {
    const { what, told: said } = await kind.put(app, tx, { body, cells }, options);
    put.outcomes.push(what);
    if (said) put.told.push({ line, said });
    await tx.$executeRawUnsafe('RELEASE SAVEPOINT line');
  } catch (error) {
    put.faults.push(...faultsOf(kind, { line, cells }, error));
    await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT line');
  }
}

/** What is wrong with a cell, by the name of its column and with what stands in it. */
function ofField(kind: LoadKind, cells: Line<string>['cells'], error: FieldError): Localised {
  const field = error.pointer.split('/').slice(1);
  const column = kind.columnOf?.(field, cells) ?? columnNamed(field[0] ?? '');
  const cell = cells[column];
  const place = cell
    ? `${column} (${cell.length > LONGEST_SHOWN ? `${cell.slice(0, LONGEST_SHOWN)}…` : cell})`
    : column;
  const said = (language: Language) => `${place}: ${fieldMessage(error, language)}`;
  return { vi: said('vi'), en: said('en') };
}

/** `birth_date` for `birthDate`. */
const columnNamed = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** @throws what is no fault of the line */
function faultsOf(kind: LoadKind, { line, cells }: Line<string>, error: unknown): Fault[] {
  const failure = postgresError(error);
  const problem = error instanceof Problem ? error : failure && constraintProblem(failure);
  if (!problem || problem.kind.status >= 500) throw error;
  const { errors = [] } = problem.options;
  if (errors.length === 0) return [{ line, fault: problem.kind.title }];
  return errors.map((each) => ({ line, fault: ofField(kind, cells, each) }));
}
