import { Anchor, Button, SegmentedControl, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1SubscriptionsById,
  getApiV1SubscriptionsByIdDeliveries,
  postApiV1DeliveriesByIdRetry,
  type DeliveryResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { failureInWords, toldInWords } from './failure.ts';

const STATES = ['dead', 'waiting', 'sent'] as const;
type State = (typeof STATES)[number];

/** What one receiver was told; what was given up first. */
export function DeliveriesScreen() {
  const words = useWords();
  const queries = useQueryClient();
  const { subscriptionId: id } = useParams({ from: '/admin/subscriptions/$subscriptionId' });
  const [state, setState] = useState<State>('dead');
  const [said, setSaid] = useSaid('deliveries');
  const subscription = useQuery({
    queryKey: ['subscriptions', id],
    queryFn: () => answerOf(getApiV1SubscriptionsById({ path: { id } })),
  });
  const deliveries = usePages({
    queryKey: ['deliveries', id, state],
    ask: (cursor) =>
      answerOf(getApiV1SubscriptionsByIdDeliveries({ path: { id }, query: { state, limit: 50, ...cursor } })),
  });
  const retried = () => {
    setSaid(words.exchange.retried);
    void queries.invalidateQueries({ queryKey: ['deliveries', id] });
  };
  return (
    <Stack maw={1100}>
      <Anchor component={Link} to="/admin/subscriptions" w="fit-content">
        {words.exchange.backToSubscriptions}
      </Anchor>
      <Waiting of={subscription}>
        {({ name }) => (
          <Title order={1} size="h3">
            {words.exchange.deliveriesOf(name)}
          </Title>
        )}
      </Waiting>
      <Said text={said} />
      <SegmentedControl
        w="fit-content"
        aria-label={words.exchange.state}
        value={state}
        onChange={(value) => setState(value)}
        data={STATES.map((value) => ({ value, label: words.exchange.deliveryStates[value] ?? value }))}
      />
      <Waiting of={deliveries}>
        {(items) => (
          <>
            {items.length === 0 ? (
              <Text role="status">{words.exchange.noDeliveries[state]}</Text>
            ) : (
              <Table>
                <Table.Tbody>
                  {items.map((delivery) => (
                    <Delivery key={delivery.id} delivery={delivery} onDone={retried} />
                  ))}
                </Table.Tbody>
              </Table>
            )}
            <MorePages of={deliveries} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

function Delivery({ delivery, onDone }: { readonly delivery: DeliveryResponse; readonly onDone: () => void }) {
  const words = useWords();
  const { id, type, state, attempts, failure, occurredAt, sentAt, nextAt } = delivery;
  const act = useAct(async (_: undefined, key) => {
    await answerOf(postApiV1DeliveriesByIdRetry({ path: { id }, headers: { 'Idempotency-Key': key } }));
    onDone();
  });
  const what = `${toldInWords(type, words)}, ${words.exchange.happened(fullMoment(occurredAt))}`;
  const when = sentAt
    ? words.exchange.sentAt(fullMoment(sentAt))
    : state === 'waiting' && nextAt
      ? words.exchange.nextTry(fullMoment(nextAt))
      : '';
  return (
    <Table.Tr>
      <Table.Th scope="row">{what}</Table.Th>
      <Table.Td>
        <span className={state === 'dead' ? 'severe' : undefined}>{words.exchange.deliveryStates[state]}</span>
        <div className="muted">{[words.exchange.attempts(attempts), when].filter(Boolean).join(' · ')}</div>
      </Table.Td>
      <Table.Td>{failure && failureInWords(failure, words)}</Table.Td>
      <Table.Td>
        {iMay('subscription.manage') && state !== 'waiting' && (
          <Button
            variant="default"
            size="compact-sm"
            loading={act.isBusy}
            aria-label={`${words.exchange.retry}: ${what}`}
            onClick={() => void act.run(undefined)}
          >
            {words.exchange.retry}
          </Button>
        )}
        <ProblemNotice problem={act.problem} />
      </Table.Td>
    </Table.Tr>
  );
}
