import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../app.module.js';
import type { Language, Localised } from '../../kernel/language.js';
import { runAsSystem } from '../../kernel/request-context.js';
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

const MOST_FAULTS = 200;

/** The text of a file with its hash. @throws StartError when it cannot be read, or is no UTF-8 */
export function fileOf(path: string): { text: string; sha256: string } {
  try {
    const bytes = readFileSync(path);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, sha256: createHash('sha256').update(bytes).digest('hex') };
  } catch (error) {
    const isEncoding = (error as { code?: string }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw new StartError(isEncoding ? `${path} is no UTF-8 text.` : `${path} cannot be read.`);
  }
}

/** Tells every bad line. @returns whether there is none */
export function isSound(path: string, faults: readonly Fault[], language: Language = 'en'): boolean {
  for (const { line, fault } of faults.slice(0, MOST_FAULTS)) {
    console.error(`${path}:${line}: ${typeof fault === 'string' ? fault : fault[language]}`);
  }
  if (faults.length > MOST_FAULTS) console.error(told('more', { count: faults.length - MOST_FAULTS })[language]);
  if (faults.length > 0) console.error(told('nothing', { count: faults.length })[language]);
  return faults.length === 0;
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
        await app.close();
      }
    },
    { mustExist: true },
  );
