import { Button, Card, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1BreakGlass,
  postApiV1BreakGlassByIdReview,
  type AccessGrantResponse,
  type PostApiV1BreakGlassByIdReviewData,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Emergency accesses that wait for somebody to say whether they were right. */
export function ReviewsScreen() {
  const words = useWords();
  const grants = useQuery({
    queryKey: ['break-glass', 'pending'],
    queryFn: () => answerOf(getApiV1BreakGlass({ query: { review: 'pending' } })),
  });
  return (
    <Stack maw={900}>
      <Title order={1} size="h3">
        {words.reviews.title}
      </Title>
      <Waiting of={grants}>
        {({ items }) => (
          <>
            {items.length === 0 && <Text>{words.reviews.none}</Text>}
            {items.map((grant) => (
              <Review key={grant.id} grant={grant} onDone={() => void grants.refetch()} />
            ))}
          </>
        )}
      </Waiting>
    </Stack>
  );
}

type Finding = PostApiV1BreakGlassByIdReviewData['body'];

function Review({ grant, onDone }: { readonly grant: AccessGrantResponse; readonly onDone: () => void }) {
  const words = useWords();
  const [note, setNote] = useState('');
  const act = useAct(async (body: Finding) => {
    await answerOf(
      postApiV1BreakGlassByIdReview({ path: { id: grant.id }, body, headers: { 'If-Match': etag(grant.version) } }),
    );
    onDone();
  });
  const close = (outcome: Finding['outcome']) => void act.run({ outcome, note });
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Text fw={600}>
          {words.reviews.by}: {grant.grantedBy.fullName} · {fullMoment(grant.grantedAt)}
        </Text>
        <Text>
          {words.reviews.reason}: {words.breakGlass.kinds[grant.reasonCode] ?? ''} · {grant.reason}
        </Text>
        <Textarea label={words.reviews.note} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        <ProblemNotice problem={act.problem} />
        <Group>
          <Button loading={act.isBusy} onClick={() => close('justified')}>
            {words.reviews.justified}
          </Button>
          <Button color="red" variant="light" loading={act.isBusy} onClick={() => close('unjustified')}>
            {words.reviews.unjustified}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
