import { Button, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getApiV1PatientsByIdFiles, type ChartResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { cursorOf } from '../api/cursor.ts';
import { iMay } from '../api/rights.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Section } from '../shell/section.tsx';
import { useWords } from '../words/use-words.ts';
import { AddFile } from './add-file.tsx';
import { FileCard } from './file-card.tsx';

/** Scanned papers and pictures of a patient, the latest added first; each opens on this screen. */
export function FilesScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/files' });
  return <PatientFrame patientId={patientId}>{(chart) => <Files chart={chart} />}</PatientFrame>;
}

function Files({ chart }: { readonly chart: ChartResponse }) {
  const words = useWords();
  const { id } = chart.patient;
  const files = useInfiniteQuery({
    queryKey: ['files', id],
    queryFn: ({ pageParam }) =>
      answerOf(getApiV1PatientsByIdFiles({ path: { id }, query: { cursor: pageParam, limit: 20 } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => cursorOf(next),
    staleTime: 0,
  });
  const items = files.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.files.title}
      </Title>
      <ProblemNotice problem={files.error} />
      {iMay('file.add') && (
        <Section title={words.files.add}>
          <AddFile patientId={id} encounterId={chart.encounter?.id ?? null} />
        </Section>
      )}
      {files.data && items.length === 0 && <Text>{words.files.none}</Text>}
      {items.map((file) => (
        <FileCard key={file.id} file={file} />
      ))}
      {files.hasNextPage && (
        <Button
          variant="default"
          w="fit-content"
          loading={files.isFetchingNextPage}
          onClick={() => void files.fetchNextPage()}
        >
          {words.files.more}
        </Button>
      )}
    </Stack>
  );
}
