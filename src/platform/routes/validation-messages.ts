import { fill, type Language, type Localised } from '../../kernel/language.js';
import type { FieldError } from '../../kernel/problem.js';
import { NUMBER_OF_DECIMALS, VALIDATION_WORDS } from './validation.words.js';

const ownWords = new Map<string, Localised>();

/** Gives a rule of a domain its words, which then stand alone in both languages. */
export function explainRule(rule: string, words: Localised): void {
  ownWords.set(rule, words);
}

/** The words of a rule, with their places still open; undefined when nobody has given it any. */
export function wordsOf({ rule, params }: Pick<FieldError, 'rule' | 'params'>): Localised | undefined {
  if (rule === 'number' && params?.decimals !== undefined) return NUMBER_OF_DECIMALS;
  return ownWords.get(rule) ?? VALIDATION_WORDS[rule];
}

/** The sentence of one field error in the reader's language. */
export function fieldMessage(error: FieldError, language: Language): string {
  const words = error.message ?? wordsOf(error);
  return words ? fill(words[language], error.params, language) : error.rule;
}
