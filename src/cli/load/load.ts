import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Language } from '../../kernel/language.js';
import { createValidationPipe } from '../../platform/edge/validation.js';
import { StartError } from '../../server/start-error.js';
import { LANGUAGE_OPTION, languageOf } from '../language.js';
import { runCodeList } from '../reference/code-list.js';
import { fileOf, inService, isSound, tellFaults, type Fault } from '../reference/load.js';
import { USAGE } from '../usage.js';
import { stoppedShort, triedInVain } from './broken-off.js';
import { DATE_FORMS, type DateForm, type LoadKind, type LoadOptions, type Outcome } from './kind.js';
import { faultsOf } from './line-faults.js';
import { told } from './load.words.js';
import { PATIENTS } from './patients.js';
import { STAFF } from './people.js';
import { BEDS, WARDS } from './places.js';
import { type Loaded, putAll, type Told } from './put-lines.js';
import { readLines, type Line } from './rows.js';

const KINDS: Readonly<Record<string, LoadKind>> = { wards: WARDS, beds: BEDS, staff: STAFF, patients: PATIENTS };
/** Lists of codes, under which name `emr code-list` has them. */
const LISTS: Readonly<Record<string, string>> = { icd10: 'icd-10', atc: 'atc' };

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
    if (tried.brokenOff) return triedInVain(tried.brokenOff, language);
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
    const keyOf = ({ line, said }: Told) => `${line} ${said.vi}`;
    const heard = new Set(tried.told.map(keyOf));
    done.told.filter((one) => !heard.has(keyOf(one))).forEach(hear);
    tell('made', done.outcomes, language);
    const { outcomes, brokenOff } = done;
    if (brokenOff) {
      return stoppedShort(outcomes, brokenOff, checked.loaded, { language, hasPasswords: passwords !== undefined });
    }
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
