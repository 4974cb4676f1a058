import { Alert, Stack } from '@mantine/core';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/** What was said stays as long as its screen, and so long after that, in ms: a screen that is shown anew says it again. */
const LASTS = 30_000;

const keyOf = (name: string) => ['said', location.pathname, name];

/**
 * What an act on this screen has done, kept beside what was read: the screen may be shown anew, or close to the person who acted, because
 * of what they did. It goes with everything else at a lock.
 * @param name of the place on the screen where it is said
 */
export function useSaid(name: string): readonly [string | undefined, (text: string | undefined) => void] {
  const queries = useQueryClient();
  const queryKey = keyOf(name);
  const { data } = useQuery({
    queryKey,
    queryFn: () => queries.getQueryData<string>(queryKey) ?? '',
    enabled: false,
    gcTime: LASTS,
  });
  return [data === '' ? undefined : data, (text) => queries.setQueryData(queryKey, text ?? '')];
}

const lastSaid = (queries: QueryClient): string[] =>
  queries.getQueriesData<string>({ queryKey: ['said', location.pathname] }).flatMap(([, text]) => (text ? [text] : []));

/** What was said at this address, where the screen that said it is shown no more. */
export function LastSaid() {
  const queries = useQueryClient();
  const [texts] = useState(() => lastSaid(queries));
  return (
    <Stack gap="xs">
      {texts.map((text) => (
        <Said key={text} text={text} />
      ))}
    </Stack>
  );
}

/**
 * What an act has just done, told where it was done; nothing until then. The place is there before: screen readers say what comes into a live
 * region, and often miss one that comes with its text.
 */
export function Said({ text }: { readonly text: string | undefined }) {
  return (
    <div role="status" className="said">
      {text && (
        <Alert role="presentation" color="green">
          {text}
        </Alert>
      )}
    </div>
  );
}
