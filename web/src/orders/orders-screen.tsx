import { Stack, Table, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { getApiV1EncountersByIdOrders } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { shownEncounter } from '../chart/use-chart.ts';
import { Scroll } from '../shell/scroll.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { Basket } from './basket.tsx';
import { OrderRow } from './order-row.tsx';

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
            {encounter && iMay('order.enter') && <Basket encounterId={encounter.id} patientId={patientId} />}
            {shown && <Orders encounterId={shown.id} />}
          </Stack>
        );
      }}
    </PatientFrame>
  );
}

function Orders({ encounterId }: { readonly encounterId: string }) {
  const words = useWords();
  const [said, setSaid] = useSaid('orders');
  const orders = usePages({
    queryKey: ['orders', encounterId],
    ask: (cursor) =>
      answerOf(getApiV1EncountersByIdOrders({ path: { id: encounterId }, query: { ...cursor, limit: 50 } })),
  });
  return (
    <Waiting of={orders}>
      {(items) => (
        <>
          <Said text={said} />
          {items.length === 0 && <Text>{words.orders.none}</Text>}
          <Scroll label={words.chart.orders}>
            <Table aria-label={words.chart.orders}>
              <Table.Tbody>
                {items.map((order) => (
                  <OrderRow key={order.id} order={order} onDone={setSaid} />
                ))}
              </Table.Tbody>
            </Table>
          </Scroll>
          <MorePages of={orders} />
        </>
      )}
    </Waiting>
  );
}
