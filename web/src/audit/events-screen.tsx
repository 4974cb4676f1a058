import { Anchor, Button, Checkbox, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1AuditEvents,
  getApiV1AuditPatients,
  type GetApiV1AuditEventsData,
  type AuditEventResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { cursorOf } from '../api/cursor.ts';
import { ActButton } from '../shell/act-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { currentLanguage } from '../words/language.ts';
import { DateField } from '../shell/date-field.tsx';
import { fullMoment, partialDate, readMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

type Query = NonNullable<GetApiV1AuditEventsData['query']>;

/** Who did and saw what: asked by a form, in words. */
export function EventsScreen() {
  const words = useWords();
  const [asked, setAsked] = useState<Query>({});
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.audit.title}
      </Title>
      <Question onAsk={setAsked} />
      <Answer asked={asked} />
    </Stack>
  );
}

function Question({ onAsk }: { readonly onAsk: (query: Query) => void }) {
  const words = useWords();
  // Null while a name is typed of which nobody is chosen yet: without it the answer would be about everybody.
  const [patientId, setPatientId] = useState<string | null>();
  const [username, setUsername] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [fromOtherWard, setOtherWard] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onAsk({
          ...(patientId && { patientId }),
          ...(username.trim() && { username: username.trim() }),
          ...(kind && { kind: kind as Query['kind'] }),
          ...(from && { from: readMoment(from, '00:00') }),
          ...(to && { to: readMoment(to) }),
          ...(fromOtherWard && { fromOtherWard: 'true' as const }),
        });
      }}
    >
      <Group align="flex-end">
        <PatientChoice onChoose={setPatientId} />
        <TextInput
          label={words.audit.person}
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <Select
          label={words.audit.kind}
          clearable
          value={kind}
          onChange={setKind}
          data={Object.entries(words.audit.kinds).map(([value, label]) => ({ value, label }))}
        />
        <DateField
          hasTime
          label={words.audit.from}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <DateField hasTime label={words.audit.to} value={to} onChange={(event) => setTo(event.currentTarget.value)} />
        <Checkbox
          label={words.audit.otherWard}
          checked={fromOtherWard}
          onChange={(event) => setOtherWard(event.currentTarget.checked)}
        />
        <ActButton type="submit" blocked={patientId === null ? words.audit.whomFirst : undefined}>
          {words.audit.ask}
        </ActButton>
      </Group>
    </form>
  );
}

/** Finds whom the question is about, without opening a chart; finding is itself on the trail. */
function PatientChoice({ onChoose }: { readonly onChoose: (id: string | null | undefined) => void }) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const query = /\d{3}/.test(asked) ? { mrn: asked } : { name: asked };
  const found = useQuery({
    queryKey: ['audited-patients', asked],
    queryFn: () => answerOf(getApiV1AuditPatients({ query })),
    enabled: asked !== '',
  });
  return (
    <Group align="flex-end" gap="xs">
      <TextInput
        label={words.audit.patient}
        value={typed}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setTyped(value);
          setChosen(null);
          onChoose(value.trim() === '' ? undefined : null);
          if (value.trim() === '') setAsked('');
        }}
        onBlur={() => setAsked(typed.trim())}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          setAsked(typed.trim());
        }}
      />
      {found.data && (
        <Select
          aria-label={words.audit.whom}
          placeholder={words.audit.chooseOne(found.data.items.length)}
          clearable
          value={chosen}
          data={found.data.items.map(({ id, fullName, mrn, birthDate }) => ({
            value: id,
            label: `${fullName} · ${mrn}${birthDate ? ` · ${partialDate(birthDate)}` : ''}`,
          }))}
          onChange={(id) => {
            setChosen(id);
            onChoose(id);
          }}
        />
      )}
      {chosen && (
        <Anchor component={Link} to={`/audit/patients/${chosen}`}>
          {words.audit.whoLooked}
        </Anchor>
      )}
      <ProblemNotice problem={found.error} />
    </Group>
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
  return (
    <Table stickyHeader striped>
      <Table.Thead>
        <Table.Tr>
          {[words.audit.when, words.audit.who, words.audit.what, words.audit.why, words.audit.where].map((title) => (
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
              {event.actor.fullName ?? event.actor.username}{' '}
              <span className="muted">{event.actor.roleWords?.[currentLanguage()]}</span>
            </Table.Td>
            <Table.Td>{event.words[currentLanguage()]}</Table.Td>
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
