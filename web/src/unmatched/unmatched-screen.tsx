import { Alert, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { MorePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { Entry } from './entry.tsx';
import { KEY, useUnmatched, type Left } from './use-unmatched.ts';

/** Results that belong to nobody yet: each with why, and with whom it may be about; to be filed or dismissed. */
export function UnmatchedScreen() {
  const words = useWords();
  const queries = useQueryClient();
  const [left, setLeft] = useState<Left>();
  const unmatched = useUnmatched();
  const leave = (how: Left) => {
    setLeft(how);
    void queries.invalidateQueries({ queryKey: KEY });
  };
  return (
    <Stack maw={1200}>
      <Title order={1} size="h3">
        {words.unmatched.title}
      </Title>
      <Text className="muted">{words.unmatched.about}</Text>
      {left && (
        <Alert role={left.isRefused ? 'alert' : 'status'} color={left.isRefused ? 'red' : 'green'}>
          {left.text}
        </Alert>
      )}
      <Waiting of={unmatched}>
        {(items) => (
          <>
            {items.length === 0 && <Text>{words.unmatched.none}</Text>}
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} onLeft={leave} />
            ))}
            <MorePages of={unmatched} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}
