import { Alert, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1EncountersById, type EncounterResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { Admit, Admitted } from './admit.tsx';
import { Attending, Isolation, Leave } from './course.tsx';
import { DeskStay } from './desk-stay.tsx';
import { Discharge } from './discharge.tsx';
import { Transfer } from './transfer.tsx';

/** Admit, move, and what happens during a stay; discharge. */
export function StayScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/stay' });
  const words = useWords();
  const queries = useQueryClient();
  const [admitted, setAdmitted] = useState<EncounterResponse>();
  const [said, setSaid] = useState<string>();
  const changed = (what?: string) => {
    setSaid(what);
    void queries.invalidateQueries({ queryKey: ['chart', patientId] });
    for (const key of ['board', 'encounter', 'beds']) void queries.invalidateQueries({ queryKey: [key] });
  };
  if (!iMay('encounter.admit')) return <Text>{words.stay.notYours}</Text>;
  if (!iMay('chart.read')) return <DeskStay patientId={patientId} onDone={changed} />;
  return (
    <PatientFrame patientId={patientId}>
      {({ encounter }) => (
        <Stack>
          {said && (
            <Alert role="status" color="green">
              {said}
            </Alert>
          )}
          {admitted && <Admitted encounter={admitted} />}
          {encounter && <Open encounterId={encounter.id} onDone={changed} />}
          {!encounter && !admitted && (
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

function Open({ encounterId, onDone }: { readonly encounterId: string; readonly onDone: (what?: string) => void }) {
  const encounter = useQuery({
    queryKey: ['encounter', encounterId],
    queryFn: () => answerOf(getApiV1EncountersById({ path: { id: encounterId } })),
    staleTime: 0,
  });
  return (
    <Waiting of={encounter}>
      {(found) => (
        <div className="sections" key={found.version}>
          {iMay('encounter.transfer') && <Transfer encounter={found} onDone={onDone} />}
          {iMay('encounter.team') && <Attending encounter={found} onDone={onDone} />}
          {iMay('encounter.course') && <Isolation encounter={found} onDone={onDone} />}
          {iMay('encounter.course') && found.class === 'inpatient' && <Leave encounter={found} onDone={onDone} />}
          {iMay('encounter.discharge') && <Discharge encounter={found} onDone={onDone} />}
        </div>
      )}
    </Waiting>
  );
}
