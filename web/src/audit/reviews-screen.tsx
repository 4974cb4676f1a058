import { Anchor, Button, Card, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import {
  getApiV1BreakGlass,
  postApiV1BreakGlassByIdReview,
  type AccessGrantResponse,
  type PostApiV1BreakGlassByIdReviewData,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Emergency accesses that wait for somebody to say whether they were right. */
export function ReviewsScreen() {
  const words = useWords();
  const grants = usePages({
    queryKey: ['break-glass', 'pending'],
    ask: (cursor) => answerOf(getApiV1BreakGlass({ query: { review: 'pending', limit: 50, ...cursor } })),
  });
  return (
    <Stack maw={900}>
      <Title order={1} size="h3">
        {words.reviews.title}
      </Title>
      <Waiting of={grants}>
        {(items) => (
          <>
            {items.length === 0 && <Text>{words.reviews.none}</Text>}
            {items.map((grant) => (
              <Review key={grant.id} grant={grant} onDone={() => void grants.refetch()} />
            ))}
            <MorePages of={grants} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

type Finding = PostApiV1BreakGlassByIdReviewData['body'];

function Review({ grant, onDone }: { readonly grant: AccessGrantResponse; readonly onDone: () => void }) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ note: '' }, `review ${grant.id}`);
  const act = useAct(async (body: Finding) => {
    await answerOf(
      postApiV1BreakGlassByIdReview({ path: { id: grant.id }, body, headers: { 'If-Match': etag(grant.version) } }),
    );
    clear();
    onDone();
  });
  const close = (outcome: Finding['outcome']) => void act.run({ outcome, note: fields.note });
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Text fw={600}>
          {words.reviews.by}: {grant.grantedBy.fullName} · {fullMoment(grant.grantedAt)}
        </Text>
        <Text>
          {words.reviews.reason}: {words.breakGlass.kinds[grant.reasonCode] ?? ''} · {grant.reason}
        </Text>
        <Anchor component={Link} to={`/audit/patients/${grant.patientId}`} w="fit-content">
          {words.privacy.whoLooked}
        </Anchor>
        <Textarea label={words.reviews.note} {...typed('note')} />
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
