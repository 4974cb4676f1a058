import { Anchor, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { getApiV1ResultsInbox, type InboxItemResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { flagSaid } from '../results/flag-said.ts';
import { isInDoubt, valueSaid } from '../results/value-said.ts';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Results that came for me, the latest first. */
export function NewResults() {
  const words = useWords();
  const inbox = usePages({
    queryKey: ['results-inbox'],
    ask: (cursor) => answerOf(getApiV1ResultsInbox({ query: { limit: 20, ...cursor } })),
  });
  return (
    <Waiting of={inbox}>
      {(items) =>
        items.length === 0 ? (
          <Text className="muted">{words.inbox.noResults}</Text>
        ) : (
          <>
            <Table>
              <Table.Tbody>
                {items.map((item) => (
                  <Row key={item.id} item={item} />
                ))}
              </Table.Tbody>
            </Table>
            <MorePages of={inbox} />
          </>
        )
      }
    </Waiting>
  );
}

function Row({ item }: { readonly item: InboxItemResponse }) {
  const words = useWords();
  const { patient, display, effectiveAt, critical, acknowledgement, observations } = item;
  const values = observations.slice(0, 4).map((one) => {
    const { interpretation: flag } = one;
    const said = `${one.display} ${valueSaid(one)} ${one.unit ?? ''}`.trim();
    const word = isInDoubt(one) ? words.results.inDoubt : flagSaid(words, flag);
    return word ? `${said} (${word})` : said;
  });
  return (
    <Table.Tr>
      <Table.Td className="nowrap">{moment(effectiveAt)}</Table.Td>
      <Table.Td>
        <Anchor component={Link} to={`/patients/${patient.id}/results`} fw={600}>
          {patient.fullName}
        </Anchor>
      </Table.Td>
      <Table.Td>{display}</Table.Td>
      <Table.Td>
        {values.join('; ')}
        {observations.length > 4 && ' …'}
      </Table.Td>
      <Table.Td>
        {critical && <strong className="severe">{words.results.critical}</strong>}{' '}
        {acknowledgement && words.inbox.states[acknowledgement]}
      </Table.Td>
    </Table.Tr>
  );
}
