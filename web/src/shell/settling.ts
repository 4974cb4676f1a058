import { useQueryClient, type Query } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useLayoutEffect } from 'react';

/**
 * What answers come later than this, in ms, is not waited for: a slow service shows what there is. What was known from an earlier look is
 * read again, and may have grown meanwhile: that is waited for less long.
 */
const [AT_MOST, AT_MOST_KNOWN] = [2_000, 400];
/** An answer may lead to the next question, in ms. */
const MORE = 30;

/** Nothing has come of it yet, not even that it cannot be had. */
const isNew = ({ state }: Query) => state.fetchFailureCount === 0;
const isFirst = (query: Query) => isNew(query) && query.state.data === undefined;
const main = () => document.getElementById('main');

/**
 * Stands after the parts of a screen, which is shown, and can be pressed, once they have come: so that none comes above what somebody is about
 * to press. Whom it is about and where to go from there stand all the while.
 */
export function Settling(): null {
  const queries = useQueryClient();
  const { pathname } = useLocation();
  useLayoutEffect(() => {
    main()?.setAttribute('data-settling', '');
  }, [pathname]);
  // After the effects of the parts, which ask their questions in them.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begun = performance.now();
    const isAwaited = () => {
      const isEarly = performance.now() - begun < AT_MOST_KNOWN;
      return queries.isFetching({ type: 'active', predicate: isEarly ? isNew : isFirst }) > 0;
    };
    const settle = () => {
      stop();
      main()?.removeAttribute('data-settling');
    };
    const look = () => {
      clearTimeout(timer);
      if (!isAwaited()) timer = setTimeout(settle, MORE);
    };
    const unsubscribe = queries.getQueryCache().subscribe(look);
    const known = setTimeout(look, AT_MOST_KNOWN);
    const latest = setTimeout(settle, AT_MOST);
    // Whoever goes on by keyboard sees where they are, and what they type.
    addEventListener('keydown', settle, { capture: true });
    const stop = () => {
      for (const one of [timer, known, latest]) clearTimeout(one);
      removeEventListener('keydown', settle, { capture: true });
      unsubscribe();
    };
    // Again: the screen before this one has settled meanwhile.
    if (isAwaited()) main()?.setAttribute('data-settling', '');
    else settle();
    return settle;
  }, [queries, pathname]);
  return null;
}
