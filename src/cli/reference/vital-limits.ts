import { parseArgs } from 'node:util';
import { intervals } from '../../clinical/observations/limits/intervals.js';
import { readLimits } from '../../clinical/observations/limits/limits-file.rules.js';
import { ageBands } from '../../clinical/observations/plausible-ranges.js';
import { StartError } from '../../server/start-error.js';
import { LANGUAGE_OPTION, languageOf } from '../language.js';
import { told } from '../load/load.words.js';
import { USAGE } from '../usage.js';
import { fileOf, inService, isSound, keep } from './load.js';

/**
 * Loads what the hospital settled of usual ranges and times between two sets from a JSON file, or prints what holds, as such a file.
 * @returns 1 when something is wrong: then nothing is loaded
 */
export async function runVitalLimits(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { 'dry-run': { type: 'boolean' }, source: { type: 'string' }, language: LANGUAGE_OPTION },
  });
  const language = languageOf(values.language);
  const [verb, path] = positionals;
  if (verb === 'show' && !path) return inService(show);
  if (verb !== 'load' || !path || positionals.length > 2) throw new StartError(`Usage: ${USAGE['vital-limits']}`);
  const { text, sha256 } = fileOf(path);
  const { limits, faults } = readLimits(text);
  if (!isSound(path, faults, language)) return 1;
  return inService((app) => {
    const ranges = Object.values(limits.usual ?? {}).reduce((sum, band) => sum + Object.keys(band).length, 0);
    const times = Object.keys(limits.minutes ?? {}).length;
    console.log(told('limits', { ranges, times })[language]);
    const set = { kind: 'vital-limits', code: 'hospital', content: limits, sha256 } as const;
    return keep(app, { set, path, values, language });
  });
}

function show(): Promise<number> {
  const usual = Object.fromEntries(ageBands().map(({ code, probable }) => [code, probable]));
  const oneLine = (text: string) => text.replace(/\[\s+([\d.]+),\s+([\d.]+)\s+\]/g, '[$1, $2]');
  console.log(oneLine(JSON.stringify({ usual, minutes: intervals() }, null, 2)));
  return Promise.resolve(0);
}
