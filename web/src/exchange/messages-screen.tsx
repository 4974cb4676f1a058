import { Anchor, Button, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1Messages, type GetApiV1MessagesData, type MessageResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { DateField } from '../shell/date-field.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment, readMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { useFields } from '../shell/use-fields.ts';
import { SenderSelect } from './sender-select.tsx';

type Query = NonNullable<GetApiV1MessagesData['query']>;

/** A type of message as HL7 v2 writes it. */
const ORU = 'ORU^R01';
const EVERYTHING: Query = { limit: 50 };
const NOTHING_ASKED = {
  ...{ state: '', sender: '', controlId: '', type: '', from: '', to: '' },
  ...{ mrn: '', orderNumber: '' },
};

/** Messages that came from other systems: what became of each, and why. */
export function MessagesScreen() {
  const words = useWords();
  const [asked, setAsked] = useState<Query>(EVERYTHING);
  const messages = usePages({
    queryKey: ['messages', asked],
    ask: (cursor) => answerOf(getApiV1Messages({ query: { ...asked, limit: 50, ...cursor } })),
  });
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.exchange.messagesTitle}
      </Title>
      <Text className="muted">{words.exchange.messagesAbout}</Text>
      <Question onAsk={setAsked} />
      <Waiting of={messages}>
        {(items) => (
          <>
            {items.length === 0 ? <Text role="status">{words.exchange.noMessages}</Text> : <Messages items={items} />}
            <MorePages of={messages} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

function Question({ onAsk }: { readonly onAsk: (query: Query) => void }) {
  const words = useWords();
  const { fields, typed, chosen } = useFields(NOTHING_ASKED);
  const submit = () => {
    const { state, from, to } = fields;
    const text = (name: Exclude<keyof typeof fields, 'state' | 'from' | 'to'>) =>
      fields[name].trim() && { [name]: fields[name].trim() };
    onAsk({
      ...(state && { state: state as Query['state'] }),
      ...text('sender'),
      ...text('controlId'),
      ...text('type'),
      ...text('mrn'),
      ...text('orderNumber'),
      ...(from && { from: readMoment(from, '00:00') }),
      ...(to && { to: readMoment(to) }),
    });
  };
  return (
    <form
      className="asked"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Select
        label={words.exchange.state}
        placeholder={words.exchange.every}
        clearable
        data={Object.entries(words.exchange.states).map(([value, label]) => ({ value, label }))}
        {...chosen('state')}
      />
      <SenderSelect label={words.exchange.sender} {...chosen('sender')} />
      <TextInput label={words.exchange.controlId} {...typed('controlId')} />
      <TextInput label={words.exchange.type} placeholder={ORU} {...typed('type')} />
      <TextInput label={words.exchange.mrn} {...typed('mrn')} />
      <TextInput label={words.exchange.orderNumber} {...typed('orderNumber')} />
      <DateField hasTime label={words.exchange.from} {...typed('from')} />
      <DateField hasTime label={words.exchange.to} {...typed('to')} />
      <Button type="submit">{words.exchange.search}</Button>
    </form>
  );
}

function Messages({ items }: { readonly items: readonly MessageResponse[] }) {
  const words = useWords();
  const { exchange } = words;
  return (
    <Table stickyHeader striped>
      <Table.Thead>
        <Table.Tr>
          {[exchange.receivedAt, exchange.sender, exchange.type, exchange.controlId, exchange.state, exchange.why].map(
            (title) => (
              <Table.Th key={title}>{title}</Table.Th>
            ),
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((message) => (
          <Table.Tr key={message.id}>
            <Table.Td className="nowrap">
              <Anchor component={Link} to={`/messages/${message.id}`} aria-label={nameOf(message, exchange)}>
                {fullMoment(message.receivedAt)}
              </Anchor>
            </Table.Td>
            <Table.Td>
              {message.sender ?? exchange.nobodyKnown} <div className="muted">{message.senderSystem}</div>
            </Table.Td>
            <Table.Td>{message.type ?? message.protocol}</Table.Td>
            <Table.Td className="hash">{message.controlId ?? '–'}</Table.Td>
            <Table.Td>
              <State message={message} />
            </Table.Td>
            <Table.Td>{message.reasons.map((reason) => reason.message).join(' ')}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

const nameOf = ({ controlId, receivedAt }: MessageResponse, words: ReturnType<typeof useWords>['exchange']): string =>
  `${words.messageTitle(controlId ?? words.noNumber)}, ${fullMoment(receivedAt)}`;

/** What became of a message, in a word; what needs somebody stands out. */
export function State({ message }: { readonly message: Pick<MessageResponse, 'state' | 'unmatchedStatus'> }) {
  const words = useWords();
  const { state, unmatchedStatus } = message;
  const isOver = state === 'kept' && unmatchedStatus !== null && unmatchedStatus !== 'open';
  const text = (isOver && words.exchange.settled[unmatchedStatus]) || words.exchange.states[state] || state;
  return state === 'filed' || state === 'received' || isOver ? (
    <span>{text}</span>
  ) : (
    <strong className="severe">{text}</strong>
  );
}
