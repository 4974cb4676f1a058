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
      {iMay('task.read') && isCare && (
        <Section title={words.inbox.others}>
          <Tasks of={tasks} are={isOfSomebodyWorse} none={words.inbox.noOthers} onDone={done} />
        </Section>
      )}
      {iMay('task.read') && (
        <Section title={isCare ? words.inbox.otherDuties : words.inbox.duties}>
          <Tasks
            of={tasks}
            are={isCare ? (kind) => !isOfSomebodyWorse(kind) : () => true}
            none={words.inbox.noDuties}
            onDone={done}
          />
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

/** Somebody has to go to the patient at once; all else is work that is about a record. */
const WORSE: readonly string[] = [
  'news2-high',
  'news2-red',
  'pews-high',
  'pews-medium',
  'called-to-patient',
  'vitals-overdue',
  'dose-out-of-scale',
  'dose-against-order',
  'newborn-mismatch',
  'infusion-to-stop',
  'infusion-empty',
];
const isOfSomebodyWorse = (kind: string): boolean => WORSE.includes(kind);

interface TasksProps {
  readonly of: ReturnType<typeof useTasks>;
  readonly are: (kind: string) => boolean;
  /** Said where there are none. */
  readonly none: string;
  readonly onDone: (whom?: string) => void;
}

/** Those of some kinds; critical results stand above, with their values. */
function Tasks({ of, are, none, onDone }: TasksProps) {
  return (
    <Waiting of={of}>
      {(items) => {
        const shown = items.filter(({ kind }) => kind !== 'critical-result' && are(kind));
        return (
          <>
            {shown.length === 0 && <Text className="muted">{none}</Text>}
            {shown.map((task) => (
              <Task key={task.id} task={task} onDone={onDone} />
            ))}
            <MorePages of={of} />
          </>
        );
      }}
    </Waiting>
  );
}
