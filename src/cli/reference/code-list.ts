import { parseArgs } from 'node:util';
import type { CodeEntry } from '../../clinical/terminology/code-list.js';
import { readCodes } from '../../clinical/terminology/code-file.rules.js';
import { CODE_LISTS, type CodeListName } from '../../clinical/terminology/codes.rules.js';
import { StartError } from '../../server/start-error.js';
import { LANGUAGE_OPTION, languageOf } from '../language.js';
import { told } from '../load/load.words.js';
import { USAGE } from '../usage.js';
import { fileOf, inService, isSound, keep } from './load.js';

/** Loads a list of codes from a CSV file, or says what it would do. @returns 1 when a line is bad: then nothing is loaded */
export async function runCodeList(words: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean' },
      source: { type: 'string' },
      language: LANGUAGE_OPTION,
    },
  });
  const language = languageOf(values.language);
  const [verb, list = '', path] = positionals;
  if (verb !== 'load' || !path || positionals.length > 3) throw new StartError(`Usage: ${USAGE['code-list']}`);
  if (!Object.hasOwn(CODE_LISTS, list)) {
    throw new StartError(`There is no list ${list}; there are ${Object.keys(CODE_LISTS).join(', ')}.`);
  }
  const { text, sha256 } = fileOf(path, { lostIsTold: true });
  const { entries, faults } = readCodes(list as CodeListName, text);
  if (!isSound(path, faults, language)) return 1;
  return inService((app) => {
    const before = CODE_LISTS[list as CodeListName].list.entries;
    console.log(told('codes', { list, count: entries.length, ...comparedWith(before, entries) })[language]);
    const set = { kind: 'code-list', code: list, content: entries, sha256 } as const;
    return keep(app, { set, path, values, language });
  });
}

/** What is other than before. */
function comparedWith(before: readonly CodeEntry[], now: readonly CodeEntry[]): Record<string, number> {
  const known = new Map(before.map((entry) => [entry.code, JSON.stringify([entry.vi, entry.en])]));
  const added = now.filter(({ code }) => !known.has(code)).length;
  const changed = now.filter(
    ({ code, vi, en }) => known.has(code) && known.get(code) !== JSON.stringify([vi, en]),
  ).length;
  const there = new Set(now.map(({ code }) => code));
  const gone = before.filter(({ code }) => !there.has(code)).length;
  return { added, changed, gone };
}
