import { useQuery } from '@tanstack/react-query';
import { getApiV1ResultsUnmatched, getApiV1ResultsUnmatchedById } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { usePages } from '../shell/pages.tsx';

/** While somebody looks, asked for this often, in ms: each time is a read on the trail. */
const EVERY = 60_000;
export const KEY = ['unmatched'];

/** How an entry left the list: as it was asked for, or because somebody else was first. */
export interface Left {
  readonly text: string;
  readonly isRefused?: boolean;
}

/** Results that wait for a person, the longest waiting first; shared by the head and the screen. */
export const useUnmatched = () =>
  usePages({
    queryKey: [...KEY, 'open'],
    ask: (cursor) => answerOf(getApiV1ResultsUnmatched({ query: { status: 'open', limit: 50, ...cursor } })),
    enabled: iMay('unmatched.read'),
    refetchInterval: EVERY,
  });

/** One of them, with what it says. */
export const useUnmatchedDetail = (id: string) =>
  useQuery({
    queryKey: [...KEY, id],
    queryFn: () => answerOf(getApiV1ResultsUnmatchedById({ path: { id } })),
    refetchOnWindowFocus: false,
  });
