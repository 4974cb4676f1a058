import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getApiV1PharmacyOrders, type PharmacyItemResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { PharmacyOrder } from './pharmacy-order.tsx';
import { orderLine } from './pharmacy-words.ts';
import { bedOf } from '../ward/bed-of.ts';

type State = PharmacyItemResponse['review']['status'];

/** Orders of medicines by what the pharmacy says of them, the most urgent first; each unfolds to be worked on. */
export function PharmacyScreen() {
  const words = useWords();
  const [state, setState] = useState<State>('pending');
  const [said, setSaid] = useSaid('pharmacy');
  const orders = useQuery({
    queryKey: ['pharmacy', state],
    queryFn: () => answerOf(getApiV1PharmacyOrders({ query: { status: state } })),
    refetchInterval: 60_000,
  });
  const changed = (what?: string) => {
    setSaid(what);
    void orders.refetch();
  };
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">
        {words.pharmacy.title}
      </Title>
      <SegmentedControl
        aria-label={words.pharmacy.filter}
        w="fit-content"
        value={state}
        onChange={(value) => {
          setState(value as State);
          setSaid(undefined);
        }}
        data={Object.entries(words.pharmacy.states).map(([value, label]) => ({ value, label }))}
      />
      <Said text={said} />
      <Waiting of={orders}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <Text>{words.pharmacy.none}</Text>}
            {items.map((order) => (
              <Row key={order.id} order={order} onChanged={changed} />
            ))}
            {next && <Text className="muted">{words.chart.moreItems('…')}</Text>}
          </>
        )}
      </Waiting>
    </Stack>
  );
}

interface RowProps {
  readonly order: PharmacyItemResponse;
  readonly onChanged: (said?: string) => void;
}

function Row({ order, onChanged }: RowProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const { patient, wardName, bed, review, dispensed } = order;
  const whom = [patient.mrn, patient.age?.text, words.sex[patient.sex], wardName, bed && bedOf(bed)]
    .filter(Boolean)
    .join(' · ');
  return (
    <article className="queue-row" data-level={order.priority === 'stat' ? 1 : undefined}>
      <div className="queue-line">
        <strong className={order.priority === 'stat' ? 'severe' : undefined}>
          {words.orders.priorities[order.priority]}
        </strong>
        <div>
          <strong>{order.code.display}</strong> {orderLine(words, order)} <span className="muted">{order.number}</span>
          <div>
            {patient.fullName} <span className="muted">{whom}</span>
          </div>
          {review.answer && (
            <div>
              {words.pharmacy.answer}: {review.answer}
            </div>
          )}
        </div>
        <div>
          {words.worklist.ordered} {moment(order.signedAt ?? order.verbal?.readBackAt ?? order.createdAt)}
          <div className="muted">{words.pharmacy.dispensed[dispensed]}</div>
        </div>
        <Group gap="xs" justify="flex-end">
          <Button
            size="compact-md"
            variant="default"
            aria-expanded={isOpen}
            aria-label={`${words.pharmacy.open}: ${order.code.display} ${patient.fullName}`}
            onClick={() => setOpen(!isOpen)}
          >
            {words.pharmacy.open}
          </Button>
        </Group>
      </div>
      {isOpen && <PharmacyOrder id={order.id} onChanged={onChanged} />}
    </article>
  );
}
