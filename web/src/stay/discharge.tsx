import { Button, Card, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1EncountersByIdOpenItems,
  postApiV1EncountersByIdDischarge,
  type DischargeDto,
  type EncounterResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';

/** Discharge, after what is unfinished was settled, or passed over with a reason. */
export function Discharge({
  encounter,
  onDone,
}: {
  readonly encounter: EncounterResponse;
  readonly onDone: () => void;
}) {
  const words = useWords();
  const [disposition, setDisposition] = useState<DischargeDto['disposition']>('home');
  const [note, setNote] = useState('');
  const [destination, setDestination] = useState('');
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const open = useQuery({
    queryKey: ['open-items', encounter.id],
    queryFn: () => answerOf(getApiV1EncountersByIdOpenItems({ path: { id: encounter.id } })),
    staleTime: 0,
  });
  const act = useAct(async (body: DischargeDto) => {
    await answerOf(
      postApiV1EncountersByIdDischarge({
        path: { id: encounter.id },
        body,
        headers: { 'If-Match': etag(encounter.version) },
      }),
    );
    onDone();
  });
  const passedOver = Object.entries(reasons)
    .filter(([, reason]) => reason.trim() !== '')
    .map(([item, reason]) => ({ item, reason }));
  return (
    <Card withBorder>
      <Stack>
        <Title order={2} size="h4">
          {words.stay.discharge}
        </Title>
        <Select
          label={words.stay.disposition}
          allowDeselect={false}
          value={disposition}
          data={Object.entries(words.stay.dispositions).map(([value, label]) => ({ value, label }))}
          onChange={(value) => value && setDisposition(value as DischargeDto['disposition'])}
        />
        {disposition === 'other-hcf' && (
          <TextInput
            label={words.stay.destination}
            value={destination}
            onChange={(event) => setDestination(event.currentTarget.value)}
          />
        )}
        <Textarea label={words.stay.note} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <Waiting of={open}>
          {({ items }) =>
            items.length > 0 && (
              <Stack gap="xs">
                <Text fw={600}>{words.stay.openItems}</Text>
                {items.map(({ id, text }) => (
                  <TextInput
                    key={id}
                    label={text}
                    placeholder={words.stay.passOver}
                    value={reasons[id] ?? ''}
                    onChange={(event) => setReasons({ ...reasons, [id]: event.currentTarget.value })}
                  />
                ))}
              </Stack>
            )
          }
        </Waiting>
        <ProblemNotice problem={act.problem} />
        <Button
          w="fit-content"
          color="red.9"
          loading={act.isBusy}
          onClick={() =>
            void act.run({
              disposition,
              ...(note.trim() && { note }),
              ...(destination.trim() && { destination }),
              ...(passedOver.length > 0 && { passedOver }),
            })
          }
        >
          {words.stay.discharge}
        </Button>
      </Stack>
    </Card>
  );
}
