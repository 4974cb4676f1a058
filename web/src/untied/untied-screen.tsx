import { Card, Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1UntiedResources,
  postApiV1UntiedResourcesByIdDismiss,
  type UntiedResourceResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { WhoseIsIt } from './whose-is-it.tsx';

const STATES = ['open', 'dismissed'] as const;

/** Resources from elsewhere of which nobody could tell whose they are; nothing of what they say until somebody looks. */
export function UntiedScreen() {
  const words = useWords().untied;
  const queries = useQueryClient();
  const [state, setState] = useState<(typeof STATES)[number]>('open');
  const [said, setSaid] = useSaid('untied');
  const untied = usePages({
    queryKey: ['untied', state],
    ask: (cursor) => answerOf(getApiV1UntiedResources({ query: { state, limit: 30, ...cursor } })),
    staleTime: 0,
  });
  const done = (what: string) => {
    setSaid(what);
    void queries.invalidateQueries({ queryKey: ['untied'] });
  };
  return (
    <Stack maw={1100}>
      <Group justify="space-between">
        <Title order={1} size="h3">
          {words.place}
        </Title>
        <SegmentedControl
          aria-label={words.place}
          value={state}
          onChange={(next) => setState(next)}
          data={STATES.map((value) => ({ value, label: words.states[value] ?? value }))}
        />
      </Group>
      <Text className="muted">{words.about}</Text>
      <Said text={said} />
      <Waiting of={untied}>
        {(items) => (
          <>
            {items.length === 0 && <Text role="status">{words.none}</Text>}
            {items.map((one) => (
              <One key={one.id} found={one} onDone={done} />
            ))}
            <MorePages of={untied} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

interface Props {
  readonly found: UntiedResourceResponse;
  readonly onDone: (said: string) => void;
}

function One({ found, onDone }: Props) {
  const words = useWords();
  const { type, source, receivedAt, decision } = found;
  const named = words.untied.types[type] ?? type;
  const what = `${named}, ${moment(receivedAt)}`;
  return (
    <Card withBorder component="article">
      <Stack gap="xs">
        <Text>
          <strong>{named}</strong> <span className="muted">{words.untied.from(source, moment(receivedAt))}</span>
        </Text>
        {decision && (
          <Text>
            {words.untied.decided(decision.by?.fullName ?? words.unknown, moment(decision.at), decision.reason)}
          </Text>
        )}
        <Folded label={words.untied.look} name={words.untied.lookAt(what)}>
          <WhoseIsIt found={found} onDone={onDone} />
        </Folded>
        {!decision && (
          <Folded label={words.untied.dismiss} name={words.untied.dismissOf(what)}>
            <Dismiss found={found} onDone={onDone} />
          </Folded>
        )}
      </Stack>
    </Card>
  );
}

function Dismiss({ found: { id, version }, onDone }: Props) {
  const words = useWords().untied;
  const { fields, typed, clear } = useFields({ reason: '' }, `dismiss untied ${id}`);
  const act = useAct(async (body: { reason: string }) => {
    await answerOf(postApiV1UntiedResourcesByIdDismiss({ path: { id }, body, headers: { 'If-Match': etag(version) } }));
    clear();
    onDone(words.dismissed);
  });
  return (
    <ActForm act={act} label={words.dismiss} onSubmit={() => void act.run(fields)}>
      <TextInput label={words.why} required maxLength={500} {...typed('reason')} />
    </ActForm>
  );
}
