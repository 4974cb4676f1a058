import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Words } from '../words/vi.ts';
import { useWords } from '../words/use-words.ts';
import { screenName } from './form-name.ts';
import { placesOf } from './places.tsx';

/** The window is called after its screen, so that tabs and screen readers tell them apart; never after a patient. */
export function useTitle(): void {
  const words = useWords();
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = [titleOf(words, pathname), words.name].filter(Boolean).join(' · ');
    return () => {
      document.title = words.name;
    };
  }, [words, pathname]);
}

function titleOf(words: Words, path: string): string | undefined {
  const part = path.replace(/^\/app/, '').replace(/\/$/, '') || '/';
  const isHere = (to: string) => to === part || (to === '/' && part.startsWith('/wards/'));
  return screenName(words, path) ?? placesOf(words).find(({ to }) => isHere(to))?.text;
}

/**
 * Where an act or another screen takes the element away that the keyboard was at (a row that is done, a dialog, a tab), the keyboard goes on at the
 * main part, and not at the top of the page.
 */
export function useFocusKept(): void {
  useEffect(() => {
    const main = document.getElementById('main');
    if (!main) return undefined;
    let wasInside = false;
    const note = () => {
      wasInside = true;
    };
    // What is taken away is left too; a moment later it is seen which of both it was.
    const left = ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null || !(target instanceof Element)) return;
      setTimeout(() => {
        if (target.isConnected && document.activeElement === document.body) wasInside = false;
      });
    };
    const look = () => {
      if (!wasInside || document.activeElement !== document.body) return;
      main.focus({ preventScroll: true });
    };
    main.addEventListener('focusin', note);
    main.addEventListener('focusout', left);
    const observer = new MutationObserver(look);
    observer.observe(main, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      main.removeEventListener('focusin', note);
      main.removeEventListener('focusout', left);
    };
  }, []);
}
