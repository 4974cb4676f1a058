import { useSyncExternalStore } from 'react';
import { currentLanguage, currentWords, onLanguageChange, type Language } from './language.ts';
import type { Words } from './vi.ts';

/** The words of the language chosen on this machine; the component is drawn again when another is chosen. */
export const useWords = (): Words => useSyncExternalStore(onLanguageChange, currentWords);
export const useLanguage = (): Language => useSyncExternalStore(onLanguageChange, currentLanguage);
