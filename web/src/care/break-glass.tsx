import { Button, Card, Select, Stack, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import { postApiV1BreakGlass, type BreakGlassDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKeptText } from '../shell/use-kept.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly patientId: string;
  /** Why the record did not open. */
  readonly problem: unknown;
  readonly onOpen: () => void;
}

/** The record is closed to this person; in an emergency they open it with a reason, which is reviewed. */
export function BreakGlass({ patientId, problem, onOpen }: Props) {
  const words = useWords();
  const [reason, setReason, forget] = useKeptText(`break-glass ${patientId}`);
  const [kind, setKind] = useState<BreakGlassDto['reasonCode']>('emergency');
  const act = useAct(async (body: BreakGlassDto, key) => {
    await answerOf(postApiV1BreakGlass({ body, headers: { 'Idempotency-Key': key } }));
    forget();
    onOpen();
  });
  return (
    <Card withBorder maw={620}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void act.run({ patientId, reason, reasonCode: kind });
        }}
      >
        <Stack>
          <ProblemNotice problem={problem} />
          <Title order={1} size="h3">
            {words.breakGlass.title}
          </Title>
          <Text>{words.breakGlass.about}</Text>
          <Select
            label={words.breakGlass.kind}
            allowDeselect={false}
            value={kind}
            onChange={(value) => value && setKind(value as BreakGlassDto['reasonCode'])}
            data={Object.entries(words.breakGlass.kinds).map(([value, label]) => ({ value, label }))}
          />
          <Textarea
            label={words.breakGlass.reason}
            required
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemNotice problem={act.problem} />
          <Button type="submit" color="red.9" loading={act.isBusy}>
            {words.breakGlass.open}
          </Button>
        </Stack>
      </form>
    </Card>
  );
}
