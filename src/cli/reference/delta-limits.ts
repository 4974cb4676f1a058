import { parseArgs } from 'node:util';
import { readDeltaLimits } from '../../clinical/results/judging/delta-file.rules.js';
import type { StoredDeltas } from '../../clinical/results/judging/loaded-deltas.js';
import { StartError } from '../../server/start-error.js';
import { LANGUAGE_OPTION, languageOf } from '../language.js';
import { told } from '../load/load.words.js';
import { USAGE } from '../usage.js';
import { fileOf, inService, isSound, keep } from './load.js';

/** Loads the laboratory's limits of sudden changes from a CSV file, or says what it would do. @returns 1 when a line is bad: then nothing is loaded */
export async function runDeltaLimits(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, source: { type: 'string' }, language: LANGUAGE_OPTION },
  });
  const language = languageOf(values.language);
  const [verb, path] = positionals;
  if (verb !== 'load' || !path || positionals.length > 2) throw new StartError(`Usage: ${USAGE['delta-limits']}`);
  const { text, sha256 } = fileOf(path);
  const { limits, faults } = readDeltaLimits(text);
  if (!isSound(path, faults, language)) return 1;
  console.log(told('deltaLimits', { count: limits.length })[language]);
  if (values['dry-run']) {
    console.log(told('dryRun')[language]);
    return 0;
  }
  const content: StoredDeltas = { limits };
  const set = { kind: 'delta-limits', code: 'hospital', content, sha256 } as const;
  return inService((app) => keep(app, { set, path, values, language }));
}
