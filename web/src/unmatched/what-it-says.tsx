import { Table, Text } from '@mantine/core';
import type { UnmatchedDetailResponse } from '../api/generated/index.ts';
import { figure, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { ordersOf, reportsOf, type SentOrder, type SentReport, type SentValue } from './sent.ts';

/** What a result says, as it was sent, and the message itself. */
export function WhatItSays({ entry }: { readonly entry: UnmatchedDetailResponse }) {
  const words = useWords();
  return (
    <section aria-label={words.unmatched.says}>
      {reportsOf(entry).map((report, place) => (
        <Report key={`${place} ${report.display}`} report={report} />
      ))}
      {ordersOf(entry).map((order, place) => (
        <Order key={`${place} ${order.display}`} order={order} />
      ))}
      <details>
        <summary>{words.unmatched.message}</summary>
        <pre className="scroll" tabIndex={0} aria-label={words.unmatched.message}>
          {entry.message.replaceAll('\r', '\n')}
        </pre>
      </details>
    </section>
  );
}

function Order({ order }: { readonly order: SentOrder }) {
  const words = useWords();
  const { control, placer, display, kind, priority, specimen, question, requester, notes } = order;
  const kinds: Readonly<Record<string, string>> = words.basket.kinds;
  const about = [
    control === 'cancel' ? words.unmatched.takenBack : words.unmatched.newOrder,
    kind && (kinds[kind] ?? kind),
    placer && `${words.unmatched.order} ${placer}`,
    words.orders.priorities[priority] ?? priority,
    specimen,
    question,
    requester,
  ];
  return (
    <>
      <Text>
        <strong>{display}</strong> <span className="muted">{about.filter(Boolean).join(' · ')}</span>
      </Text>
      {notes.map((text) => (
        <Text key={text}>{text}</Text>
      ))}
    </>
  );
}

function Report({ report }: { readonly report: SentReport }) {
  const words = useWords();
  const { display, placers, filler, effectiveAt, specimen, conclusion, notes, values } = report;
  const about = [
    placers.length > 0 && `${words.unmatched.order} ${placers.join(', ')}`,
    filler && `${words.unmatched.filler} ${filler}`,
    effectiveAt && `${words.unmatched.takenAt} ${moment(effectiveAt)}`,
    specimen,
  ];
  return (
    <>
      <Text className="muted">{[display, ...about].filter(Boolean).join(' · ')}</Text>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.unmatched.test}</Table.Th>
            <Table.Th>{words.unmatched.value}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {values.map((value, place) => (
            <Table.Tr key={`${place} ${value.display}`}>
              <Table.Td>{value.display}</Table.Td>
              <Table.Td>
                <strong>{said(value) || words.unmatched.noValue}</strong> {value.flags.join(' ')}
                {value.notes.length > 0 && <div className="muted">{value.notes.join('; ')}</div>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {[...(conclusion ? [conclusion] : []), ...notes].map((text) => (
        <Text key={text}>{text}</Text>
      ))}
    </>
  );
}

/** With as many decimals as were sent. */
function said({ comparator, value, valueAsSent, unit, text }: SentValue): string {
  const decimals = valueAsSent?.split('.')[1]?.length;
  return [comparator, value === undefined ? undefined : figure(value, decimals), unit, text].filter(Boolean).join(' ');
}
