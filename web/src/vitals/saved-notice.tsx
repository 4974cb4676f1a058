import { Alert, Text } from '@mantine/core';
import type { ChartedVitalsResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';
import { vitalName } from './vital-name.ts';

/** For whom something was saved, and what its score asks for. */
export function SavedNotice({ saved }: { readonly saved: ChartedVitalsResponse }) {
  const words = useWords();
  const { news2, pews, notScored } = saved;
  const score = news2 ?? pews;
  const name = news2 ? 'NEWS2' : 'PEWS';
  const risk = score?.risk;
  const missing = (score?.missing ?? []).map((field) => vitalName(words, field)).join(', ');
  return (
    <Alert
      color={risk === 'high' ? 'red' : risk === 'medium' ? 'orange' : 'green'}
      role="status"
      title={words.vitals.saved(saved.patient.fullName, saved.bed?.code ?? '')}
    >
      {score && score.total !== null && (
        <Text>
          {words.vitals.score(name, `${score.total}`)}
          {risk && ` · ${words.risk[risk]}`}
          {news2?.redParameter && ` · ${words.board.redParameter}`}
          {score.recheckMinutes !== null && ` · ${words.vitals.recheck(score.recheckMinutes)}`}
        </Text>
      )}
      {score && score.total === null && (
        <Text>
          {words.vitals.missing(name, missing)}
          {risk && ` · ${words.vitals.atLeast(`${score.partial}`)} · ${words.risk[risk]}`}
        </Text>
      )}
      {risk && risk !== 'low' && score?.response && <Text fw={600}>{score.response}</Text>}
      {news2?.caution && <Text>{news2.caution}</Text>}
      {notScored && <Text>{notScored.text}</Text>}
    </Alert>
  );
}
