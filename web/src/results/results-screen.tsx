import { Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { getApiV1PatientsByIdResults } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { OverTime } from './over-time.tsx';
import { ReportCard } from './report-card.tsx';
import { Reviewed } from './reviewed.tsx';
import { Values } from './values.tsx';

/** All reports on a patient, newest first. */
export function ResultsScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/results' });
  return <PatientFrame patientId={patientId}>{() => <Reports patientId={patientId} />}</PatientFrame>;
}

function Reports({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const reports = usePages({
    queryKey: ['results', patientId],
    ask: (cursor) =>
      answerOf(getApiV1PatientsByIdResults({ path: { id: patientId }, query: { limit: 30, ...cursor } })),
  });
  return (
    <Waiting of={reports}>
      {(items) => (
        <Stack>
          <OverTime reports={items} />
          <Values patientId={patientId} reports={items} />
          {items.length === 0 && <Text>{words.results.none}</Text>}
          {items.map((report) => (
            <ReportCard key={report.id} report={report}>
              <Reviewed report={report} onChanged={() => void reports.refetch()} />
            </ReportCard>
          ))}
          <MorePages of={reports} />
        </Stack>
      )}
    </Waiting>
  );
}
