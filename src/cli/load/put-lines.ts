import type { INestApplicationContext } from '@nestjs/common';
import type { Language, Localised } from '../../kernel/language.js';
import { elementAt } from '../../kernel/list.js';
import { Problem } from '../../kernel/problem.js';
import { Database } from '../../platform/database/database.js';
import { postgresError } from '../../platform/database/postgres-error.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Fault } from '../reference/load.js';
import type { LoadKind, LoadOptions, Outcome } from './kind.js';
import { faultsOf } from './line-faults.js';
import { told } from './load.words.js';
import type { Line } from './rows.js';

/** Lines of one transaction, by themselves and at once: numbers of patients wait that long for others. */
const [TOGETHER, MANY_TOGETHER] = [50, 500];
const A_TRANSACTION_MS = 60_000;
/** How much smaller a lot is that comes after one that took too long. */
const SMALLER = 10;
/** Whoever waits for a long file hears now and then how far it is. */
const TOLD_EVERY = 5000;

/** A line that the rules have passed. */
export interface Loaded {
  readonly line: number;
  readonly cells: Line<string>['cells'];
  readonly body: object;
}

class TakenBack extends Error {}

export interface Told {
  readonly line: number;
  readonly said: Localised;
}

/** What became of the lines. */
export interface Put {
  readonly outcomes: Outcome['what'][];
  readonly told: Told[];
  readonly faults: Fault[];
  /** Where it ended before its end by no fault of a line. */
  brokenOff?: BrokenOff;
}

/** What is known of the lines where it broke off: those before are there, and none after. */
export interface BrokenOff {
  readonly error: Error;
  /** Of the lot that was under way nobody knows; none when that had come to its end. */
  readonly underWay: readonly Loaded[];
  /** Kept, or perhaps, and not compared with others. */
  readonly unheard: readonly Loaded[];
}

/**
 * Puts lines into the database, lot by lot in transactions of their own, or tries it and takes each lot back. One that is kept ends at the first
 * lot with a fault. A lot that takes longer than a transaction may is put again in smaller ones; a line that does so by itself ends it.
 */
export async function putAll(
  app: INestApplicationContext,
  kind: LoadKind,
  loaded: readonly Loaded[],
  { isKept, language, ...options }: LoadOptions & { isKept: boolean; language: Language },
): Promise<Put> {
  const put: Put = { outcomes: [], told: [], faults: [] };
  const unitOfWork = app.get(UnitOfWork, { strict: false });
  const isHeard = !options.isTrial && kind.hear !== undefined;
  const hearing = new Hearing(
    (keys) => heardOf(unitOfWork, { app, kind, options }, keys),
    unitOfWork.bulkhead.besideEachOther > 1,
  );
  // What is taken back must be heard of before that, while others wait for its numbers.
  let together = !kind.putMany || (isHeard && !isKept) ? TOGETHER : MANY_TOGETHER;
  let underWay: readonly Loaded[] = [];
  try {
    for (let at = 0, toldAt = 0; at < loaded.length;) {
      const batch = loaded.slice(at, at + together);
      underWay = batch;
      if (at - toldAt >= TOLD_EVERY) {
        console.error(told('soFar', { count: at })[language]);
        toldAt = at;
      }
      const lot = await inTime(putLot(unitOfWork, { app, kind, options }, batch, { isKept, isHeard }));
      if (!lot) {
        await requireThere(app);
        together = Math.ceil(batch.length / SMALLER);
        if (batch.length > 1) continue;
        put.faults.push({ line: elementAt(batch, 0).line, fault: told('tooLong') });
        break;
      }
      at += batch.length;
      underWay = [];
      put.faults.push(...lot.faults);
      put.told.push(...lot.told);
      // What a transaction that is taken back has made counts for nothing.
      if (isKept && lot.faults.length > 0) break;
      put.outcomes.push(...lot.outcomes);
      if (isKept && isHeard) put.told.push(...(await hearing.next(batch, lot.keys)));
    }
    put.told.push(...(await hearing.end()));
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const last = await hearing.end().catch(() => []);
    put.brokenOff = { error, underWay, unheard: isHeard ? [...hearing.unheard, ...underWay] : [] };
    put.told.push(...last);
  }
  put.told.sort((one, other) => one.line - other.line);
  return put;
}

/** Hears of each lot that is kept while the next is put, where there are connections for both: each takes long. */
class Hearing {
  private heard: Promise<Told[]> = Promise.resolve([]);
  /** Of which it is not over. */
  unheard: readonly Loaded[] = [];

  constructor(
    private readonly hear: (keys: readonly Keyed[]) => Promise<Told[]>,
    private readonly isBeside: boolean,
  ) {}

  /** Begins with the lines of a lot. @returns what was heard by now */
  async next(lines: readonly Loaded[], keys: readonly Keyed[]): Promise<Told[]> {
    this.unheard = [...this.unheard, ...lines];
    const before = await this.heard;
    this.unheard = lines;
    this.heard = this.hear(keys);
    // Whatever goes wrong is met when it is waited for.
    this.heard.catch(() => undefined);
    return this.isBeside ? before : [...before, ...(await this.end())];
  }

