import { Alert, Button, Code, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1Subscriptions } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { AddSubscription } from './add-subscription.tsx';
import { Subscription } from './subscription.tsx';

/** The systems that are told what happens here: added by one person, approved by a second. */
export function SubscriptionsScreen() {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('subscriptions');
  const [secret, setSecret] = useState<string>();
  const subscriptions = usePages({
    queryKey: ['subscriptions'],
    ask: (cursor) => answerOf(getApiV1Subscriptions({ query: { limit: 50, ...cursor } })),
    refetchInterval: 30_000,
    staleTime: 0,
  });
  const done = (text: string) => {
    setSaid(text);
    void queries.invalidateQueries({ queryKey: ['subscriptions'] });
  };
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.exchange.subscriptionsTitle}
      </Title>
      <Text className="muted">{words.exchange.subscriptionsAbout}</Text>
      <Said text={said} />
      {secret && (
        <Alert role="alert" color="yellow" title={words.exchange.secret}>
          <Code className="hash">{secret}</Code>{' '}
          <Button variant="default" size="compact-sm" onClick={() => setSecret(undefined)}>
            {words.exchange.secretSeen}
          </Button>
        </Alert>
      )}
      {iMay('subscription.manage') && (
        <Folded label={words.exchange.subscribe}>
          <AddSubscription
            onDone={(added) => {
              setSecret(added.secret);
              done(words.exchange.subscribed(added.name));
            }}
          />
        </Folded>
      )}
      <Waiting of={subscriptions}>
        {(items) => (
          <>
            {items.length === 0 && <Text role="status">{words.exchange.noSubscriptions}</Text>}
            {items.map((subscription) => (
              <Subscription key={subscription.id} subscription={subscription} onDone={done} />
            ))}
            <MorePages of={subscriptions} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}
