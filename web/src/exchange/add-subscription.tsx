import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  getApiV1Clients,
  postApiV1Subscriptions,
  type NewSubscriptionResponse,
  type SubscribeDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useKept } from '../shell/use-kept.ts';
import { useWords } from '../words/use-words.ts';

export type Channel = SubscribeDto['channel'];
export type Topic = 'patient' | 'encounter' | 'order' | 'result';

/** What each channel can tell of (topics.rules.ts). */
export const TOPICS: Readonly<Record<Channel, readonly Topic[]>> = {
  webhook: ['patient', 'encounter', 'order', 'result'],
  mllp: ['patient', 'encounter', 'order'],
  'hl7-http': ['patient', 'encounter', 'order'],
};
const EMPTY = { clientId: '', name: '', channel: 'webhook', address: '', topics: [] as readonly Topic[] };

/** Which system is told of what, where. */
export function AddSubscription({ onDone }: { readonly onDone: (added: NewSubscriptionResponse) => void }) {
  const words = useWords();
  const [fields, change, clear] = useKept('subscription', EMPTY);
  const clients = useQuery({
    queryKey: ['clients'],
    queryFn: () => everyPage((cursor) => answerOf(getApiV1Clients({ query: { limit: 100, ...cursor } }))),
  });
  const channel = fields.channel as Channel;
  const act = useAct(async ({ topics, ...fields }: typeof EMPTY, key) => {
    const body = { ...fields, channel, topics: topics.filter((topic) => TOPICS[channel].includes(topic)) };
    const added = await answerOf(postApiV1Subscriptions({ body, headers: { 'Idempotency-Key': key } }));
    clear();
    onDone(added);
  });
  const set = (part: Partial<typeof EMPTY>) => change((before) => ({ ...before, ...part }));
  return (
    <ActForm act={act} label={words.exchange.subscribe} onSubmit={() => void act.run(fields)}>
      <div className="vitals-grid">
        <Select
          label={words.exchange.client}
          required
          searchable
          value={fields.clientId || null}
          onChange={(id) => set({ clientId: id ?? '' })}
          data={(clients.data?.items ?? [])
            .filter(({ status }) => status === 'active')
            .map(({ id, name }) => ({ value: id, label: name }))}
          nothingFoundMessage={words.admin.noClients}
        />
        <TextInput
          label={words.exchange.name}
          required
          maxLength={200}
          autoComplete="off"
          value={fields.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Select
          label={words.exchange.channel}
          allowDeselect={false}
          value={channel}
          onChange={(value) => set({ channel: value ?? 'webhook' })}
          data={Object.entries(words.exchange.channels).map(([value, label]) => ({ value, label }))}
        />
      </div>
      <TextInput
        label={words.exchange.address}
        description={words.exchange.addressHint}
        required
        maxLength={500}
        autoComplete="off"
        value={fields.address}
        onChange={(event) => set({ address: event.currentTarget.value })}
      />
      <Topics channel={channel} topics={fields.topics} onChange={(topics) => set({ topics })} />
    </ActForm>
  );
}

interface TopicsProps {
  readonly channel: Channel;
  readonly topics: readonly Topic[];
  readonly onChange: (topics: readonly Topic[]) => void;
}

/** Of what a system is told; results go by webhook alone. */
export function Topics({ channel, topics, onChange }: TopicsProps) {
  const words = useWords();
  return (
    <Checkbox.Group
      label={words.exchange.topics}
      required
      value={topics.filter((topic) => TOPICS[channel].includes(topic))}
      onChange={(chosen) => onChange(chosen)}
    >
      <Group>
        {TOPICS[channel].map((topic) => (
          <Checkbox key={topic} value={topic} label={words.exchange.topic[topic]} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
