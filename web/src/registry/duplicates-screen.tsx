import { Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import {
  getApiV1PatientsDuplicates,
  postApiV1PatientsByIdDuplicatesDismiss,
  type DuplicateResponse,
  type SuspectedDuplicateResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { cursorOf } from '../api/cursor.ts';
import { iMay } from '../api/rights.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKeptText } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Merge } from './merge.tsx';

const KEY = ['duplicates'];

/** A page tells of so many patients, those registered last first, and may name nobody: so many are read before somebody is asked to go on. */
const PAGES_AT_ONCE = 5;

/** Records that may be of one person, each pair with why; told apart with a reason, or merged after a look at both. */
export function DuplicatesScreen() {
  const words = useWords();
  const found = useInfiniteQuery({
    queryKey: KEY,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answerOf(getApiV1PatientsDuplicates({ query: { limit: 20, ...(pageParam && { cursor: pageParam }) } })),
    getNextPageParam: ({ next }) => cursorOf(next),
    refetchOnWindowFocus: false,
  });
  const pairs = pairsOf((found.data?.pages ?? []).flatMap(({ items }) => items));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const pages = found.data?.pages.length ?? 0;
  const goesOn = pairs.length === 0 && hasNextPage && pages % PAGES_AT_ONCE !== 0;
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) void fetchNextPage();
  }, [goesOn, isFetchingNextPage, fetchNextPage]);
  return (
    <Stack maw={1000}>
      <Title order={1} size="h3">
        {words.registry.duplicates}
      </Title>
      <Waiting of={found}>
        {() => (
          <>
            {pairs.length === 0 && (
              <Text role="status">{hasNextPage ? words.registry.noDuplicatesYet : words.registry.noDuplicates}</Text>
            )}
            {pairs.map(([one, other]) => (
              <Pair key={`${one.id} ${other.id}`} one={one} other={other} />
            ))}
            {hasNextPage && (
              <Button
                variant="default"
                w="fit-content"
                loading={isFetchingNextPage || goesOn}
                onClick={() => void fetchNextPage()}
              >
                {pairs.length === 0 ? words.registry.lookFurther : words.more}
              </Button>
            )}
          </>
        )}
      </Waiting>
    </Stack>
  );
}

/** A pair stands in the list of both: it is shown once. */
function pairsOf(
  items: readonly SuspectedDuplicateResponse[],
): (readonly [SuspectedDuplicateResponse, DuplicateResponse])[] {
  const seen = new Set<string>();
  return items.flatMap((one) =>
    one.duplicates.flatMap((other) => {
      const key = [one.id, other.id].sort().join(' ');
      if (seen.has(key)) return [];
      seen.add(key);
      return [[one, other] as const];
    }),
  );
}

interface Props {
  readonly one: SuspectedDuplicateResponse;
  readonly other: DuplicateResponse;
}

function Pair({ one, other }: Props) {
  const words = useWords();
  const [open, setOpen] = useState<'apart' | 'merge'>();
  return (
    <Card withBorder component="article">
      <Stack gap="xs">
        {[one, other].map(({ id, fullName, birthDate, sex, mrn }) => (
          <Text key={id}>
            <strong>{fullName}</strong> · {birthDate ? partialDate(birthDate) : words.unknown} · {words.sex[sex]} ·{' '}
            {mrn}
          </Text>
        ))}
        <Text className="muted">
          {words.registry.why}: {other.reasons.map(({ text }) => text).join('; ')}
        </Text>
        <Group>
          <Button variant="default" size="compact-md" onClick={() => setOpen('apart')}>
            {words.registry.twoPeople}
          </Button>
          {iMay('patient.merge') && (
            <Button variant="default" size="compact-md" onClick={() => setOpen('merge')}>
              {words.registry.onePerson}
            </Button>
          )}
        </Group>
        {open === 'apart' && <Apart one={one} other={other} />}
        {open === 'merge' && <Merge first={one.id} second={other.id} />}
      </Stack>
    </Card>
  );
}

function Apart({ one, other }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const [reason, setReason, forget] = useKeptText(`apart ${one.id} ${other.id}`);
  const act = useAct(async (body: { otherId: string; reason: string }, key) => {
    await answerOf(
      postApiV1PatientsByIdDuplicatesDismiss({
        path: { id: one.id },
        body,
        headers: { 'Idempotency-Key': key },
      }),
    );
    forget();
    await queries.invalidateQueries({ queryKey: KEY });
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act.run({ otherId: other.id, reason });
      }}
    >
      <Stack gap="xs">
        <TextInput
          label={words.registry.reason}
          required
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNotice problem={act.problem} />
        <Button type="submit" w="fit-content" loading={act.isBusy}>
          {words.save}
        </Button>
      </Stack>
    </form>
  );
}
