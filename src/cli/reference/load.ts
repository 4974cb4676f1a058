import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../app.module.js';
import type { Language, Localised } from '../../kernel/language.js';
import { runAsSystem } from '../../kernel/request-context.js';
import { postgresError } from '../../platform/database/postgres-error.js';
import { ReferenceData, type NewSet } from '../../platform/reference/reference-data.js';
import { completedForCommand } from '../../server/prepared-database.js';
import { StartError } from '../../server/start-error.js';
import { told } from '../load/load.words.js';
import { withDatabase } from '../owner-database.js';

/** A fault of a file, and the line that it stands in. */
export interface Fault {
  readonly line: number;
  /** As a sentence, in English alone where its source has no other. */
  readonly fault: string | Localised;
}

/** Encodings that say themselves which they are, by their first bytes. */
const MARKED: readonly (readonly [mark: string, encoding: string])[] = [
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/**
 * The text of a file with its hash: UTF-8, or UTF-16 with its mark, as spreadsheets save it.
 * @param lostIsTold who reads tells of each place what could not be read, which is U+FFFD in the text
 * @throws StartError when it cannot be read, or is neither
 */
export function fileOf(path: string, { lostIsTold = false } = {}): { text: string; sha256: string } {
  try {
    const bytes = readFileSync(path);
    const [, encoding = 'utf-8'] = MARKED.find(([mark]) => bytes.subarray(0, 2).toString('hex') === mark) ?? [];
    const text = new TextDecoder(encoding, { fatal: !lostIsTold }).decode(bytes);
    return { text, sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    const isEncoding = (error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw new StartError(isEncoding ? `${path} is no UTF-8 text.` : `${path} cannot be read.`);
  }
}

/** Tells every bad line. @returns whether there is none */
export function isSound(path: string, faults: readonly Fault[], language: Language = 'en'): boolean {
  tellFaults(path, faults, language);
  if (faults.length > 0) console.error(told('nothing', { count: faults.length })[language]);
  return faults.length === 0;
}

/** Each with its line, however many there are. */
export function tellFaults(path: string, faults: readonly Fault[], language: Language): void {
  for (const { line, fault } of faults) {
    console.error(`${path}:${line}: ${typeof fault === 'string' ? fault : fault[language]}`);
  }
}

/** What is kept of a file, and as what. */
interface Kept {
  readonly set: Omit<NewSet, 'source'>;
  readonly path: string;
  readonly values: { readonly 'dry-run'?: boolean; readonly source?: string };
  readonly language: Language;
}

/** Keeps what was read as the hospital's next version of it, or says that this was only tried. @returns 0, as a command that went well */
export async function keep(app: INestApplicationContext, { set, path, values, language }: Kept): Promise<number> {
  if (values['dry-run']) {
    console.log(told('dryRun')[language]);
    return 0;
  }
  const source = values.source?.trim() || path;
  const version = await app.get(ReferenceData, { strict: false }).store({ ...set, source });
  console.log(told('loadedAs', { version })[language]);
  return 0;
}

/** Runs work in the service, without serving, on the hospital's database. */
export const inService = <T>(work: (app: INestApplicationContext) => Promise<T>): Promise<T> =>
  withDatabase(
    async ({ appUrl, dataDir }, settings) => {
      const whole = completedForCommand(settings, dataDir, { databaseUrl: appUrl, seedDemo: false });
      const app = await NestFactory.createApplicationContext(AppModule.with(whole), { logger: false });
      try {
        return await runAsSystem('emr', () => work(app));
      } finally {
        // Whatever was to be said is said when the database went away meanwhile.
        await app.close().catch((error: unknown) => {
          if (!postgresError(error)?.unavailable) throw error;
        });
      }
    },
    { mustExist: true },
  );
