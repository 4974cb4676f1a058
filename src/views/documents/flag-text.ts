import { flagNames } from '../../clinical/datatypes/flags.words.js';
import { paperLanguage } from './paper-language.js';

/** As laboratories here print them; every other flag is a word. */
const LETTERS: readonly string[] = ['H', 'L', 'HH', 'LL'];

/** The flag of a value on paper; empty of one that is normal, or has none. */
export const flagOf = (flag: string | null): string => {
  if (!flag || flag === 'N') return '';
  return LETTERS.includes(flag) ? flag : (flagNames(paperLanguage())[flag] ?? flag);
};
