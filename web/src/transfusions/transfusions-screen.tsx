import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1EncountersByIdOrders,
  getApiV1EncountersByIdTransfusions,
  type OrderResponse,
  type TransfusionResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { iMay } from '../api/rights.ts';
import { StayFrame } from '../chart/stay-frame.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { BeginUnit } from './begin-unit.tsx';
import { Unit } from './unit.tsx';

/** Blood at the bedside: what is ordered, what runs, what was given. */
export function TransfusionsScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/transfusions' });
  const words = useWords();
  return (
    <StayFrame patientId={patientId} none={words.transfusions.none}>
      {(encounterId, isOpen) => <Blood encounterId={encounterId} isOpen={isOpen} />}
    </StayFrame>
  );
}

function Blood({ encounterId, isOpen }: { readonly encounterId: string; readonly isOpen: boolean }) {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('transfusions');
  const units = usePages({
    queryKey: ['transfusions', encounterId],
    ask: (cursor) =>
      answerOf(getApiV1EncountersByIdTransfusions({ path: { id: encounterId }, query: { limit: 50, ...cursor } })),
    refetchInterval: 60_000,
  });
  const done = (what: string) => {
    setSaid(what);
    for (const key of ['transfusions', 'blood-orders', 'orders']) {
      void queries.invalidateQueries({ queryKey: [key, encounterId] });
    }
  };
  return (
    <Stack maw={1200}>
      <Title order={1} size="h3">
        {words.transfusions.title}
      </Title>
      <Said text={said} />
      <Waiting of={units}>
        {(items) => (
          <>
            {isOpen && iMay('blood.transfuse') && <Ordered encounterId={encounterId} units={items} onDone={done} />}
            <Units
              title={words.transfusions.running}
              units={items.filter(({ status }) => status === 'in-progress')}
              onDone={done}
            />
            <Units
              title={words.transfusions.given}
              units={items.filter(({ status }) => status !== 'in-progress')}
              onDone={done}
            />
            {items.length === 0 && <Text className="muted">{words.transfusions.none}</Text>}
            <MorePages of={units} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

interface UnitsProps {
  readonly units: readonly TransfusionResponse[];
  readonly onDone: (said: string) => void;
}

function Units({ title, units, onDone }: UnitsProps & { readonly title: string }) {
  if (units.length === 0) return null;
  return (
    <Section title={title}>
      {units.map((unit) => (
        <Unit key={unit.id} unit={unit} onDone={onDone} />
      ))}
    </Section>
  );
}

/** Blood orders in force, each with the way to begin its next unit. */
function Ordered({ encounterId, units, onDone }: UnitsProps & { readonly encounterId: string }) {
  const words = useWords();
  const orders = useQuery({
    queryKey: ['blood-orders', encounterId],
    queryFn: () =>
      everyPage((cursor) =>
        answerOf(getApiV1EncountersByIdOrders({ path: { id: encounterId }, query: { limit: 100, ...cursor } })),
      ),
  });
  return (
    <Waiting of={orders}>
      {({ items }) => {
        const blood = items.filter(({ kind, status }) => kind === 'blood' && status === 'active');
        return blood.length === 0 ? (
          <Text>{words.transfusions.noOrder}</Text>
        ) : (
          blood.map((order) => (
            <Order
              key={order.id}
              order={order}
              begun={units.filter(({ orderId }) => orderId === order.id).length}
              onDone={onDone}
            />
          ))
        );
      }}
    </Waiting>
  );
}

interface OrderProps {
  readonly order: OrderResponse;
  readonly begun: number;
  readonly onDone: (said: string) => void;
}

function Order({ order, begun, onDone }: OrderProps) {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  const units = order.units ?? 0;
  return (
    <article className="basket-line" aria-label={order.number}>
      <Group justify="space-between">
        <div>
          <strong>{order.code.display}</strong> <span className="muted">{order.number}</span>
          <div>
            {words.transfusions.ofOrder(begun, units)}
            {order.question && ` · ${order.question}`}
            {order.instructions && ` · ${order.instructions}`}
          </div>
        </div>
        {begun < units && (
          <Button
            size="compact-md"
            aria-expanded={isOpen}
            aria-label={words.transfusions.beginFor(order.number)}
            onClick={() => setOpen(!isOpen)}
          >
            {words.transfusions.begin}
          </Button>
        )}
      </Group>
      {isOpen && begun < units && (
        <BeginUnit
          order={order}
          onDone={(said) => {
            setOpen(false);
            onDone(said);
          }}
        />
      )}
    </article>
  );
}
