import { Anchor, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { getApiV1MessagesById, type MessageDetailResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Section } from '../shell/section.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { InWords } from './in-words.tsx';
import { State } from './messages-screen.tsx';
import { placeInWords } from './segments.ts';

/** One message: from whom, what became of it and why, and what it says for whoever may read that. */
export function MessageScreen() {
  const words = useWords();
  const { messageId } = useParams({ from: '/messages/$messageId' });
  const message = useQuery({
    queryKey: ['messages', messageId],
    queryFn: () => answerOf(getApiV1MessagesById({ path: { id: messageId } })),
  });
  return (
    <Waiting of={message}>
      {(found) => (
        <Stack maw={1100}>
          <Anchor component={Link} to="/messages" w="fit-content">
            {words.exchange.back}
          </Anchor>
          <Title order={1} size="h3">
            {words.exchange.messageTitle(found.controlId ?? words.exchange.noNumber)}
          </Title>
          <Fate message={found} />
          <Content message={found} />
        </Stack>
      )}
    </Waiting>
  );
}

function Fate({ message }: { readonly message: MessageDetailResponse }) {
  const words = useWords();
  const { sender, senderSystem, address, channel, type, receivedAt, settledAt, size, reasons } = message;
  const { unmatchedStatus, patientId, reportIds, orderIds } = message;
  const about = [
    senderSystem,
    address,
    channel,
    type,
    words.exchange.bytes(size),
    settledAt && words.exchange.settledAt(fullMoment(settledAt)),
  ];
  return (
    <>
      <Text>
        <strong>{sender ?? words.exchange.nobodyKnown}</strong> · {words.exchange.receivedAt} {fullMoment(receivedAt)}
        <br />
        <span className="muted">{about.filter(Boolean).join(' · ')}</span>
      </Text>
      <Text>
        <State message={message} />
      </Text>
      {reasons.length > 0 && (
        <List aria-label={words.exchange.why}>
          {reasons.map(({ code, at, message: text }) => (
            <List.Item key={`${code} ${at}`}>
              {text} {at && <span className="muted">({placeInWords(at, words)})</span>}
            </List.Item>
          ))}
        </List>
      )}
      {reportIds.length + orderIds.length > 0 && <Text>{words.exchange.made(reportIds.length, orderIds.length)}</Text>}
      {unmatchedStatus === 'open' && (
        <Text>
          {words.exchange.waits}
          {iMay('unmatched.read') && (
            <>
              {': '}
              <Anchor component={Link} to="/unmatched">
                {words.exchange.toUnmatched}
              </Anchor>
            </>
          )}
        </Text>
      )}
      {patientId && iMay('chart.read') && (
        <Anchor component={Link} to={`/patients/${patientId}`} w="fit-content">
          {words.exchange.patient}
        </Anchor>
      )}
    </>
  );
}

function Content({ message }: { readonly message: MessageDetailResponse }) {
  const words = useWords();
  const { content, answer, protocol } = message;
  if (content === null) return <Text className="unsaved">{words.exchange.notYours}</Text>;
  return (
    <>
      {protocol === 'hl7v2' && (
        <Section title={words.exchange.says}>
          <InWords content={content} />
        </Section>
      )}
      <Sent title={words.exchange.asSent} text={content} isOpen={protocol !== 'hl7v2'} />
      {answer && <Sent title={words.exchange.answer} text={answer} />}
    </>
  );
}

function Sent({ title, text, isOpen = false }: { title: string; text: string; isOpen?: boolean }) {
  return (
    <details open={isOpen}>
      <summary>{title}</summary>
      <pre className="scroll pre" tabIndex={0} aria-label={title}>
        {laidOut(text)}
      </pre>
    </details>
  );
}

/** A segment a line; JSON as it is read best. */
function laidOut(text: string): string {
  if (!text.trimStart().startsWith('{')) return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
