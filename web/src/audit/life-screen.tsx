import { Anchor, Card, Stack, Table, Text, Title } from '@mantine/core';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import {
  getApiV1AuditRecordsByEntityById,
  getApiV1AuditRecordsByEntityByIdReads,
  type RecordLifeResponse,
  type RecordReadResponse,
  type RecordVersionResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Section } from '../shell/section.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { actorName } from './actor-name.ts';
import { valueText } from './value-text.ts';

/** The life of one record: every version with what differs, and who read it. */
export function LifeScreen() {
  const words = useWords();
  const { entity, recordId: id } = useParams({ from: '/audit/records/$entity/$recordId' });
  const versions = usePages({
    queryKey: ['life', entity, id],
    ask: (cursor) =>
      answerOf(getApiV1AuditRecordsByEntityById({ path: { entity, id }, query: { limit: 50, ...cursor } })),
  });
  const named = useQueryClient().getQueryData<InfiniteData<RecordLifeResponse>>(['life', entity, id])?.pages[0]?.words;
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.trail.lifeTitle(named ?? entity)}
      </Title>
      <Text className="muted">{words.trail.lifeAbout}</Text>
      <Waiting of={versions}>
        {(items) => (
          <>
            {items.length === 0 && <Text role="status">{words.trail.noLife}</Text>}
            {items.map((version) => (
              <Version key={version.eventId} version={version} />
            ))}
            <MorePages of={versions} />
          </>
        )}
      </Waiting>
      <Reads entity={entity} id={id} />
    </Stack>
  );
}

function Version({ version: one }: { readonly version: RecordVersionResponse }) {
  const words = useWords();
  const title = [
    one.version !== null && words.trail.version(`${one.version}`),
    words.trail.kinds[one.kind] ?? one.kind,
    fullMoment(one.at),
  ];
  return (
    <Card withBorder component="section">
      <Title order={2} size="h4">
        {title.filter(Boolean).join(' · ')}
      </Title>
      <Who of={one} />
      {one.changes.length === 0 ? (
        <Text className="muted">{words.trail.noChanges}</Text>
      ) : (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.trail.field}</Table.Th>
              <Table.Th>{words.trail.before}</Table.Th>
              <Table.Th>{words.trail.after}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {one.changes.map(({ field, words: named, old, new: now }) => (
              <Table.Tr key={field}>
                <Table.Th scope="row">{named ?? field}</Table.Th>
                <Table.Td className="hash">{valueText(old, words, field)}</Table.Td>
                <Table.Td className="hash">{valueText(now, words, field)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Card>
  );
}

/** Who, in which role, from where, and why; with the way to the event and its proof. */
function Who({ of }: { readonly of: RecordVersionResponse | RecordReadResponse }) {
  const words = useWords();
  const { who, terminal, address, reason, eventId, at } = of;
  const name = words.trail.by(actorName(words, who), who.role ? (words.role[who.role] ?? who.role) : '');
  return (
    <Text>
      {name} <span className="muted">{[terminal ?? address, reason].filter(Boolean).join(' · ')}</span>{' '}
      <Anchor
        component={Link}
        to={`/audit/events/${eventId}`}
        aria-label={`${words.trail.event}, ${fullMoment(at)}, ${name}`}
      >
        {words.trail.event}
      </Anchor>
    </Text>
  );
}

function Reads({ entity, id }: { readonly entity: string; readonly id: string }) {
  const words = useWords();
  const reads = usePages({
    queryKey: ['reads', entity, id],
    ask: (cursor) =>
      answerOf(getApiV1AuditRecordsByEntityByIdReads({ path: { entity, id }, query: { limit: 50, ...cursor } })),
  });
  return (
    <Section title={words.trail.reads}>
      <Waiting of={reads}>
        {(items) => (
          <>
            {items.length === 0 && <Text role="status">{words.trail.noReads}</Text>}
            {items.map((read) => (
              <div key={read.eventId}>
                {fullMoment(read.at)}
                <Who of={read} />
              </div>
            ))}
            <MorePages of={reads} />
          </>
        )}
      </Waiting>
    </Section>
  );
}
