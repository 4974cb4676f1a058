import { Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getApiV1Orders } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** What the laboratory has to do, the most urgent first. */
export function WorklistScreen() {
  const words = useWords();
  const orders = useQuery({
    queryKey: ['worklist'],
    queryFn: () => answerOf(getApiV1Orders({ query: { status: 'active' } })),
    refetchInterval: 60_000,
  });
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.worklist.title}
      </Title>
      <Waiting of={orders}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <Text>{words.worklist.none}</Text>}
            <Table stickyHeader>
              <Table.Thead>
                <Table.Tr>
                  {[
                    words.worklist.number,
                    words.orders.priority,
                    words.worklist.test,
                    words.board.patient,
                    words.worklist.ward,
                    words.worklist.question,
                    words.worklist.ordered,
                  ].map((title) => (
                    <Table.Th key={title}>{title}</Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((order) => (
                  <Table.Tr key={order.id}>
                    <Table.Td>{order.number}</Table.Td>
                    <Table.Td className={order.priority === 'stat' ? 'severe' : undefined}>
                      {words.orders.priorities[order.priority]}
                    </Table.Td>
                    <Table.Td>
                      {order.code.display}{' '}
                      {order.collectedAt && <span className="muted">{words.worklist.collected}</span>}
                    </Table.Td>
                    <Table.Td>
                      {order.patient.fullName} <span className="muted">{order.patient.mrn}</span>
                    </Table.Td>
                    <Table.Td>{order.wardName}</Table.Td>
                    <Table.Td>{order.clinicalQuestion}</Table.Td>
                    <Table.Td>{moment(order.signedAt ?? order.createdAt)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            {next && <Text className="muted">{words.chart.moreItems('…')}</Text>}
          </>
        )}
      </Waiting>
    </Stack>
  );
}
