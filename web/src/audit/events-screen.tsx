import { Anchor, Button, Stack, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1AuditEvents, type AuditEventResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { cursorOf } from '../api/cursor.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { currentLanguage } from '../words/language.ts';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { actorName } from './actor-name.ts';
import { QuestionForm, type Query } from './question-form.tsx';
import { TakeAlong } from './take-along.tsx';
import { Whom } from './whom.tsx';

/** Who did and saw what: asked by a form, in words; the answer is taken along as a file. */
export function EventsScreen() {
  const words = useWords();
  const [asked, setAsked] = useState<Query>({});
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.audit.title}
      </Title>
      <QuestionForm onAsk={setAsked} />
      <TakeAlong asked={asked} />
      <Answer asked={asked} />
    </Stack>
  );
}

function Answer({ asked }: { readonly asked: Query }) {
  const words = useWords();
  const pages = useInfiniteQuery({
    queryKey: ['events', asked],
    queryFn: ({ pageParam }) =>
      answerOf(getApiV1AuditEvents({ query: { ...asked, limit: 50, ...(pageParam && { cursor: pageParam }) } })),
    initialPageParam: '',
    getNextPageParam: ({ next }) => cursorOf(next),
    refetchOnWindowFocus: false,
  });
  const all = pages.data?.pages ?? [];
  const last = all.at(-1);
  const events = all.flatMap(({ items }) => items);
  return (
    <>
      <ProblemNotice problem={pages.error} />
      {last && last.notCovered.length > 0 && (
        <Text className="unsaved">{words.audit.notCovered(last.notCovered.join(', '))}</Text>
      )}
      {last && events.length === 0 && <Text role="status">{words.audit.nothing}</Text>}
      {events.length > 0 && <Events events={events} />}
      {last?.searchedTo && <Text className="muted">{words.audit.searchedTo(fullMoment(last.searchedTo))}</Text>}
      {pages.hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {words.more}
        </Button>
      )}
    </>
  );
}

function Events({ events }: { readonly events: readonly AuditEventResponse[] }) {
  const words = useWords();
  const { when, who, what, whom, why, where } = words.audit;
  const titles = [when, who, what, whom, why, where];
  return (
    <Table stickyHeader striped>
      <Table.Thead>
        <Table.Tr>
          {titles.map((title) => (
            <Table.Th key={title}>{title}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {events.map((event) => (
          <Table.Tr key={event.id}>
            <Table.Td>
              <Anchor component={Link} to={`/audit/events/${event.id}`}>
                {fullMoment(event.occurredAt)}
              </Anchor>
            </Table.Td>
            <Table.Td>
              {actorName(words, event.actor)}{' '}
              <span className="muted">{event.actor.roleWords?.[currentLanguage()]}</span>
            </Table.Td>
            <Table.Td>
              {event.words[currentLanguage()]} <span className="muted">{event.record?.name}</span>
            </Table.Td>
            <Table.Td>
              <Whom of={event} most={3} />
            </Table.Td>
            <Table.Td>
              {event.purposeWords?.[currentLanguage()]} {event.reason && <span className="muted">{event.reason}</span>}
            </Table.Td>
            <Table.Td>{event.terminal ?? event.address}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
