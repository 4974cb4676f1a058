import { Alert, Text } from '@mantine/core';
import type { ChartedVitalsResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';

/** For whom something was saved, and what its score asks for. */
export function SavedNotice({ saved }: { readonly saved: ChartedVitalsResponse }) {
  const words = useWords();
  const { news2 } = saved;
  const risk = news2?.risk;
  const missing = (news2?.missing ?? [])
    .map((name) => (words.vitals as unknown as Record<string, string>)[name])
    .join(', ');
  return (
    <Alert
      color={risk === 'high' ? 'red' : risk === 'medium' ? 'orange' : 'green'}
      role="status"
      title={words.vitals.saved(saved.patient.fullName, saved.bed?.code ?? '')}
    >
      {news2 && news2.total !== null && (
        <Text>
          {words.vitals.score(`${news2.total}`)}
          {risk && ` · ${words.risk[risk]}`}
          {news2.redParameter && ` · ${words.board.redParameter}`}
          {news2.recheckMinutes !== null && ` · ${words.vitals.recheck(news2.recheckMinutes)}`}
        </Text>
      )}
      {news2 && news2.total === null && <Text>{words.vitals.missing(missing)}</Text>}
    </Alert>
  );
}