  /** @returns what was heard of the last lot */
  async end(): Promise<Told[]> {
    const last = await this.heard;
    this.heard = Promise.resolve([]);
    this.unheard = [];
    return last;
  }
}

const THERE = { name: 'load.there', text: 'SELECT 1' };

/** A transaction that was not begun in time may be one that cannot be begun. @throws what a connection that cannot be had throws */
async function requireThere(app: INestApplicationContext): Promise<void> {
  await app.get(Database, { strict: false }).queryWithoutScope(THERE);
}

/** What more is known of lines that are kept, asked of fewer at once when that takes too long; of which it cannot be known is told. */
async function heardOf(unitOfWork: UnitOfWork, putting: Omit<Putting, 'tx'>, keys: readonly Keyed[]): Promise<Told[]> {
  if (keys.length === 0) return [];
  const hearing = (tx: Tx) => hear({ ...putting, tx }, keys);
  const heard = await inTime(unitOfWork.write(hearing, { timeoutMs: A_TRANSACTION_MS }));
  if (heard) return heard;
  await requireThere(putting.app);
  if (keys.length === 1) return keys.map(({ line }) => ({ line, said: told('notHeard') }));
  const fewer = Math.ceil(keys.length / SMALLER);
  const all: Told[] = [];
  for (let at = 0; at < keys.length; at += fewer) {
    all.push(...(await heardOf(unitOfWork, putting, keys.slice(at, at + fewer))));
  }
  return all;
}

/** Prisma's code of a transaction that was not begun or not over in time. */
const NOT_IN_TIME = 'P2028';

/** @returns undefined when it took too long, or others were in its way for too long: then nothing of it is kept */
async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    const isLate = (error as { code?: unknown }).code === NOT_IN_TIME || postgresError(error)?.passing === 'busy';
    if (!isLate) throw error;
    return undefined;
  }
}

interface Lot extends Put {
  /** What was made, where more must be heard of it. */
  keys: readonly Keyed[];
}

/** Puts one lot. The database may have its transaction begun anew: only what the last try made, said and met is told. */
async function putLot(
  unitOfWork: UnitOfWork,
  { app, kind, options: { keepPassword, ...options } }: Omit<Putting, 'tx'>,
  batch: readonly Loaded[],
  { isKept, isHeard }: { readonly isKept: boolean; readonly isHeard: boolean },
): Promise<Lot> {
  let lot: Lot = { outcomes: [], told: [], faults: [], keys: [] };
  const all = async (tx: Tx) => {
    const passwords: [username: string, password: string][] = [];
    const keep = keepPassword && { keepPassword: (...one: (typeof passwords)[number]) => void passwords.push(one) };
    const putting = { app, tx, kind, options: { ...options, ...keep } };
    lot = { outcomes: [], told: [], faults: [], keys: [] };
    const isDone = await putTogether(putting, batch, lot);
    lot.keys = isHeard ? (isDone ?? []) : [];
    if (!isKept) lot.told.push(...(await hear(putting, lot.keys)));
    if (!isDone) for (const one of batch) await putOne(putting, one, lot);
    if (!isKept || lot.faults.length > 0) throw new TakenBack();
    for (const one of passwords) keepPassword?.(...one);
    return null;
  };
  await unitOfWork.write(all, { timeoutMs: A_TRANSACTION_MS }).catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  return lot;
}

interface Putting {
  readonly app: INestApplicationContext;
  readonly tx: Tx;
  readonly kind: LoadKind;
  readonly options: LoadOptions;
}

/** A line that was made, and under which key it is on record. */
interface Keyed {
  readonly line: number;
  readonly key: string;
}

async function hear({ app, tx, kind }: Putting, made: readonly Keyed[]): Promise<Told[]> {
  if (made.length === 0) return [];
  const keys = made.map(({ key }) => key);
  const heard = (await kind.hear?.(app, tx, keys)) ?? [];
  return heard.flatMap((said, at) => (said ? [{ line: elementAt(made, at).line, said }] : []));
}

/** @returns what was made under a key; undefined when it cannot be: then the fault has to be found line by line */
async function putTogether(
  { app, tx, kind, options }: Putting,
  batch: readonly Loaded[],
  put: Put,
): Promise<Keyed[] | undefined> {
  if (!kind.putMany) return undefined;
  await tx.$executeRawUnsafe('SAVEPOINT together');
  try {
    const outcomes = await kind.putMany(app, tx, batch, options);
    outcomes.forEach(({ what, told: said }, at) => {
      put.outcomes.push(what);
      if (said) put.told.push({ line: elementAt(batch, at).line, said });
    });
    return outcomes.flatMap(({ key }, at) => (key === undefined ? [] : [{ line: elementAt(batch, at).line, key }]));
  } catch (error) {
    if (!(error instanceof Problem) && !postgresError(error)) throw error;
    await tx.$executeRawUnsafe('ROLLBACK TO SAVEPOINT together');
    return undefined;
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
