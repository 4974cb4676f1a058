import { Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { getApiV1EncountersById, type EncounterResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { MotherCheck } from '../newborn/mother-check.tsx';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { Admit, Admitted } from './admit.tsx';
import { Begun } from './begun.tsx';
import { Consultations } from './consultations.tsx';
import { Attending, Isolation, Leave } from './course.tsx';
import { DeskStay } from './desk-stay.tsx';
import { Discharge } from './discharge.tsx';
import { PlacesBefore } from './places-before.tsx';
import { SwapBeds } from './swap-beds.tsx';
import { Transfer, type StayProps } from './transfer.tsx';

/** Admit, move, and what happens during a stay; discharge. */
export function StayScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/stay' });
  const words = useWords();
  const queries = useQueryClient();
  const [admitted, setAdmitted] = useState<EncounterResponse>();
  const [said, setSaid] = useSaid('stay');
  const changed = (what?: string, encounter?: EncounterResponse) => {
    setSaid(what);
    if (encounter) queries.setQueryData(['encounter', encounter.id], encounter);
    void queries.invalidateQueries({ queryKey: ['chart', patientId] });
    for (const key of ['board', 'encounter', 'beds']) void queries.invalidateQueries({ queryKey: [key] });
  };
  if (!iMay('encounter.admit')) return <Text>{words.stay.notYours}</Text>;
  if (!iMay('chart.read')) return <DeskStay patientId={patientId} onDone={changed} />;
  return (
    <PatientFrame patientId={patientId}>
      {(chart) => (
        <Stack>
          <Said text={said} />
          {admitted && <Admitted encounter={admitted} />}
          <MotherCheck chart={chart} />
          {chart.encounter ? (
            <Open encounterId={chart.encounter.id} onDone={changed}>
              <Consultations patientId={patientId} />
            </Open>
          ) : (
            <Consultations patientId={patientId} />
          )}
          {!chart.encounter && !admitted && (
            <Admit
              patientId={patientId}
              onDone={(one) => {
                setAdmitted(one);
                changed();
              }}
            />
          )}
        </Stack>
      )}
    </PatientFrame>
  );
}

interface OpenProps {
  readonly encounterId: string;
  readonly onDone: StayProps['onDone'];
  readonly children: ReactNode;
}

/** What stands below the stay comes after it, and does not move when it comes. */
function Open({ encounterId, onDone, children }: OpenProps) {
  const encounter = useQuery({
    queryKey: ['encounter', encounterId],
    queryFn: () => answerOf(getApiV1EncountersById({ path: { id: encounterId } })),
    staleTime: 0,
  });
  return (
    <>
      <Waiting of={encounter}>
        {(found) => found.status === 'in-progress' && <Acts encounter={found} onDone={onDone} />}
      </Waiting>
      {!encounter.isPending && children}
    </>
  );
}

/** Each form begins anew when what it is about has changed; what is typed into the others stays. */
function Acts(props: StayProps) {
  const { wardId, bed, isolation, class: kind } = props.encounter;
  return (
    <div className="sections">
      {iMay('encounter.transfer') && <Transfer key={`${wardId} ${bed?.id}`} {...props} />}
      {iMay('encounter.transfer') && <SwapBeds key={`swap ${bed?.id}`} {...props} />}
      {iMay('encounter.team') && <Attending {...props} />}
      {iMay('encounter.course') && <Isolation key={isolation.join()} {...props} />}
      {iMay('encounter.course') && kind === 'inpatient' && <Leave {...props} />}
      {iMay('encounter.discharge') && <Discharge {...props} />}
      <PlacesBefore {...props} />
      <Begun {...props} />
    </div>
  );
}
