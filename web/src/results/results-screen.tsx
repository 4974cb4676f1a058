import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getApiV1PatientsByIdResults } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { ReportCard } from './report-card.tsx';

/** All reports on a patient, newest first. */
export function ResultsScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/results' });
  return <PatientFrame patientId={patientId}>{() => <Reports patientId={patientId} />}</PatientFrame>;
}

function Reports({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const reports = useQuery({
    queryKey: ['results', patientId],
    queryFn: () => answerOf(getApiV1PatientsByIdResults({ path: { id: patientId } })),
  });
  return (
    <Waiting of={reports}>
      {({ items, next }) => (
        <Stack>
          {items.length === 0 && <Text>{words.results.none}</Text>}
          {items.map((report) => (
            <ReportCard key={report.id} report={report} />
          ))}
          {next && <Text className="muted">{words.chart.moreItems('…')}</Text>}
        </Stack>
      )}
    </Waiting>
  );
}
