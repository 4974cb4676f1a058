import { getApiV1TasksMine } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { usePages } from '../shell/pages.tsx';

/** While somebody looks, what waits is asked for this often, in ms: each time is a read on the trail. */
export const EVERY = 30_000;

/** What waits for the person signed in; shared by the head and the screen. */
export const useTasks = () =>
  usePages({
    queryKey: ['tasks'],
    ask: (cursor) => answerOf(getApiV1TasksMine({ query: { limit: 100, ...cursor } })),
    enabled: iMay('task.read'),
    refetchInterval: EVERY,
  });
