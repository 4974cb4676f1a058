import { Anchor, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import {
  patchApiV1SubscriptionsById,
  postApiV1SubscriptionsByIdApprove,
  postApiV1SubscriptionsByIdDisable,
  postApiV1SubscriptionsByIdReplay,
  type SubscriptionResponse,
  type UpdateSubscriptionDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { ConfirmButton } from '../shell/confirm-button.tsx';
import { DateField } from '../shell/date-field.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useKept } from '../shell/use-kept.ts';
import { fullMoment, readMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { type Channel, Topics, type Topic } from './add-subscription.tsx';
import { failureInWords } from './failure.ts';

interface Props {
  readonly subscription: SubscriptionResponse;
  readonly onDone: (said: string) => void;
}

/** One receiver: of what it is told, how that goes, and what may be done about it. */
export function Subscription({ subscription, onDone }: Props) {
  const words = useWords();
  const { id, name, channel, address, topics, status, approval, version } = subscription;
  const call = { path: { id }, headers: { 'If-Match': etag(version) } };
  const approve = useAct(async (_: undefined) => {
    await answerOf(postApiV1SubscriptionsByIdApprove(call));
    onDone(words.admin.done);
  });
  const disable = useAct(async (_: undefined) => {
    await answerOf(postApiV1SubscriptionsByIdDisable(call));
    onDone(words.admin.done);
  });
  const isActive = status === 'active';
  const isWaiting = approval === 'waiting';
  return (
    <Section title={name}>
      <Standing subscription={subscription} />
      <Text>
        {words.exchange.channels[channel]} · <span className="hash">{address}</span>
      </Text>
      <Text>
        {words.exchange.topics}: {topics.map((topic) => words.exchange.topic[topic] ?? topic).join(', ')}
      </Text>
      <div className="acts">
        <Anchor component={Link} to={`/admin/subscriptions/${id}`} aria-label={`${words.exchange.deliveries}: ${name}`}>
          {words.exchange.deliveries}
        </Anchor>
        {isActive && isWaiting && iMay('subscription.approve') && (
          <ConfirmButton act={approve} label={words.exchange.approve} ask={words.exchange.approveAsk} />
        )}
        {isActive && iMay('subscription.manage') && (
          <>
            <ConfirmButton act={disable} label={words.exchange.disable} ask={words.exchange.disableAsk} />
            <Folded label={words.exchange.changeSubscription} name={`${words.exchange.changeSubscription} ${name}`}>
              <Change key={version} subscription={subscription} onDone={onDone} />
            </Folded>
            {!isWaiting && (
              <Folded label={words.exchange.replay} name={`${words.exchange.replay}: ${name}`}>
                <Replay subscription={subscription} onDone={onDone} />
              </Folded>
            )}
          </>
        )}
      </div>
    </Section>
  );
}

/** Whether it is approved, and whether what it is told arrives. */
function Standing({ subscription }: Pick<Props, 'subscription'>) {
  const words = useWords();
  const { status, approval, approvedBy, proposedBy, failures, lastFailure, pausedUntil, lastSentAt } = subscription;
  const isWaiting = approval === 'waiting';
  return (
    <>
      <Text>
        {status !== 'active' ? (
          words.exchange.disabled
        ) : isWaiting ? (
          <strong className="severe">{words.exchange.waiting}</strong>
        ) : (
          words.exchange.approved(approvedBy?.username ?? '')
        )}
        {proposedBy && ` · ${words.exchange.proposedBy(proposedBy.username)}`}
        {' · '}
        {lastSentAt ? words.exchange.lastSent(fullMoment(lastSentAt)) : words.exchange.neverSent}
      </Text>
      {failures > 0 && (
        <Text className="severe">
          {words.exchange.failing(failures, failureInWords(lastFailure, words))}
          {pausedUntil && ` · ${words.exchange.pausedUntil(fullMoment(pausedUntil))}`}
        </Text>
      )}
    </>
  );
}

function Change({ subscription, onDone }: Props) {
  const words = useWords();
  const { id, name, address, version } = subscription;
  const start = { name, address, topics: subscription.topics as readonly Topic[] };
  const [fields, change, clear] = useKept(`subscription ${id} ${version}`, start);
  const act = useAct(async ({ topics, ...texts }: typeof start) => {
    const body: UpdateSubscriptionDto = { ...texts, topics: [...topics] };
    await answerOf(patchApiV1SubscriptionsById({ path: { id }, body, headers: { 'If-Match': etag(version) } }));
    clear();
    onDone(words.exchange.saved);
  });
  return (
    <ActForm act={act} label={words.exchange.saveSubscription} onSubmit={() => void act.run(fields)}>
      <TextInput
        label={words.exchange.name}
        required
        maxLength={200}
        value={fields.name}
        onChange={({ currentTarget: { value } }) => change((before) => ({ ...before, name: value }))}
      />
      <TextInput
        label={words.exchange.address}
        required
        maxLength={500}
        value={fields.address}
        onChange={({ currentTarget: { value } }) => change((before) => ({ ...before, address: value }))}
      />
      <Topics
        channel={subscription.channel as Channel}
        topics={fields.topics}
        onChange={(topics) => change((before) => ({ ...before, topics }))}
      />
    </ActForm>
  );
}

function Replay({ subscription: { id, version }, onDone }: Props) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ from: '' }, `replay ${id}`);
  const act = useAct(async (from: string) => {
    const call = { path: { id }, body: { from }, headers: { 'If-Match': etag(version) } };
    const { count, next } = await answerOf(postApiV1SubscriptionsByIdReplay(call));
    clear();
    onDone(words.exchange.replayed(count, next ? fullMoment(next) : ''));
  });
  const from = readMoment(fields.from, '00:00');
  return (
    <ActForm act={act} label={words.exchange.replayDo} onSubmit={() => void (from && act.run(from))}>
      <Text className="muted">{words.exchange.replayAbout}</Text>
      <DateField hasTime required label={words.exchange.replayFrom} {...typed('from')} />
    </ActForm>
  );
}
