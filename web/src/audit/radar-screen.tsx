import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1RadarCases, postApiV1RadarRun } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useLanguage, useWords } from '../words/use-words.ts';
import { RadarCase } from './radar-case.tsx';
import { RadarExceptions } from './radar-exceptions.tsx';
import { RadarRules } from './radar-rules.tsx';

type State = 'open' | 'closed';

/** Openings of records that are out of the ordinary, for whoever asks why; and the rules by which they are found. */
export function RadarScreen() {
  const words = useWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const [state, setState] = useState<State>('open');
  const [said, setSaid] = useSaid('radar');
  const cases = usePages({
    queryKey: ['radar', state, language],
    ask: (cursor) => answerOf(getApiV1RadarCases({ query: { state, limit: 30, ...cursor } })),
  });
  const run = useAct(async (_: undefined) => {
    const { events, cases: found } = await answerOf(postApiV1RadarRun());
    setSaid(words.privacy.ran(events, found));
    void queries.invalidateQueries({ queryKey: ['radar'] });
  });
  const done = (what: string) => {
    setSaid(what);
    void queries.invalidateQueries({ queryKey: ['radar'] });
  };
  return (
    <Stack maw={1100}>
      <Group justify="space-between">
        <Title order={1} size="h3">
          {words.privacy.radarTitle}
        </Title>
        <Group>
          <SegmentedControl
            aria-label={words.privacy.radarTitle}
            value={state}
            onChange={(next) => setState(next)}
            data={(['open', 'closed'] as const).map((value) => ({ value, label: words.privacy.states[value] }))}
          />
          {iMay('radar.review') && (
            <Button variant="default" loading={run.isBusy} onClick={() => void run.run(undefined)}>
              {words.privacy.run}
            </Button>
          )}
        </Group>
      </Group>
      <Text className="muted">{words.privacy.radarAbout}</Text>
      <ProblemNotice problem={run.problem} />
      <Said text={said} />
      <Waiting of={cases}>
        {(items) => (
          <>
            {items.length === 0 && <Text>{words.privacy.none}</Text>}
            {items.map((one) => (
              <RadarCase key={one.id} found={one} onDone={done} />
            ))}
            <MorePages of={cases} />
          </>
        )}
      </Waiting>
      <RadarExceptions />
      <RadarRules />
    </Stack>
  );
}
