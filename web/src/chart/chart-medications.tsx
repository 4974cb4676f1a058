import { Text } from '@mantine/core';
import type { ChartResponse } from '../api/generated/index.ts';
import { dosageWords } from '../orders/order-words.ts';
import { day } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { moreOf, Section } from './chart-section.tsx';

/** Medicines in force: what of each is given, how and when. */
export function Medications({ chart }: { readonly chart: ChartResponse }) {
  const words = useWords();
  const ordered = chart.orders.filter(({ kind, status }) => kind === 'medication' && status !== 'cancelled');
  return (
    <Section
      part="medications"
      title={words.chart.medications}
      rest={`/patients/${chart.patient.id}/medicines`}
      isEmpty={ordered.length + chart.medications.length === 0}
      more={moreOf(chart, 'medications')}
    >
      {ordered.map(({ id, code, number, status, dosage }) => (
        <Text key={id}>
          {code.display} {dosage && dosageWords(dosage, words)}{' '}
          <span className="muted">
            {number} · {words.orders.status[status]}
          </span>
        </Text>
      ))}
      {chart.medications.map(({ id, code, dosageText, authoredAt }) => (
        <Text key={id}>
          {code.display} <span className="muted">{[dosageText, day(authoredAt)].filter(Boolean).join(' · ')}</span>
        </Text>
      ))}
    </Section>
  );
}
