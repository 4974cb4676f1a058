import type { Language } from '../kernel/language.js';
import { StartError } from '../server/start-error.js';

/** The option of every command that speaks to people: Vietnamese unless they ask for English. */
export const LANGUAGE_OPTION = { type: 'string', default: 'vi' } as const;

/** The language that a command was asked to speak. @throws StartError of any other */
export function languageOf(said: string): Language {
  if (said === 'vi' || said === 'en') return said;
  throw new StartError('--language is vi or en.');
}
