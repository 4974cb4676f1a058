import { en } from './en.ts';
import { vi, type Words } from './vi.ts';

export type Language = 'vi' | 'en';
const KEPT = 'benhan.language';
const WORDS: Readonly<Record<Language, Words>> = { vi, en };

/** Vietnamese unless somebody chose English on this machine, or the page was asked for in English. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'vi' || kept === 'en') return kept;
  return document.documentElement.lang === 'en' ? 'en' : 'vi';
}

let language: Language = firstLanguage();
const listeners = new Set<() => void>();

export const currentLanguage = (): Language => language;
export const currentWords = (): Words => WORDS[language];

export function chooseLanguage(next: Language): void {
  language = next;
  localStorage.setItem(KEPT, next);
  document.documentElement.lang = next;
  for (const tell of listeners) tell();
}

export function onLanguageChange(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
