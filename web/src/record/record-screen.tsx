import { Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1Encounters,
  getApiV1EncountersById,
  type ChartResponse,
  type EncounterResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { day } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Closing } from './closing.tsx';
import { Confidentiality } from './confidentiality.tsx';
import { Documents, WholeRecord } from './documents.tsx';
import { LegalHold } from './legal-hold.tsx';
import { PrintedPapers } from './printed-papers.tsx';
import { CorrectLeaving, Reopen } from './reopen.tsx';

/** The record of a stay: what it lacks, how it is closed, held and opened again, and its papers. */
export function RecordScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/record' });
  return <PatientFrame patientId={patientId}>{(chart) => <Stays chart={chart} />}</PatientFrame>;
}

function Stays({ chart }: { readonly chart: ChartResponse }) {
  const words = useWords();
  const { encounter, encounters } = chart;
  // The chart has the newest alone; a record is opened however old it is.
  const all = usePages({
    queryKey: ['encounters', chart.patient.id],
    ask: (cursor) => answerOf(getApiV1Encounters({ query: { patientId: chart.patient.id, limit: 100, ...cursor } })),
    enabled: iMay('encounter.read'),
  });
  const [chosen, setChosen] = useState(encounter?.id ?? encounters[0]?.id ?? null);
  const data = (all.data ?? encounters).map(({ id, class: kind, startedAt, endedAt }) => ({
    value: id,
    label: words.course.stayWords(
      words.encounterClass[kind] ?? kind,
      day(startedAt),
      endedAt ? day(endedAt) : words.course.ongoing,
    ),
  }));
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h3">
          {words.course.recordTitle}
        </Title>
        <WholeRecord patientId={chart.patient.id} />
      </Group>
      {chosen === null ? (
        <Text>{words.course.noStay}</Text>
      ) : (
        <>
          <Select
            label={words.course.whichStay}
            allowDeselect={false}
            searchable
            maw={420}
            value={chosen}
            data={data}
            onChange={setChosen}
          />
          <MorePages of={all} />
          <Record key={chosen} encounterId={chosen} />
        </>
      )}
      <PrintedPapers patientId={chart.patient.id} />
      <Confidentiality patientId={chart.patient.id} />
    </Stack>
  );
}

function Record({ encounterId }: { readonly encounterId: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('record');
  const encounter = useQuery({
    queryKey: ['encounter', encounterId],
    queryFn: () => answerOf(getApiV1EncountersById({ path: { id: encounterId } })),
    staleTime: 0,
    enabled: iMay('encounter.read'),
  });
  const done = (what: string, changed: EncounterResponse) => {
    setSaid(what);
    queries.setQueryData(['encounter', encounterId], changed);
    for (const key of ['encounter', 'chart', 'board', 'closing', 'completeness', 'beds']) {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
  return (
    <>
      <Said text={said} />
      <div className="sections">
        {iMay('encounter.read') && (
          <Waiting of={encounter}>{(found) => <Acts encounter={found} onDone={done} />}</Waiting>
        )}
        <Documents encounterId={encounterId} />
      </div>
      <Text className="muted">{words.course.closeAbout}</Text>
    </>
  );
}

export interface RecordProps {
  readonly encounter: EncounterResponse;
  /** Done: what is said of it, and the stay as it is now, which the next act is about. */
  readonly onDone: (what: string, encounter: EncounterResponse) => void;
}

function Acts({ encounter, onDone }: RecordProps) {
  const isFinished = encounter.status === 'finished';
  const isOpen = encounter.closing === null;
  return (
    <>
      <Closing encounter={encounter} onDone={onDone} />
      {isFinished && isOpen && iMay('encounter.reopen') && (
        <>
          <Reopen encounter={encounter} onDone={onDone} />
          <CorrectLeaving encounter={encounter} onDone={onDone} />
        </>
      )}
      {iMay('record.hold') && <LegalHold encounter={encounter} onDone={onDone} />}
    </>
  );
}
