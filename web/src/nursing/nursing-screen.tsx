import { Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ChartResponse } from '../api/generated/index.ts';
import { shownEncounter } from '../chart/use-chart.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { useWords } from '../words/use-words.ts';
import { Assessments } from './assessments.tsx';
import { Calls } from './calls.tsx';
import { Observed } from './observed.tsx';
import { Sites } from './sites.tsx';

/** What the parts of the screen need: whose stay, whether it goes on, and what is told of an act. */
export interface NursingProps {
  readonly encounterId: string;
  readonly isOpen: boolean;
  /** Of whom nobody says that they are pregnant. */
  readonly isMale: boolean;
  readonly onDone: (said: string) => void;
}

/** How a patient is looked after: how closely observed, at which risks, with which wounds and drains, and whom one called. */
export function NursingScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/nursing' });
  return <PatientFrame patientId={patientId}>{(chart) => <Nursing chart={chart} />}</PatientFrame>;
}

function Nursing({ chart }: { readonly chart: ChartResponse }) {
  const words = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useSaid('nursing');
  const shown = shownEncounter(chart);
  if (!shown) return <Text>{words.course.noStay}</Text>;
  const onDone = (what: string) => {
    setSaid(what);
    for (const key of ['nursing', 'board', 'chart', 'due']) void queries.invalidateQueries({ queryKey: [key] });
  };
  const props = {
    encounterId: shown.id,
    isOpen: chart.encounter !== null,
    isMale: chart.patient.sex === 'male',
    onDone,
  };
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.nursing.title}
      </Title>
      {!props.isOpen && <Text className="muted">{words.nursing.onlyInStay}</Text>}
      <Said text={said} />
      <div className="sections">
        <Calls {...props} last={chart.vitals[0]} />
        <Observed {...props} />
        <Assessments {...props} />
        <Sites {...props} />
      </div>
    </Stack>
  );
}
