import { Table, Text } from '@mantine/core';
import { useState } from 'react';
import { now as byClock } from '../api/clock.ts';
import { getApiV1DutiesMine } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { clock, day } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** A night that began yesterday is one's duty still. */
const SINCE = 24 * 3_600_000;

/** When and where the person signed in is on duty, from now on. */
export function OwnDuties() {
  const words = useWords().changes;
  const [now] = useState(() => byClock());
  const duties = usePages({
    queryKey: ['duties', 'mine'],
    ask: (cursor) =>
      answerOf(getApiV1DutiesMine({ query: { limit: 20, from: new Date(now - SINCE).toISOString(), ...cursor } })),
    staleTime: 0,
  });
  return (
    <Waiting of={duties}>
      {(items) => {
        const held = items.filter(({ endsAt, cancelledAt }) => Date.parse(endsAt) > now && cancelledAt === null);
        return (
          <>
            {held.length === 0 && <Text className="muted">{words.noDuties}</Text>}
            <Table>
              <Table.Tbody>
                {held.map(({ id, ward, startsAt, endsAt }) => (
                  <Table.Tr key={id}>
                    <Table.Td className="nowrap">
                      {day(startsAt)} {clock(startsAt)} – {clock(endsAt)}
                    </Table.Td>
                    <Table.Td>{ward.name}</Table.Td>
                    <Table.Td>{Date.parse(startsAt) <= now && <strong>{words.dutyNow}</strong>}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
            <MorePages of={duties} />
          </>
        );
      }}
    </Waiting>
  );
}
