import { Alert, Button, Group, Select, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  postApiV1OrdersByIdSign,
  postApiV1EncountersByIdOrders,
  getApiV1EncountersByIdOrders,
  type CreateOrderDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { shownEncounter } from '../chart/use-chart.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { LABORATORY_TESTS } from '../words/laboratory-tests.ts';
import { moment } from '../words/moments.ts';
import { useLanguage, useWords } from '../words/use-words.ts';

/** Orders of the stay, and a basket of new ones that are signed together. */
export function OrdersScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/orders' });
  return (
    <PatientFrame patientId={patientId}>
      {(chart) => {
        const { encounter } = chart;
        const shown = shownEncounter(chart);
        return (
          <Stack>
            {encounter && iMay('order.write') && <Basket encounterId={encounter.id} patientId={patientId} />}
            {shown && <Orders encounterId={shown.id} />}
          </Stack>
        );
      }}
    </PatientFrame>
  );
}

type Priority = NonNullable<CreateOrderDto['priority']>;
interface Line {
  readonly key: string;
  readonly order: CreateOrderDto;
}

function Basket({ encounterId, patientId }: { readonly encounterId: string; readonly patientId: string }) {
  const words = useWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [priority, setPriority] = useState<Priority>('routine');
  const [instructions, setInstructions] = useState('');
  const [told, setTold] = useState<readonly string[]>([]);
  const add = (code: string | null) => {
    const test = LABORATORY_TESTS.find(({ coding }) => coding.code === code);
    if (!test) return;
    const order = {
      kind: 'laboratory',
      code: { ...test.coding },
      priority,
      ...(instructions.trim() && { instructions }),
    } as const;
    setLines([...lines, { key: crypto.randomUUID(), order }]);
  };
  const act = useAct(async (basket: readonly Line[]) => {
    const warnings: string[] = [];
    for (const { key, order } of basket) {
      const written = await answerOf(
        postApiV1EncountersByIdOrders({ path: { id: encounterId }, body: order, headers: { 'Idempotency-Key': key } }),
      );
      const [draft] = 'orders' in written ? written.orders : [written];
      if (!draft) continue;
      warnings.push(...draft.warnings.map(({ number }) => words.orders.duplicate(number)));
      if (draft.status === 'draft') {
        await postApiV1OrdersByIdSign({
          path: { id: draft.id },
          body: {},
          headers: { 'If-Match': etag(draft.version) },
        });
      }
      setLines((left) => left.filter((line) => line.key !== key));
    }
    setTold([words.orders.sent(basket.length), ...warnings]);
    void queries.invalidateQueries({ queryKey: ['orders', encounterId] });
    void queries.invalidateQueries({ queryKey: ['chart', patientId] });
  });
  return (
    <Stack maw={900}>
      <Title order={2} size="h4">
        {words.orders.add}
      </Title>
      <Group align="flex-end">
        <Select
          label={words.orders.priority}
          allowDeselect={false}
          value={priority}
          data={Object.entries(words.orders.priorities).map(([value, label]) => ({ value, label }))}
          onChange={(value) => value && setPriority(value as Priority)}
        />
        <TextInput
          label={words.orders.question}
          value={instructions}
          onChange={(event) => setInstructions(event.currentTarget.value)}
        />
        <Select
          label={words.orders.test}
          searchable
          value={null}
          data={LABORATORY_TESTS.map(({ coding, label }) => ({ value: coding.code, label: label[language] }))}
          onChange={add}
          w={340}
        />
      </Group>
      {lines.map(({ key, order }) => (
        <Group key={key}>
          <Text>
            {order.code?.display} · {words.orders.priorities[order.priority ?? 'routine']}
          </Text>
          <Button variant="subtle" size="compact-sm" onClick={() => setLines(lines.filter((line) => line.key !== key))}>
            {words.orders.remove}
          </Button>
        </Group>
      ))}
      {told.length > 0 && (
        <Alert role="status" color="green">
          {told.map((line) => (
            <Text key={line}>{line}</Text>
          ))}
        </Alert>
      )}
      <ProblemNotice problem={act.problem} />
      {lines.length > 0 && (
        <Button loading={act.isBusy} onClick={() => void act.run(lines)} w="fit-content">
          {words.orders.sendAll} ({lines.length})
        </Button>
      )}
    </Stack>
  );
}

function Orders({ encounterId }: { readonly encounterId: string }) {
  const words = useWords();
  const orders = useQuery({
    queryKey: ['orders', encounterId],
    queryFn: () => answerOf(getApiV1EncountersByIdOrders({ path: { id: encounterId } })),
  });
  return (
    <Waiting of={orders}>
      {({ items, next }) => (
        <>
          {items.length === 0 && <Text>{words.orders.none}</Text>}
          <Table>
            <Table.Tbody>
              {items.map((order) => (
                <Table.Tr key={order.id}>
                  <Table.Td>{order.number}</Table.Td>
                  <Table.Td>{order.code.display}</Table.Td>
                  <Table.Td>{words.orders.priorities[order.priority]}</Table.Td>
                  <Table.Td>{words.orders.status[order.status]}</Table.Td>
                  <Table.Td>
                    {order.requestedBy?.fullName ?? order.source?.sender} · {moment(order.signedAt ?? order.createdAt)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {next && <Text className="muted">{words.chart.moreItems('…')}</Text>}
        </>
      )}
    </Waiting>
  );
}
