import { Button } from '@mantine/core';
import { useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { cursorOf } from '../api/cursor.ts';
import { useWords } from '../words/use-words.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

interface Asked<Item> {
  readonly queryKey: readonly unknown[];
  /** @param cursor where the page begins; empty for the first */
  readonly ask: (cursor: { readonly cursor?: string }) => Promise<Page<Item>>;
  readonly refetchInterval?: number;
  readonly staleTime?: number;
  readonly enabled?: boolean;
  readonly refetchOnWindowFocus?: boolean;
}

/** A list that is read a page at a time; `data` is all that was read so far. */
export const usePages = <Item,>({ queryKey, ask, ...options }: Asked<Item>) =>
  useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => ask(pageParam ? { cursor: pageParam } : {}),
    initialPageParam: '',
    getNextPageParam: ({ next }: Page<Item>) => cursorOf(next),
    select: ({ pages }) => pages.flatMap(({ items }) => items),
    ...options,
  });

/** The way to the next page, where there is one: a list that goes on is never cut without a sign. */
export function MorePages({ of }: { readonly of: UseInfiniteQueryResult }) {
  const words = useWords();
  if (!of.hasNextPage) return null;
  return (
    <Button variant="default" w="fit-content" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {words.more}
    </Button>
  );
}
