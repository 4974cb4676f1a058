import { inLanguage, type Language, type Localised } from '../../kernel/language.js';
import { currentContext, runInContext } from '../../kernel/request-context.js';

/** Languages that papers are printed in; Vietnamese is the one of the law. */
export const PAPER_LANGUAGES = ['vi', 'en'] as const satisfies readonly Language[];

/** That of the paper which is being put together; Vietnamese outside of a request. */
export const paperLanguage = (): Language => currentContext()?.language ?? 'vi';

/** Puts a paper together in a language, whichever the person who prints it reads: codes, units and ages follow it too. */
export function inPaperLanguage<T>(language: Language, work: () => T): T {
  const context = currentContext();
  return context ? runInContext({ ...context, language }, work) : work();
}

/** A table of words in the language of the paper. */
export const inWords = (words: Readonly<Record<string, Localised>>): Readonly<Record<string, string>> =>
  inLanguage(words, paperLanguage());
