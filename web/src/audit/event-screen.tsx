import { Anchor, Card, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { getApiV1AuditEventsById, type AuditEventResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Waiting } from '../shell/waiting.tsx';
import { currentLanguage } from '../words/language.ts';
import { fullMoment, hospitalDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { ReactElement } from 'react';
import { actorName } from './actor-name.ts';
import { EventProof } from './event-proof.tsx';
import { fieldText, valueText } from './value-text.ts';
import { namedIn, Whom } from './whom.tsx';

/** One event: what changed, and its proof, worked out here. */
export function EventScreen() {
  const words = useWords();
  const { eventId } = useParams({ from: '/audit/events/$eventId' });
  const event = useQuery({
    queryKey: ['event', eventId],
    queryFn: () => answerOf(getApiV1AuditEventsById({ path: { id: eventId } })),
  });
  return (
    <Waiting of={event}>
      {(found) => (
        <Stack maw={1000}>
          <Title order={1} size="h3">
            {found.words[currentLanguage()]}
          </Title>
          <Text>
            {fullMoment(found.occurredAt)} · {actorName(words, found.actor)} ·{' '}
            {found.actor.roleWords?.[currentLanguage()]} · {found.terminal ?? found.address}
          </Text>
          <About event={found} />
          <Links event={found} />
          <Changes event={found} />
          <EventProof event={found} />
        </Stack>
      )}
    </Waiting>
  );
}

/** Whom and which record it is about, why it was done, and what was so at that moment. */
function About({ event }: { readonly event: AuditEventResponse }) {
  const words = useWords();
  const { record, purposeWords, reason, circumstances: then } = event;
  const wards = (of: readonly { readonly name: string | null }[] | null | undefined) =>
    of?.map(({ name }) => name ?? words.unknown).join(', ');
  const level = then?.confidentiality;
  const rows: readonly (readonly [string, ReactElement | string | false | null | undefined])[] = [
    [words.audit.whom, namedIn(event).length > 0 && <Whom of={event} most={100} />],
    [words.audit.record, [record?.words?.[currentLanguage()], record?.name].filter(Boolean).join(' · ')],
    [words.audit.purpose, purposeWords?.[currentLanguage()]],
    [words.audit.reason, reason],
    [words.audit.actorWards, wards(then?.actorWards)],
    [words.audit.patientWards, wards(then?.patientWards)],
    [words.audit.level, level && words.trail.level[level]],
    [words.audit.careNow, then?.fromOtherWard && words.audit.fromElsewhere],
  ];
  return (
    <Table aria-label={words.audit.about}>
      <Table.Tbody>
        {rows
          .filter(([, value]) => value)
          .map(([title, value]) => (
            <Table.Tr key={title}>
              <Table.Th scope="row">{title}</Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}

/** Where one goes on from an event: the record that it is about, and the day of who did it. */
function Links({ event: { entity, entityId, actor, occurredAt } }: { readonly event: AuditEventResponse }) {
  const words = useWords();
  return (
    <Group>
      {entityId && UUID.test(entityId) && (
        <Anchor component={Link} to={`/audit/records/${entity}/${entityId}`}>
          {words.trail.life}
        </Anchor>
      )}
      {actor.id && actor.kind === 'staff' && (
        <Anchor component={Link} to={`/audit/people/${actor.id}/${hospitalDay(new Date(occurredAt))}`}>
          {words.trail.day}
        </Anchor>
      )}
    </Group>
  );
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What stood there before and after: as a pair, or by the words old and new; what was made new has no before. */
function sidesOf(change: unknown): readonly [unknown, unknown] {
  if (Array.isArray(change)) return [change[0], change[1]];
  if (change !== null && typeof change === 'object' && 'old' in change && 'new' in change) {
    return [change.old, change.new];
  }
  return [undefined, change];
}

function Changes({ event }: { readonly event: AuditEventResponse }) {
  const words = useWords();
  const changes = Object.entries((event.changes ?? {}) as Record<string, unknown>);
  if (changes.length === 0) return null;
  return (
    <Card withBorder>
      <Title order={2} size="h4">
        {words.audit.changes}
      </Title>
      <Table>
        <Table.Tbody>
          {changes.map(([field, change]) => {
            const [before, after] = sidesOf(change);
            return (
              <Table.Tr key={field}>
                <Table.Th scope="row">{fieldText(event.entity, field)}</Table.Th>
                <Table.Td className="hash">{valueText(before, words, field)}</Table.Td>
                <Table.Td className="hash">{valueText(after, words, field)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Card>
  );
}
