import { Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getApiV1ResultsCritical } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Said, useSaid } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { CriticalResult } from './critical-result.tsx';
import { NewResults } from './new-results.tsx';
import { Task } from './task.tsx';
import { EVERY, useTasks } from './use-tasks.ts';

/** What waits for me: critical results with their values, patients who get worse or another duty, and new results. */
export function InboxScreen() {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('inbox');
  const tasks = useTasks();
  // Whoever cares for nobody has work of other kinds: results that fit nobody, reviews of access.
  const isCare = iMay('ward.board');
  const critical = usePages({
    queryKey: ['critical-results'],
    ask: (cursor) => answerOf(getApiV1ResultsCritical({ query: { limit: 50, ...cursor } })),
    enabled: iMay('result.read'),
    refetchInterval: EVERY,
  });
  const done = (whom?: string) => {
    if (whom) setSaid(words.inbox.acknowledged(whom));
    for (const key of ['tasks', 'critical-results', 'results-inbox']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.inbox.title}
      </Title>
      <Said text={said} />
      {iMay('result.read') && (
        <Section title={words.inbox.critical}>
          <Waiting of={critical}>
            {(items) => (
              <>
                {items.length === 0 && <Text className="muted">{words.inbox.noCritical}</Text>}
                {items.map((item) => (
                  <CriticalResult key={item.id} item={item} onDone={done} />
                ))}
                <MorePages of={critical} />
              </>
            )}
          </Waiting>
        </Section>
      )}
      {iMay('task.read') && (
        <Section title={isCare ? words.inbox.others : words.inbox.duties}>
          <Waiting of={tasks}>
            {(items) => {
              const others = items.filter(({ kind }) => kind !== 'critical-result');
              return (
                <>
                  {others.length === 0 && (
                    <Text className="muted">{isCare ? words.inbox.noOthers : words.inbox.noDuties}</Text>
                  )}
                  {others.map((task) => (
                    <Task key={task.id} task={task} onDone={done} />
                  ))}
                  <MorePages of={tasks} />
                </>
              );
            }}
          </Waiting>
        </Section>
      )}
      {iMay('result.read') && (
        <Section title={words.inbox.results}>
          <NewResults />
        </Section>
      )}
    </Stack>
  );
}
